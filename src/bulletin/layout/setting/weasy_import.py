"""WeasyPrint imported without work that every process would do again.

Its declarations of C functions (700 lines) are parsed at each import, and their types once more while pages are set:
0.2 s of CPU a build. cffi can keep them compiled (its out-of-line ABI mode); here they are kept as plain values behind
their own hash, under the hash of the file that they were made from. They come with the installation, else from the
cache, and with another WeasyPrint or cffi they are simply parsed as before.

fontTools' subsetter and instancer are left out as well (0.1 s): HarfBuzz makes the subsets. Where it cannot, WeasyPrint
would turn to fontTools and the bytes of an issue would differ, so that is an error that says what to install.
Its three style sheets of what browsers do are parsed when the program is installed and not at each import (28 ms): they
come as values, with the functions of selectors as the code that they were compiled to, else they are parsed as ever.
The hyphenator and the HTML parser wait until somebody asks for them, which our pages seldom do (10 ms).
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import marshal
import pickle
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import _cffi_backend  # type: ignore[import-untyped]
import cffi  # type: ignore[import-untyped]

from bulletin.assets.code_key import installed
from bulletin.errors import ExitCode, Finding, Rule, Severity, Text, ToolError
from bulletin.runtime.cache import keep_sealed, read_sealed, sha256
from bulletin.runtime.start.installed import ready_sealed
from bulletin.runtime.start.libraries import by_name_only

KIND = "weasyprint"
"""The folder of compiled declarations, in a cache and in the installation."""
_DECLARING = "weasyprint.text.ffi"
_UNUSED = ("fontTools.subset", "fontTools.varLib.instancer", "fontTools.ttLib.woff2", "pyphen", "tinyhtml5")
_LEAST_HARFBUZZ = (4, 1, 0)
"""WeasyPrint's own limit: below it, it does not subset with HarfBuzz."""

NO_SUBSETTER = Rule(
    "layout.no-subsetter",
    Severity.ERROR,
    Text(
        "Máy thiếu thư viện HarfBuzz-Subset (từ bản 4.1 trở lên).",
        "The library HarfBuzz-Subset (4.1 or newer) is missing on this computer.",
    ),
    Text(
        "Không có nó, phông chữ trong PDF sẽ được cắt theo cách khác và tệp không còn giống hệt ở mọi máy.",
        "Without it the fonts in a PDF are cut in another way, and the files are no longer the same on all computers.",
    ),
    Text(
        "Hãy gõ: sudo apt-get install libharfbuzz-subset0",
        "Type: sudo apt-get install libharfbuzz-subset0",
    ),
    ExitCode.MISSING_TOOL,
)


class _Kept:
    """Where declarations that had to be parsed are kept; nowhere until `keep_declarations` is called."""

    folder: Path | None = None


def keep_declarations(cache: Path) -> None:
    """From now on, declarations that did not come with the installation are kept in this cache folder."""
    _Kept.folder = cache


@contextlib.contextmanager
def lean_import() -> Iterator[None]:
    """WeasyPrint may be imported in this block.

    Raises:
        ToolError: HarfBuzz-Subset is missing or too old.
    """
    values = declarations()
    with by_name_only(), _stand_ins(), _answered(values), sheets_parsed_before():
        yield
    declaring = sys.modules.get(_DECLARING)
    if declaring is not None:
        _check_subsetter(declaring)
        if values is None and _Kept.folder is not None:
            keep_sealed(_Kept.folder / KIND / declarations_name(), compiled(declaring.ffi))


def _check_subsetter(declaring: Any) -> None:
    """Raise when WeasyPrint would not subset fonts with HarfBuzz."""
    if not declaring.harfbuzz_subset or not declaring.harfbuzz.hb_version_atleast(*_LEAST_HARFBUZZ):
        raise ToolError([Finding(NO_SUBSETTER)])


# --- declarations -----------------------------------------------------------------------------------------------


def declarations_name() -> str:
    """The file name of the compiled declarations: the hash of their source, and the version of cffi."""
    spec = find_spec("weasyprint")
    assert spec is not None
    assert spec.submodule_search_locations
    source = Path(spec.submodule_search_locations[0], "text", "ffi.py").read_bytes()
    return f"{sha256(source)[:40]}-{cffi.__version__}.ffi"


def declarations() -> Mapping[str, Any] | None:
    """The compiled declarations of this WeasyPrint as arguments of cffi; None where there are none."""
    name = declarations_name()
    data = ready_sealed(KIND, name)
    if data is None and _Kept.folder is not None:
        data = read_sealed(_Kept.folder / KIND / name)
    if data is None:
        return None
    values: Mapping[str, Any] = marshal.loads(data)
    return values


def compiled(ffi: cffi.FFI) -> bytes:
    """The declarations of a parsed FFI as values; the same bytes each time.

    cffi writes them as a module that calls one function; its arguments are all that is needed, and values run nothing.
    """
    source = io.StringIO()
    ffi.set_source("declarations", None)
    with contextlib.redirect_stdout(io.StringIO()):  # it says what it is doing
        ffi.emit_python_code(source)
    module = ast.parse(source.getvalue())
    call = next(node.value for node in module.body if isinstance(node, ast.Assign))
    assert isinstance(call, ast.Call)
    values = {str(argument.arg): ast.literal_eval(argument.value) for argument in call.keywords}
    return marshal.dumps(values, 2)  # the last version that does not depend on what else refers to a value


def make_declarations(folder: Path) -> None:
    """Compile the declarations of the installed WeasyPrint into a folder; for a process that has not imported it."""
    with by_name_only():
        from weasyprint.text.ffi import ffi
    if not keep_sealed(folder / KIND / declarations_name(), compiled(ffi)):
        raise OSError(folder)


class _CompiledFFI(_cffi_backend.FFI):  # type: ignore[misc]
    """An FFI that knows its declarations already."""

    def cdef(self, source: str, override: bool = False, packed: bool = False, pack: int | None = None) -> None:
        """Do nothing: these are the declarations that were compiled."""


@contextlib.contextmanager
def _answered(values: Mapping[str, Any] | None) -> Iterator[None]:
    """Let `cffi.FFI()` in WeasyPrint give the compiled declarations; everybody else gets a new FFI."""
    parsing = cffi.FFI
    if values is None:
        yield
        return

    def ffi(*given: Any) -> Any:
        if sys._getframe(1).f_globals.get("__name__") != _DECLARING:
            return parsing(*given)
        try:
            return _CompiledFFI("declarations", **values)
        except Exception:  # of another cffi after all
            return parsing(*given)

    cffi.FFI = ffi
    try:
        yield
    finally:
        cffi.FFI = parsing


# --- libraries that are not used --------------------------------------------------------------------------------


class _StandIn(ModuleType):
    """Imported in place of a library; whoever uses it after all gets the library."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "instantiateVariableFont":  # imported by its name
            return lambda *given, **named: self._library().instantiateVariableFont(*given, **named)
        return getattr(self._library(), name)

    def _library(self) -> ModuleType:
        return importlib.import_module(self.__name__)


@contextlib.contextmanager
def _stand_ins() -> Iterator[None]:
    """Stand-ins for the unused libraries, as far as they are not loaded."""
    names = [name for name in _UNUSED if name not in sys.modules]
    sys.modules.update({name: _StandIn(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            if isinstance(sys.modules.get(name), _StandIn):
                del sys.modules[name]


# --- style sheets of what browsers do -----------------------------------------------------------------------------

SHEETS = "sheets"
"""The folder of parsed style sheets in an installation."""
_HTML = "weasyprint.html"
_TEXTS = {"UA_STYLESHEET": "UA", "UA_FORM_STYLESHEET": "UA_FORM", "PH_STYLESHEET": "PH"}
"""The style sheets of that module, and where it has their texts."""
_FILES = ("html5_ua.css", "html5_ua_form.css", "html5_ph.css")
_FUNCTIONS = ("split_whitespace", "ascii_lower", "urlparse")
"""What the functions of selectors may refer to, by its names in `cssselect2.compiler`."""


def sheets_name() -> str:
    """The file name of the parsed sheets: the hash of their texts, of the libraries that parse, and of Python."""
    spec = find_spec("weasyprint")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0], "css")
    texts = b"".join((folder / name).read_bytes() for name in _FILES)
    parsers = " ".join(installed(name) for name in ("weasyprint", "cssselect2", "tinycss2"))
    return sha256(texts + f"{parsers} {sys.implementation.cache_tag} {sys.hexversion}".encode())[:40]


@contextlib.contextmanager
def sheets_parsed_before() -> Iterator[None]:
    """Whoever loads WeasyPrint in this block gets the parsed sheets of the installation, if they are there."""
    data = None
    with contextlib.suppress(OSError):  # a WeasyPrint that keeps its style sheets elsewhere parses them
        data = None if _HTML in sys.modules else ready_sealed(SHEETS, sheets_name())
    if data is None:
        yield
        return
    parser: Any = importlib.import_module("tinycss2")
    parsing = parser.parse_stylesheet
    parser.parse_stylesheet = lambda *given, **named: []
    try:
        yield
    finally:
        parser.parse_stylesheet = parsing
    html = sys.modules.get(_HTML)
    if html is not None:
        _fill(html, data)


def _fill(html: Any, data: bytes) -> None:
    """Put into the empty sheets what was parsed before."""
    try:
        sheets, counters = _Reader(io.BytesIO(data)).load()
    except Exception:  # a pickle may raise anything, and what cannot be read is parsed as ever
        sheets, counters = _parsed(html)
    for name, (matcher, page_rules, layers) in sheets.items():
        sheet = getattr(html, name)
        vars(sheet.matcher).update(matcher)
        sheet.page_rules[:], sheet.layers[:] = page_rules, layers
    html.UA_COUNTER_STYLE.update(counters)


def _parsed(html: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The sheets and their counters, parsed anew as the module parses them."""
    counters = html.CounterStyle()
    sheets = {}
    for name, text in _TEXTS.items():
        sheet = html.CSS(string=getattr(html, text), counter_style=html.CounterStyle() if text == "PH" else counters)
        sheets[name] = vars(sheet.matcher), sheet.page_rules, sheet.layers
    return sheets, dict(counters)


def make_sheets(folder: Path) -> None:
    """Parse the sheets of the installed WeasyPrint into a folder.

    Raises:
        OSError: the folder cannot be written.
    """
    out = io.BytesIO()
    _Writer(out, 5).dump(_parsed(importlib.import_module(_HTML)))
    if not keep_sealed(folder / SHEETS / sheets_name(), out.getvalue()):
        raise OSError(folder)


class _Writer(pickle.Pickler):
    """Writes functions as their code."""

    def persistent_id(self, obj: object) -> bytes | None:
        return marshal.dumps(obj.__code__, 2) if isinstance(obj, FunctionType) else None


class _Reader(pickle.Unpickler):
    """Makes functions of code; they refer to nothing but `_FUNCTIONS`. The file came behind its own hash."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file)
        compiler = importlib.import_module("cssselect2.compiler")
        self._known = {name: getattr(compiler, name) for name in _FUNCTIONS}

    def persistent_load(self, pid: bytes) -> FunctionType:
        return FunctionType(marshal.loads(pid), self._known)
