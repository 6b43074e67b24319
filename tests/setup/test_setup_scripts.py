"""`./run`, `./check` and what they stand on: locks with hashes, clear stops, no work the second time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
SCRIPTS = ("run", "check", ".ci/run", "tools/setup.sh", "tools/lock", "tools/bare-machine")
TOOLS = "sh cat cut dirname env grep head id mktemp printf rm sha256sum sort tail tr flock sed".split()  # noqa: SIM905


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text()
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.M))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text().replace("\\\n", " ").strip())
    for block in blocks:
        if not block.startswith("#"):
            assert re.fullmatch(r"[a-z0-9._-]+==\S+(\s+--hash=sha256:[0-9a-f]{64})+\s*", block), block[:80]
    assert "//" not in (ROOT / lock).read_text()
    assert len(blocks) > (3 if "build" in lock else 20)


def test_both_locks_agree_and_the_larger_holds_the_smaller() -> None:
    small, large = (pins(lock) for lock in LOCKS[:2])
    assert small.items() <= large.items()


def test_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    small, large = (pins(lock) for lock in LOCKS[:2])
    wanted = [re.match(r"[A-Za-z0-9._-]+", need) for need in project["project"]["dependencies"]]
    assert {found[0].lower() for found in wanted if found} <= small.keys()
    tools = [re.match(r"[A-Za-z0-9._-]+", need) for need in project["project"]["optional-dependencies"]["dev"]]
    assert {found[0].lower() for found in tools if found} - {"bulletin"} <= large.keys()
    assert {"hatchling", "editables"} <= small.keys(), "the project itself is installed without asking an index"


def test_the_lock_is_what_these_tests_run_with() -> None:
    from importlib.metadata import version

    for name in ("weasyprint", "pikepdf", "pillow", "uharfbuzz", "click", "pyyaml", "hypothesis", "pytest"):
        assert version(name) == pins("requirements-dev.lock")[name], name


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_plain_posix_shell(script: str) -> None:
    path = ROOT / script
    assert subprocess.run(["sh", "-n", str(path)], check=False).returncode == 0
    assert script == "tools/setup.sh" or os.access(path, os.X_OK)
    text = path.read_text()
    for bashism in ("[[", "function ", "<<<", "${!", "local ", "pipefail"):
        assert bashism not in text


def test_ci_runs_the_readmes_test_command_and_nothing_else() -> None:
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line and not line.startswith("#")]
    assert lines == ['exec "$(dirname -- "$0")/../check"']


@pytest.mark.parametrize(("desktop", "status"), [("GNOME", 0), ("GNOME", 1), ("", 0)])
def test_run_puts_an_icon_into_the_menu_of_a_desktop_and_then_builds(tmp_path: Path, desktop: str, status: int) -> None:
    shutil.copy2(ROOT / "run", tmp_path)
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "setup.sh").write_text('VENV="$ROOT/venv"; set_up() { :; }; make_pictures() { :; }\n')
    program = tmp_path / "venv" / "bin" / "bulletin"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "$*" >> "$0.log"\n[ "$1" = build ] && exit 3\nexit {status}\n')
    program.chmod(0o755)
    environment = {"PATH": os.environ["PATH"], "XDG_CURRENT_DESKTOP": desktop}
    done = subprocess.run([str(tmp_path / "run"), "số 47"], env=environment, check=False)
    assert done.returncode == 3, "what the build says"
    icon = ["studio số 47 --icon"] if desktop else []
    assert Path(f"{program}.log").read_text("utf-8").splitlines() == [*icon, "build số 47"]


class Machine:
    """A pretended computer: its own PATH, so that what is missing is decided here."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.log = folder / "log"
        for tool in TOOLS:
            found = shutil.which(tool)
            if found:
                (self.bin / tool).symlink_to(found)
        self.root = folder / "project with a space"
        self.root.mkdir()
        for file in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock", "pyproject.toml"):
            (self.root / file).write_text(f"{file.replace('-', '').split('.')[0]}==1\n")

    def program(self, name: str, body: str) -> None:
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.log}"\n{body}\n')
        path.chmod(0o755)

    def python(
        self, missing: str = "", venv: bool = True, version_ok: bool = True, fails: str = "no such call"
    ) -> None:
        """A Python that answers the questions of setup.sh; making a venv makes one with the same answers."""
        body = f"""
case "$*" in
*"{fails}"*) exit 1 ;;
*version_info*) exit {0 if version_ok else 1} ;;
*ensurepip*) exit {0 if venv else 1} ;;
*ctypes*) cat >/dev/null; printf '%s' '{missing}' ;;
*"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python" ;;
*"-m pip install"*) for last; do :; done
    case "$*" in *" -e "*) : > "$last/.venv/bin/bulletin"; chmod +x "$last/.venv/bin/bulletin" ;; esac ;;
esac"""
        for tool in ("mkdir", "cp", "chmod"):
            if not (self.bin / tool).exists():
                (self.bin / tool).symlink_to(str(shutil.which(tool)))
        self.program("python3", body)

    def set_up(self, mode: str = "run") -> subprocess.CompletedProcess[str]:
        self.log.write_text("")
        code = f'set -eu; ROOT="$1"; . "{ROOT}/tools/setup.sh"; set_up {mode}'
        return subprocess.run(
            [str(self.bin / "sh"), "-c", code, "sh", str(self.root)],
            env={"PATH": str(self.bin), "TMPDIR": str(self.root)},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> str:
        return self.log.read_text()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.program("id", "echo 1000")
    machine.program("apt-get", "exit 0")
    machine.python()
    for program in ("pdftotext", "pdftoppm", "qpdf", "gs", "java"):
        machine.program(program, "")
    return machine


def test_an_ordinary_user_gets_the_exact_line_and_exit_4(machine: Machine) -> None:
    machine.python(missing="libpango-1.0-0\nlibharfbuzz-subset0\n")
    done = machine.set_up()
    assert done.returncode == 4
    assert (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libharfbuzz-subset0 libpango-1.0-0\n"
        in done.stderr + "\n"
    )
    assert "apt-get" not in machine.calls()
    assert not (machine.root / ".venv").exists()


def test_root_installs_at_once(machine: Machine) -> None:
    machine.python(missing="libpango-1.0-0\n")
    machine.program("id", "echo 0")
    assert machine.set_up().returncode == 0
    assert "apt-get update" in machine.calls()
    assert "apt-get install -y --no-install-recommends libpango-1.0-0\n" in machine.calls()


def test_sudo_without_a_password_is_used_and_with_one_is_not(machine: Machine) -> None:
    machine.python(missing="libpango-1.0-0\n")
    machine.program("sudo", 'case "$*" in "-n true") exit 0 ;; esac; shift; exec "$@"')
    assert machine.set_up().returncode == 0
    assert "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install" in machine.calls()
    shutil.rmtree(machine.root / ".venv")
    machine.program("sudo", "exit 1")
    assert machine.set_up().returncode == 4


READY = "-m bulletin.doctor.ready"


def test_faces_and_templates_are_made_once_for_each_state_of_the_sources(machine: Machine) -> None:
    assert machine.set_up().returncode == 0
    assert READY in machine.calls()
    assert machine.set_up().returncode == 0
    assert READY not in machine.calls()
    (machine.root / "layouts" / "a").mkdir(parents=True)
    (machine.root / "layouts" / "a" / "page.html.j2").write_text("new")
    assert machine.set_up().returncode == 0
    assert READY in machine.calls()


def test_what_cannot_be_made_ready_is_left_to_the_first_build(machine: Machine) -> None:
    machine.python(fails=READY)
    done = machine.set_up()
    assert done.returncode == 0
    assert "the first build will do it" in done.stderr
    assert machine.set_up().returncode == 0
    assert READY in machine.calls(), "it is tried again"


def test_a_failed_installation_shows_why(machine: Machine) -> None:
    machine.python(missing="libpango-1.0-0\n")
    machine.program("id", "echo 0")
    machine.program("apt-get", "echo E: no network; exit 100")
    done = machine.set_up()
    assert done.returncode == 4
    assert "E: no network" in done.stderr


def test_a_machine_that_is_no_debian(machine: Machine) -> None:
    machine.python(missing="libpango-1.0-0\n")
    (machine.bin / "apt-get").unlink()
    done = machine.set_up()
    assert done.returncode == 4
    assert "libpango-1.0-0" in done.stderr


@pytest.mark.parametrize(("kind", "package"), [("none", "python3 python3-venv"), ("no venv", "python3-venv")])
def test_python_itself_is_installed(machine: Machine, kind: str, package: str) -> None:
    if kind == "none":
        (machine.bin / "python3").unlink()
    else:
        machine.python(venv=False)
    done = machine.set_up()
    assert done.returncode == 4
    assert f"--no-install-recommends {package}\n" in done.stderr + "\n"


def test_a_python_that_is_too_old_does_not_count(machine: Machine) -> None:
    machine.python(version_ok=False)
    assert machine.set_up().returncode == 4


def test_programs_of_the_tests_are_wanted_only_by_check(machine: Machine) -> None:
    for program in ("qpdf", "gs", "java"):
        (machine.bin / program).unlink()
    assert machine.set_up("run").returncode == 0
    done = machine.set_up("check")
    assert done.returncode == 4
    assert "--no-install-recommends default-jre-headless ghostscript qpdf\n" in done.stderr + "\n"


def test_the_second_time_nothing_is_installed(machine: Machine) -> None:
    assert machine.set_up("run").returncode == 0
    assert "--require-hashes" in machine.calls()
    done = machine.set_up("run")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "pip" not in machine.calls()
    assert machine.set_up("check").returncode == 0
    assert "requirements-dev.lock" in machine.calls()
    assert machine.set_up("run").returncode == 0
    assert "pip" not in machine.calls(), "the environment of the tests holds that of the program"


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_is_installed(machine: Machine, changed: str) -> None:
    machine.set_up("run")
    (machine.root / changed).write_text("y==2\n")
    assert machine.set_up("run").returncode == 0
    assert "--require-hashes" in machine.calls()


def test_a_half_made_environment_is_made_again(machine: Machine) -> None:
    machine.set_up("run")
    (machine.root / ".venv" / "bin" / "python").write_text("#!/nonexistent\n")
    assert machine.set_up("run").returncode == 0
    assert "-m venv" in machine.calls()


def test_the_libraries_of_setup_and_doctor_are_the_same() -> None:
    from bulletin.doctor.checks import LIBRARIES

    text = (ROOT / "tools" / "setup.sh").read_text()
    listed = re.search(r"LIBRARIES='(.*?)'", text, re.S)
    assert listed
    assert listed[1].split() == [f"{library.file}:{library.package}" for library in LIBRARIES]


def test_this_python_has_what_setup_looks_for() -> None:
    code = f'set -eu; ROOT=/; . "{ROOT}/tools/setup.sh"; missing_libraries "{sys.executable}"; missing_programs'
    done = subprocess.run(["sh", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
