"""Small modules, third-party libraries behind their fences, nothing of this machine in a file."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "bulletin"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400
FULL = 15

# Library → the modules that may import it; everything else must ask them.
FENCES = {
    "weasyprint": ["layout/setting/*"],
    "pydyf": ["layout/setting/page_setter.py"],
    "cssselect2": ["layout/setting/page_html.py"],
    "cffi": ["layout/setting/weasy_import.py"],
    "_cffi_backend": ["layout/setting/weasy_import.py"],
    "tinyhtml5": ["layout/setting/page_setter.py"],
    "jinja2": [
        "sources/layouts/templates.py",
        "doctor/ready.py",
        "layout/pages/template_cache.py",
        "preflight/html/templates.py",
        "archive/fixity/report.py",
        "archive/shelf/templates.py",
        "studio/review/file.py",
        "importing/report/page.py",
    ],
    "tinycss2": ["sources/layouts/styles.py"],
    "markupsafe": [
        "studio/review/file.py",
        "layout/pages/compose.py",
        "layout/pages/html.py",
        "delivery/letter/templates.py",
    ],
    "yaml": ["sources/*", "datafiles.py"],
    # preflight looks at pixels: codes under hard conditions, ink painted plate by plate
    "PIL": [
        "assets/*",
        "pdf/raster.py",
        "delivery/sharing/*",
        "preflight/qr/*",
        "preflight/ink/*",
        "layout/flatplan/png.py",
    ],
    "pillow_heif": ["assets/*"],
    "fontTools": ["assets/*", "pdf/text/encodings.py"],
    "qrcode": ["assets/*"],
    "uharfbuzz": ["assets/*", "layout/lines/shape.py", "layout/words/shaping.py"],
    "markdown_it": ["text/*"],
    "pikepdf": ["editions/*", "pdf/*", "preflight/*", "archive/yearbook/*", "layout/words/*"],
    "reportlab": ["editions/*", "archive/yearbook/*", "archive/records/sheet.py", "desk/proof_sheet/*"],
    "pypdfium2": ["pdf/*", "preflight/*"],
    "zxingcpp": ["preflight/*"],
    "click": ["cli/*"],
    "rich": ["cli/*"],
    "watchfiles": ["preview/*", "studio/*"],
    "starlette": ["studio/*"],
    "uvicorn": ["studio/*"],
    "platformdirs": ["runtime/cache.py", "studio/instance.py"],
    "sqlite3": ["delivery/readers/*", "delivery/sending/*", "delivery/returns/*", "archive/*"],
    "openpyxl": ["delivery/readers/*", "archive/*", "importing/readers/*"],
    "lxml": ["importing/readers/*", "importing/portals/*"],
    "docx": [],  # our own walk over the XML reads what it drops
    "feedparser": ["importing/readers/*"],
    "trafilatura": ["importing/find/*"],
    "css_inline": ["delivery/letter/*"],
    "dkim": ["delivery/letter/*"],
    "idna": ["delivery/*"],
    "flufl": ["delivery/returns/*"],
    "imap_tools": ["delivery/returns/*", "delivery/settings/*"],
    "keyring": ["delivery/settings/*", "archive/*"],
    "pyhanko": ["archive/*"],
    "pyhanko_certvalidator": ["archive/signature/judge.py"],
    "numpy": ["layout/plan/*"],
    "pkcs11": ["archive/*"],
    "asn1crypto": ["archive/*"],
    "socket": ["delivery/sending/*", "delivery/printing/transport.py", "importing/fetch/*", "studio/serve.py"],
    "cryptography": ["archive/signature/*"],
    "http.client": [
        "archive/signature/timestamp.py",
        "delivery/printing/*",
        "importing/fetch/*",
        "studio/instance.py",  # asks the studio that runs, on this computer
    ],
    "urllib.request": [],
    "smtplib": ["delivery/sending/*", "delivery/settings/*"],
    "random": ["delivery/sending/*"],
    "secrets": ["delivery/readers/*", "studio/*"],
    "pickle": [
        "runtime/fork.py",
        "layout/pages/template_cache.py",
        "layout/setting/weasy_import.py",  # from the installation alone, as its code is
    ],
    "http.server": ["preview/server.py"],
    "subprocess": ["runtime/child.py", "importing/readers/office/convert.py", "studio/jobs/opening.py"],
}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_stay_small(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{name(path)} has {lines} lines; is it still one idea?"


def test_no_folder_of_the_program_holds_too_many_modules() -> None:
    folders = {path.parent for path in MODULES}
    assert len(folders) > 20
    full = {folder.name: count for folder in folders if (count := len(list(folder.glob("*.py")))) > FULL}
    assert not full, f"a folder is a room: {full}"


def test_no_folder_of_the_tests_holds_too_many_modules() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert len(folders) > 20
    full = {folder.name: count for folder in folders if (count := len(list(folder.glob("*.py")))) > FULL}
    assert not full, f"too many to find one: {full}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_libraries_stay_behind_their_fences(path: Path) -> None:
    for module in imports(path):
        for library, allowed in FENCES.items():
            if module == library or module.startswith(f"{library}."):
                inside = any(fnmatch(name(path), pattern) for pattern in allowed)
                assert inside, f"{name(path)} imports {module}; only {allowed or 'nobody'} may"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_third_party_libraries_have_a_fence(path: Path) -> None:
    known = sys.stdlib_module_names | {library.partition(".")[0] for library in FENCES} | {"bulletin"}
    strangers = {module.partition(".")[0] for module in imports(path)} - known
    assert not strangers, f"{name(path)} imports {strangers}: give each a line in FENCES"


@pytest.mark.parametrize("path", [path for path in MODULES if not name(path).startswith("cli/")], ids=name)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {
                "print",
                "input",
                "exit",
                "quit",
                "breakpoint",
                "sys.stdout.write",
                "sys.stderr.write",
            }
            assert called != "sys.exit" or path.name == "worker.py", f"{name(path)}:{node.lineno} exits"


def test_the_fences_hold_back_what_they_should(tmp_path: Path) -> None:
    sample = tmp_path / "x.py"
    sample.write_text("def f():\n    from weasyprint.text import ffi\n    import urllib.request as u\n")
    found = list(imports(sample))
    assert "weasyprint.text" in found
    assert "urllib.request" in found


def project_files() -> Iterator[Path]:
    """Every file that belongs to the project; not asked of git, because a source archive has none."""
    made = {"__pycache__", "build", "dist", "photos", "work", "node_modules"}
    yield from (
        path for path in ROOT.iterdir() if path.is_file() and path.name not in {".git", ".setup.lock", ".coverage"}
    )
    for folder in ("src", "layouts", "fonts", "printers", "docs", "tests", "tools", "examples", "benchmarks", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not made & set(path.relative_to(ROOT).parts):
                yield path


def test_no_index_host_and_no_folder_of_this_machine_in_any_file() -> None:
    hosts = re.compile(
        r"(pypi|pythonhosted|files\.python|npmjs|deb\.debian|proxy\.golang)\.(org|com|net)|--(extra-)?index-url", re.I
    )
    homes = re.compile(r"(?<![\w.])/(root|work)/[a-z]", re.I)
    here = Path(__file__).name
    files = list(project_files())
    assert len(files) > 100
    for path in files:
        data = path.read_bytes()
        if b"\0" in data or data.startswith(b"%PDF-") or path.name == here or path.parts[-3:-1] == ("tests", "cli"):
            continue
        text = data.decode("utf-8")
        assert not hosts.search(text), path
        assert not homes.search(text), f"{path}: {homes.search(text)}"
