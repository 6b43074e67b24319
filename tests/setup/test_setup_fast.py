"""`./check --fast`: imports lead from a change to its tests, git says what has changed, CPU seconds are counted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
import reach  # noqa: E402

SOURCES = {
    "src/bulletin/__init__.py": "",
    "src/bulletin/a.py": "",
    "src/bulletin/b/__init__.py": "from bulletin.a import x",
    "src/bulletin/b/c.py": "",
    "src/bulletin/cli/main.py": "TABLE = {'x': 'bulletin.b.c:job'}",
    "src/bulletin/__main__.py": "from bulletin.cli.main import main",
    "tests/conftest.py": "",
    "tests/b/conftest.py": "import kit_b",
    "tests/b/kit_b.py": "",
    "tests/b/test_b.py": "def test():\n    from bulletin import b",
    "tests/b/test_other.py": "",
    "tests/cli/test_cli.py": "ORDER = ['-m', 'bulletin']",
    "tests/cli/test_code.py": "CODE = 'import os; from bulletin.b.c import job'",
    "tests/setup/test_locks.py": "",
    "tools/make.py": "from lab import ink",
    "tools/lab/__init__.py": "",
    "tools/lab/ink.py": "",
    "tests/docs/test_docs.py": "import make",
}


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ("src/bulletin/a.py", {"tests/b/test_b.py": 2}),
        ("src/bulletin/b/c.py", {"tests/cli/test_code.py": 1, "tests/cli/test_cli.py": 3}),
        ("tests/b/kit_b.py", {"tests/b/test_b.py": 2, "tests/b/test_other.py": 2}),
        ("tests/b/data.json", {"tests/b/test_b.py": 1, "tests/b/test_other.py": 1}),
        ("tests/b/test_other.py", {"tests/b/test_other.py": 0}),
        ("tools/lab/ink.py", {"tests/docs/test_docs.py": 2}),
        ("tools/setup.sh", {"tests/setup/test_locks.py": 1}),
        ("pyproject.toml", {"tests/setup/test_locks.py": 1}),
        ("src/bulletin/b/words.yaml", {"tests/b/test_b.py": 1, "tests/b/test_other.py": 1}),
        ("LICENSE", {}),
    ],
)
def test_a_change_reaches_its_tests(changed: str, wanted: dict[str, int]) -> None:
    assert reach.distances([changed], SOURCES) == wanted


def test_what_all_tests_stand_on_reaches_all() -> None:
    assert set(reach.distances(["tests/conftest.py"], SOURCES)) == {path for path in SOURCES if reach.is_test(path)}


def test_changed_tests_first_then_light_and_near_ones() -> None:
    far = {"tests/e2e/test_e.py": 1, "tests/b/test_b.py": 2, "tests/b/test_a.py": 3, "tests/e2e/test_changed.py": 0}
    wanted = ["tests/e2e/test_changed.py", "tests/b/test_b.py", "tests/b/test_a.py", "tests/e2e/test_e.py"]
    assert reach.in_order(far) == wanted


def test_the_heavy_tests_are_there() -> None:
    tests = [path for path in reach.read_sources(ROOT) if reach.is_test(path)]
    assert [start for start in reach.HEAVY if not any(path.startswith(start) for path in tests)] == []
    readers = [start for _, starts in reach.READERS for start in starts]
    assert [start for start in readers if not any(path.startswith(start) for path in tests)] == []


def test_a_module_that_another_finds_by_itself_reaches_its_tests() -> None:
    """No line of the program names the modules of the checks."""
    far = reach.distances(["src/bulletin/preflight/checks/pages/trim.py"], reach.read_sources(ROOT))
    assert "tests/preflight/checks/test_preflight_registry.py" in far
    assert "tests/defects/test_defects_table.py" in far
    assert all((ROOT / path).exists() for path in (*reach.LOADERS, *reach.LOADERS.values()))


def test_every_module_of_the_program_reaches_a_test() -> None:
    """A module that no test can reach would be changed without any test of it in `./check --fast`."""
    sources = reach.read_sources(ROOT)
    graph = reach.importers(sources)
    modules = [path for path in sources if path.startswith("src/") and not path.endswith("__init__.py")]
    assert len(modules) > 100
    assert [path for path in modules if not reach.distances([path], sources, graph)] == []


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A little repository with a main line and a branch."""
    git(tmp_path, "init", "-q", "-b", "main")
    for name in ("old.py", "same.py", "gone.py"):
        (tmp_path / name).write_text("")
    (tmp_path / ".gitignore").write_text("ignored\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-qb", "branch")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    who = [f"GIT_{kind}_{what}" for kind in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
    environment = os.environ | dict.fromkeys(who, "x@y.example") | {"GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, check=True, env=environment)


def test_git_tells_committed_changed_new_and_removed_files(clone: Path) -> None:
    assert (reach.changed_files(clone) or ("", None))[1] == []
    (clone / "old.py").write_text("x = 1")
    (clone / "gone.py").unlink()
    git(clone, "commit", "-qam", "two")
    (clone / "new.py").write_text("")
    (clone / "ignored").write_text("")
    found = reach.changed_files(clone)
    assert found
    assert found[1] == ["gone.py", "new.py", "old.py"]
    assert reach.changed_files(clone, "HEAD") == (reach._git(clone, "rev-parse", "--short=10", "HEAD"), ["new.py"])
    assert reach.changed_files(clone, "nothing") is None


def test_without_git_the_smoke_tests_are_left(tmp_path: Path) -> None:
    assert reach.changed_files(tmp_path) is None
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "reach.py"), "LICENSE"], capture_output=True, text=True, check=True
    )
    smoke = reach.listed(ROOT, reach.SMOKE)
    assert smoke
    assert done.stdout.splitlines() == smoke
    assert "LICENSE" in done.stderr


@pytest.mark.parametrize("name", [reach.SMOKE, "tests/core.txt"])
def test_what_the_lists_name_is_there(name: str) -> None:
    for line in reach.listed(ROOT, name):
        file, _, test = line.partition("::")
        assert (ROOT / file).exists(), line
        function = test.partition("[")[0]
        assert not test or f"def {function}(" in (ROOT / file).read_text("utf-8"), line


def test_the_core_covers_every_stage() -> None:
    """A folder of tests is in the core as a whole or with some of its files."""
    named = {line.split("/")[1] for line in reach.listed(ROOT, "tests/core.txt")}
    assert {"text", "sources", "assets", "layout", "editions", "preflight", "build", "setup"} <= named


@pytest.mark.parametrize(("limit", "said"), [("0", "2 tests"), ("600", "")])
def test_no_test_begins_after_its_seconds_and_that_is_said(tmp_path: Path, limit: str, said: str) -> None:
    (tmp_path / "test_x.py").write_text("def test_a(): pass\ndef test_b(): pass\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "cpu_budget", "-p", "no:cacheprovider", "-n", "2", "test_x.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tools"), "BULLETIN_TEST_CPU_S": limit},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert f"{said} far from the change were left out" in done.stdout if said else "left out" not in done.stdout
    assert ("skipped" in done.stdout) == bool(said)
