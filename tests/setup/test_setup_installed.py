"""`pip install .` into an environment of one's own, and the program used far from the clone, as the README says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("src", "layouts", "fonts", "printers", "tools", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the project, an environment with the locked libraries, and the program in it."""
    home = tmp_path_factory.mktemp("installed")
    project, own = home / "bản chép", home / "own"
    project.mkdir()
    for name in PARTS:
        source = ROOT / name
        leave = shutil.ignore_patterns("__pycache__")
        _ = shutil.copytree(source, project / name, ignore=leave) if source.is_dir() else shutil.copy(source, project)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(own)], check=True)
    inside = [str(own / "bin" / "python"), "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(inside, capture_output=True, text=True, check=True).stdout.strip())
    site.joinpath("locked.pth").write_text("\n".join(_libraries()), encoding="utf-8")
    # Without --ignore-installed pip would look at the program of the environment that these tests run in.
    order = ["install", "--ignore-installed", "--no-deps", "--no-build-isolation", "--no-index", "--quiet", "."]
    pip = [sys.executable, "-m", "pip", "--python", str(own / "bin" / "python"), "--disable-pip-version-check"]
    done = subprocess.run([*pip, *order], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(project)
    return home


def _libraries() -> list[str]:
    """Folders of the libraries that these tests run with, without the program itself."""
    wanted = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *sys.path])
    return [path for path in wanted if path.endswith("site-packages")]


def bulletin(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("BULLETIN_", "PYTHON"))}
    return subprocess.run(
        [str(home / "own" / "bin" / "bulletin"), *arguments], cwd=home, capture_output=True, text=True, check=False,
        env=keep | {"BULLETIN_CACHE": str(home / "cache"), "NO_COLOR": "1"},
    )  # fmt: skip


def test_the_program_is_the_installed_one(home: Path) -> None:
    code = (
        "import bulletin; from bulletin import datafiles; print(bulletin.__file__); print(datafiles.folder('layouts'))"
    )
    done = subprocess.run(
        [str(home / "own" / "bin" / "python"), "-I", "-c", code], capture_output=True, text=True, check=True
    )
    program, layouts = map(Path, done.stdout.splitlines())
    assert program.is_relative_to(home / "own")
    assert layouts == program.parent / "data" / "layouts"


def test_the_doctor_is_content(home: Path) -> None:
    done = bulletin(home, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_first_example_is_copied_and_built(home: Path) -> None:
    shutil.copytree(ROOT / "examples" / "mot-trang", home / "bản tin", ignore=shutil.ignore_patterns("build"))
    assert bulletin(home, "check", "bản tin").returncode == 0
    done = bulletin(home, "build", "bản tin")
    assert done.returncode == 0, done.stderr
    for name in ("screen.pdf", "press.pdf", "office.pdf", "record.pdf"):
        assert (home / "bản tin" / "build" / name).read_bytes().startswith(b"%PDF-")
    # Faces, templates and declarations were there: the first build made none of them.
    assert not {"fonts", "templates", "weasyprint"} & {path.name for path in (home / "cache").iterdir()}
