"""Is this computer able to build? Each check says in plain words what it found and how to mend it.

Libraries are asked over ctypes before anything of ours that needs them is imported, so that a missing one is a
sentence and not an ImportError.
"""

from __future__ import annotations

import ctypes
import hashlib
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from bulletin import datafiles
from bulletin.doctor.parts import MachineCheck
from bulletin.doctor.selftest import SelfTestRequest
from bulletin.doctor.studio import studio_checks
from bulletin.errors import BulletinError, Text
from bulletin.lazy import dataclass, pattern
from bulletin.runtime.cache import MEBIBYTE, Cache
from bulletin.runtime.child import run_job
from bulletin.runtime.files import atomic_write
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError

_NEEDED_PANGO = (1, 44)
_NEEDED_PYTHON = (3, 11)
_FREE_MIB = 200
_REQUIREMENT = pattern(r"([A-Za-z0-9._-]+)\s*(==|>=)\s*([0-9.]+)")


@dataclass(frozen=True, slots=True)
class _Library:
    """A shared library, the Debian package that brings it, and how it tells its version."""

    file: str
    package: str
    version: Callable[[ctypes.CDLL], str]


def _text_version(function: str) -> Callable[[ctypes.CDLL], str]:
    def ask(library: ctypes.CDLL) -> str:
        call = getattr(library, function)
        call.restype = ctypes.c_char_p
        return str(call().decode("ascii"))

    return ask


def _fontconfig_version(library: ctypes.CDLL) -> str:
    number = int(library.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


LIBRARIES = (
    _Library("libpango-1.0.so.0", "libpango-1.0-0", _text_version("pango_version_string")),
    _Library("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", lambda _: ""),
    _Library("libharfbuzz.so.0", "libharfbuzz0b", _text_version("hb_version_string")),
    _Library("libharfbuzz-subset.so.0", "libharfbuzz-subset0", lambda _: ""),
    _Library("libfontconfig.so.1", "fontconfig", _fontconfig_version),
)


def examine(cache: Path, load: Callable[[str], ctypes.CDLL] = ctypes.CDLL) -> Iterator[MachineCheck]:
    """Every check but the self-test, one after the other.

    Args:
        cache: the cache folder that builds will use.
        load: how a shared library is loaded.
    """
    yield _python()
    for library in LIBRARIES:
        yield check_library(library, load)
    yield from _packages()
    yield from _fonts()
    yield _layouts()
    yield _printers()
    yield _validator()
    yield _office()
    yield from studio_checks()
    yield _cache(cache)


def self_test(cache: Path, entry: str = "bulletin.doctor.selftest:job") -> MachineCheck:
    """Build a page in a child process and read its words back."""
    try:
        result = run_job(entry, SelfTestRequest(cache=cache).to_wire(), Limits(wall_s=120))
    except BulletinError as error:
        first = error.findings[0]
        what = Text(f"Dựng thử một trang: {first.what('vi')}", f"Test page: {first.what('en')}")
        return MachineCheck("selftest", False, what, Text(first.remedy("vi"), first.remedy("en")))
    except ChildBugError as error:
        what = Text(f"Dựng thử một trang không được ({error.bug.kind}).", f"The test page failed ({error.bug.kind}).")
        return MachineCheck("selftest", False, what, _REINSTALL)
    if result["missing"]:
        lost = ", ".join(result["missing"][:8])
        what = Text(
            f"Dựng thử một trang: các chữ không đọc lại được từ PDF: {lost}.",
            f"Test page: words that do not come out of the PDF: {lost}.",
        )
        return MachineCheck("selftest", False, what, _REINSTALL)
    if result["pages"] != 1:
        pages = result["pages"]
        what = Text(f"Dựng thử một trang nhưng ra {pages} trang.", f"The test page came out as {pages} pages.")
        return MachineCheck("selftest", False, what, _REINSTALL)
    number = result["words"]
    return MachineCheck(
        "selftest",
        True,
        Text(
            f"Dựng thử một trang: đủ {number} chữ tiếng Việt, đọc lại nguyên vẹn.",
            f"Test page built: all {number} Vietnamese words read back intact.",
        ),
    )


_REINSTALL = Text(
    "Hãy cài lại: xóa thư mục .venv rồi gõ ./run (hoặc: pip install --force-reinstall bulletin).",
    "Install again: delete the folder .venv and type ./run (or: pip install --force-reinstall bulletin).",
)


def _python() -> MachineCheck:
    version = ".".join(map(str, sys.version_info[:3]))
    return MachineCheck(
        "python",
        sys.version_info[:2] >= _NEEDED_PYTHON,
        Text(f"Python {version}", f"Python {version}"),
        Text("", ""),
    )


def check_library(library: _Library, load: Callable[[str], ctypes.CDLL] = ctypes.CDLL) -> MachineCheck:
    """Whether a shared library loads and is new enough."""
    remedy = Text(
        f"Hãy gõ: sudo apt-get install -y --no-install-recommends {library.package}",
        f"Type: sudo apt-get install -y --no-install-recommends {library.package}",
    )
    name = f"library.{library.package}"
    try:
        version = library.version(load(library.file))
    except (OSError, AttributeError):
        what = Text(f"Thiếu thư viện {library.file}", f"The library {library.file} is missing")
        return MachineCheck(name, False, what, remedy)
    if library.file.startswith("libpango-1.0") and _numbers(version) < _NEEDED_PANGO:
        what = Text(f"Pango {version} quá cũ, cần từ 1.44", f"Pango {version} is too old, 1.44 is needed")
        return MachineCheck(name, False, what, remedy)
    label = f"{library.file.removesuffix('.0').removesuffix('.1').removesuffix('.so')} {version}".strip()
    return MachineCheck(name, True, Text(f"Thư viện {label}", f"Library {label}"))


def _packages() -> Iterator[MachineCheck]:
    """What the installed `bulletin` says it needs, against what is there."""
    try:
        requirements = metadata.requires("bulletin") or []
    except metadata.PackageNotFoundError:
        what = Text("bulletin chưa được cài vào Python này", "bulletin is not installed in this Python")
        yield MachineCheck("packages", False, what, _REINSTALL)
        return
    wrong, right = [], 0
    for requirement in requirements:
        found = _REQUIREMENT.match(requirement)
        if found is None or "extra ==" in requirement:
            continue
        name, relation, wanted = found.groups()
        version = _installed(name)
        have, want = _numbers(version or ""), _numbers(wanted)
        if version is None or (have[: len(want)] != want if relation == "==" else have < want):
            wrong.append(f"{name} {relation} {wanted} ({version or '–'})")
        else:
            right += 1
    if wrong:
        listed = ", ".join(wrong)
        what = Text(f"Thư viện Python thiếu hoặc sai bản: {listed}", f"Python packages missing or unfit: {listed}")
        yield MachineCheck("packages", False, what, _REINSTALL)
    else:
        yield MachineCheck(
            "packages", True, Text(f"{right} thư viện Python đúng bản", f"{right} Python packages as needed")
        )


def _fonts() -> Iterator[MachineCheck]:
    """The variable fonts as they came from their packages, byte for byte."""
    from bulletin.assets.fonts.catalogue import catalogue_path, read_catalogue

    try:
        sources = {spec.source for spec in read_catalogue(catalogue_path())}
    except FileNotFoundError:
        yield MachineCheck(
            "fonts", False, Text("Thiếu danh mục phông chữ", "The catalogue of fonts is missing"), _REINSTALL
        )
        return
    for source in sorted(sources, key=lambda s: (s.distribution, s.file)):
        spec = find_spec(source.module)
        places = spec.submodule_search_locations if spec else None
        path = Path(places[0]) / source.file if places else None
        name = Path(source.file).name
        remedy = Text(
            f"Hãy gõ: {sys.executable} -m pip install --force-reinstall {source.distribution}=={source.version}",
            f"Type: {sys.executable} -m pip install --force-reinstall {source.distribution}=={source.version}",
        )
        if path is None or not path.is_file():
            yield MachineCheck(
                f"font.{name}", False, Text(f"Thiếu phông {name}", f"The font {name} is missing"), remedy
            )
        elif hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
            what = Text(f"Phông {name} đã bị thay đổi", f"The font {name} has been changed")
            yield MachineCheck(f"font.{name}", False, what, remedy)
        else:
            yield MachineCheck(f"font.{name}", True, Text(f"Phông {name}", f"Font {name}"))


def _layouts() -> MachineCheck:
    try:
        names = sorted(path.parent.name for path in datafiles.folder("layouts").glob("*/layout.yaml"))
    except FileNotFoundError:
        names = []
    if not names:
        return MachineCheck("layouts", False, Text("Không có mẫu trình bày nào", "There are no layouts"), _REINSTALL)
    listed = ", ".join(names)
    return MachineCheck("layouts", True, Text(f"Mẫu trình bày: {listed}", f"Layouts: {listed}"))


def _printers() -> MachineCheck:
    """The shipped print shops with their ICC profiles."""
    from bulletin.sources.printers import icc_file, load_printer, printer_names

    names = printer_names(())
    broken = []
    for name in names:
        printer, file, _ = load_printer(name, ())
        profile = icc_file(printer, file) if printer and file else None
        if printer is None or (printer.icc and (profile is None or not profile.is_file())):
            broken.append(name)
    if broken or not names:
        listed = ", ".join(broken) or "printers/"
        what = Text(f"Thiếu hoặc hỏng hồ sơ nhà in: {listed}", f"Printer profiles missing or broken: {listed}")
        return MachineCheck("printers", False, what, _REINSTALL)
    return MachineCheck(
        "printers", True, Text(f"Hồ sơ nhà in: {', '.join(names)}", f"Printer profiles: {', '.join(names)}")
    )


def _validator() -> MachineCheck:
    """Whether veraPDF can run; nothing is wrong without it, so the line is never a complaint."""
    from bulletin.preflight.validators import verapdf_available

    missing = verapdf_available()
    if missing is None:
        return MachineCheck(
            "validator", True, Text("veraPDF sẵn sàng (build --validate)", "veraPDF is ready (build --validate)")
        )
    vi = f"veraPDF chưa cài, không bắt buộc. {missing.vi}"
    return MachineCheck("validator", True, Text(vi, f"veraPDF is not installed, nor needed. {missing.en}"))


def _office() -> MachineCheck:
    """Whether old office files can be imported; nothing is wrong without LibreOffice, so the line is no complaint."""
    found = next((name for name in ("soffice", "libreoffice") if shutil.which(name)), None)
    if found is not None:
        vi = "LibreOffice sẵn sàng (nhập .doc, .odt, .rtf, .xls)"
        return MachineCheck("office", True, Text(vi, "LibreOffice is ready (imports .doc, .odt, .rtf, .xls)"))
    command = "sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui"
    vi = f"LibreOffice chưa cài, chỉ cần để nhập .doc, .odt, .rtf, .xls. Để cài (300 MB đĩa), hãy gõ: {command}"
    en = (
        "LibreOffice is not installed; only importing .doc, .odt, .rtf, .xls needs it. "
        f"To install it (300 MB), type: {command}"
    )
    return MachineCheck("office", True, Text(vi, en))


def _cache(folder: Path) -> MachineCheck:
    """Whether builds can keep something, and whether there is room for it."""
    remedy = Text(
        "Hãy chọn thư mục khác ghi được: đặt biến BULLETIN_CACHE=/đường/dẫn rồi chạy lại.",
        "Choose a folder that can be written: set BULLETIN_CACHE=/some/path and run again.",
    )
    try:
        cache = Cache(folder)
        cache.prepare()
        probe = folder / ".doctor"
        atomic_write(probe, b"ok")
        probe.unlink()
        free = shutil.disk_usage(folder).free // MEBIBYTE
    except (BulletinError, OSError):
        what = Text(f"Không ghi được vào bộ nhớ đệm {folder}", f"The cache folder {folder} cannot be written")
        return MachineCheck("cache", False, what, remedy)
    used = cache.size() // MEBIBYTE
    if free < _FREE_MIB:
        what = Text(f"Đĩa chỉ còn trống {free} MiB", f"Only {free} MiB are free on the disk")
        more = Text("Hãy xóa bớt tệp; có thể gõ: bulletin clean-cache", "Free some space; try: bulletin clean-cache")
        return MachineCheck("cache", False, what, more)
    return MachineCheck("cache", True, Text(f"Bộ nhớ đệm {folder} ({used} MiB)", f"Cache {folder} ({used} MiB)"))


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0]))
