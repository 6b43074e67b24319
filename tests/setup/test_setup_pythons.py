"""Which Pythons the core of the tests runs with: the system's own, 3.12 and 3.13, each where it is another one."""

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
TOOLS = "sh cat cut env grep head printf".split()  # noqa: SIM905


class Machine:
    """A pretended computer: its Pythons are scripts that answer the questions of setup.sh."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.home = folder / "home"
        for made in (self.bin, self.home, folder / ".venv" / "bin"):
            made.mkdir(parents=True)
        for tool in TOOLS:
            if found := shutil.which(tool):
                (self.bin / tool).symlink_to(found)
        self.root = folder
        self.system = folder / "system-python3"
        self.python(folder / ".venv" / "bin" / "python", "3.11.7 (main)")

    def python(self, path: Path, version: str, runs: bool = True, venv: bool = True) -> None:
        new_enough = tuple(map(int, version.split(".")[:2])) >= (3, 11)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"#!/bin/sh\n{'' if runs else 'exit 127'}\ncase \"$*\" in\n*sys.version.split*) echo '{version}' ;;\n"
            f"*version_info*) exit {0 if new_enough else 1} ;;\n*ensurepip*) exit {0 if venv else 1} ;;\nesac\n"
        )
        path.chmod(0o755)

    def ask(self, question: str) -> subprocess.CompletedProcess[str]:
        code = f'set -eu; ROOT="$1"; . "{ROOT}/tools/setup.sh"; {question}'
        return subprocess.run(
            [str(self.bin / "sh"), "-c", code, "sh", str(self.root)], capture_output=True, text=True, check=True,
            env={"PATH": str(self.bin), "HOME": str(self.home), "BULLETIN_SYSTEM_PYTHON": str(self.system)},
        )  # fmt: skip

    def others(self) -> list[str]:
        return self.ask("other_pythons").stdout.splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.python(machine.system, "3.11.2 (main)")
    return machine


def test_the_systems_python_runs_where_it_is_another_one(machine: Machine) -> None:
    assert machine.others() == [f"system {machine.system}"]
    machine.python(machine.system, "3.11.7 (main)")
    assert machine.others() == []
    assert "3.11.7" in machine.ask("other_pythons").stderr
    machine.python(machine.system, "3.9.2 (main)")
    assert machine.others() == []
    assert str(machine.system) in machine.ask("other_pythons").stderr, "what is not run is named"


def test_newer_versions_run_where_they_really_run(machine: Machine) -> None:
    machine.python(machine.bin / "python3.12", "3.12.1 (main)")
    machine.python(machine.bin / "python3.13", "3.13.0 (main)", runs=False)
    assert machine.others() == [f"system {machine.system}", f"3.12 {machine.bin}/python3.12"]
    assert "3.13" in machine.ask("other_pythons").stderr
    # A shim that stops for want of a chosen version; the version itself is there.
    inside = machine.home / ".pyenv" / "versions" / "3.13.0" / "bin" / "python3.13"
    machine.python(inside, "3.13.0 (main)")
    assert machine.others()[-1] == f"3.13 {inside}"
    machine.python(machine.bin / "python3.12", "3.12.1 (main)", venv=False)
    assert [line.split()[0] for line in machine.others()] == ["system", "3.13"]


def test_no_version_runs_twice(machine: Machine) -> None:
    machine.python(machine.bin / "python3.12", "3.12.1 (main)")
    machine.python(machine.system, "3.12.3 (Debian)")
    assert machine.others() == [f"system {machine.system}"]
    machine.python(machine.root / ".venv" / "bin" / "python", "3.12.1 (main)")
    assert machine.others() == [f"system {machine.system}"], "the same version, built by others"


@pytest.mark.parametrize(
    ("version", "venv", "wanted"),
    [
        ("", True, "python3 python3-venv"),
        ("3.11.2", False, "python3-venv"),
        ("3.11.2", True, ""),
        ("3.9.2", False, ""),
    ],
)
def test_what_the_systems_python_lacks_is_installed(machine: Machine, version: str, venv: bool, wanted: str) -> None:
    if version:
        machine.python(machine.system, version, venv=venv)
    else:
        machine.system.unlink()
    assert machine.ask("missing_system_python").stdout.strip() == wanted


def test_an_environment_of_an_upgraded_python_is_made_again(machine: Machine) -> None:
    """The path stays, the version is another one: the old libraries cannot be found any more."""
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock", "pyproject.toml"):
        (machine.root / name).write_text("x==1\n")
    (machine.bin / "sha256sum").symlink_to(str(shutil.which("sha256sum")))
    (machine.root / ".venv" / "bin" / "bulletin").symlink_to(sys.executable)
    digest = (
        "cat $ROOT/requirements-dev.lock $ROOT/requirements-build.lock $ROOT/pyproject.toml | sha256sum | cut -d' ' -f1"
    )
    stamp = f"{{ {digest}; identity $VENV/bin/python; }} > $VENV/.installed"
    quiet = f"{stamp}; ensure_venv check; echo kept"
    assert machine.ask(quiet).stdout == "kept\n"
    machine.python(machine.root / ".venv" / "bin" / "python", "3.11.9 (main)")
    again = "pip_install() { echo anew; }; total=1; rm() { :; }; ensure_venv check"
    assert machine.ask(again).stdout == "anew\nanew\nanew\n"


def test_what_is_run_is_what_the_project_promises() -> None:
    text = (ROOT / "tools" / "setup.sh").read_text()
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    low = re.search(r"not \((\d+), (\d+)\) <= sys.version_info", text)
    assert low
    assert wanted == f">={low[1]}.{low[2]}"
    newer = re.search(r"for version in ([\d. ]+); do", text)
    assert newer
    assert newer[1].split() == ["3.12", "3.13"]


def test_the_core_is_told_apart_by_folder() -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {".venv/", ".venv-*/"} <= set(ignored)
    assert os.access(ROOT / "tools" / "bare-machine", os.X_OK)
