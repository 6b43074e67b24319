"""Old Word and Excel files, RTF and OpenDocument: LibreOffice converts them in a process of its own.

LibreOffice is optional. It gets a profile of its own, so that no macro and no setting of anybody takes part: no links
to files of this computer are followed, and there is no network.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from bulletin.importing import rules
from bulletin.importing.document import SourceDocument, SourceParagraph, SourceTable
from bulletin.importing.limits import MIB, refusal
from bulletin.importing.readers.context import Context
from bulletin.importing.readers.tables import read_xlsx
from bulletin.importing.readers.word.read import read_docx

_PROGRAMS = ("soffice", "libreoffice")
_WALL_S = 120
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that answers nothing, for systems where the network cannot be taken away."""


_CONTROL = re.compile(r"_x00[01][0-9A-Fa-f]_")
_MOST_CONTROLS = 8
"""LibreOffice shows the bytes of a damaged file as if they were text, control characters and all."""
_SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true", "DisableMacrosExecution": "true", "MacroSecurityLevel": "3",
    },
    "org.openoffice.Office.Writer/Content/Update": {"Link": "0", "Field": "false", "Chart": "false"},
    "org.openoffice.Office.Calc/Content/Update": {"Link": "2"},
}  # fmt: skip
"""What a file may not do: include other files, run macros, ask for its links to be renewed."""


def libreoffice() -> str | None:
    """The program that converts, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def read_doc(data: bytes, context: Context) -> SourceDocument:
    """A Word file from before 2007; its pictures are taken from the file itself where they are in it as they were."""
    from bulletin.importing.readers.office.ole import pictures_of

    return _with_originals(_as_docx(data, context, "doc"), pictures_of(data), context)


def read_rtf(data: bytes, context: Context) -> SourceDocument:
    """A file in Rich Text Format."""
    from bulletin.importing.readers.office.fields import without_instructions

    document = _as_docx(without_instructions(data), context, "rtf")
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def read_odf(data: bytes, context: Context) -> SourceDocument:
    """A text or a sheet of LibreOffice."""
    from bulletin.importing.readers.package import OfficePackage

    kind = (OfficePackage(data, context).get("mimetype") or b"").decode("ascii", "replace")
    if "spreadsheet" in kind:
        return _as_sheet(data, context, "ods")
    return _as_docx(data, context, "odt")


def read_xls(data: bytes, context: Context) -> SourceDocument:
    """An Excel file from before 2007."""
    return _as_sheet(data, context, "xls")


def _as_sheet(data: bytes, context: Context, kind: str) -> SourceDocument:
    document = read_xlsx(convert(data, context, kind, "xlsx"), context)
    _refuse_bytes(document, context)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def _as_docx(data: bytes, context: Context, kind: str) -> SourceDocument:
    document = read_docx(convert(data, context, kind, "docx"), context)
    _refuse_bytes(document, context)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def _refuse_bytes(document: SourceDocument, context: Context) -> None:
    """Raise InputError where the words of a document are the bytes of a damaged file."""
    waiting, found = list(document.blocks), 0
    while waiting:
        block = waiting.pop()
        if isinstance(block, SourceParagraph):
            found += len(_CONTROL.findall(block.text))
        elif isinstance(block, SourceTable):
            waiting += [inner for row in block.rows for cell in row for inner in cell.blocks]
    if found > _MOST_CONTROLS:
        raise refusal(rules.OFFICE_FAILED, context.file, reason="tệp hỏng hoặc bị cắt / the file is damaged or cut off")


def _with_originals(document: SourceDocument, originals: tuple[bytes, ...], context: Context) -> SourceDocument:
    """The document with the bytes of its pictures as they were before the conversion.

    A picture is the same one when kind and size in pixels are; where several are alike, their order decides.
    """
    from bulletin.importing.pictures.size import measure

    left = list(originals)
    pictures = dict(document.pictures)
    for number, (key, file) in enumerate(document.pictures.items(), 1):
        made = (context.spool / file.stored).read_bytes()
        if made in left:
            left.remove(made)
            continue
        same = next((one for one in left if measure(one) is not None and measure(one) == measure(made)), None)
        if same is None:
            context.tell(rules.REWRITTEN, file.name, number=str(number))
            continue
        left.remove(same)
        pictures[key] = context.keep(file.name, same)
    return replace(document, pictures=pictures)


def convert(data: bytes, context: Context, kind: str, wanted: str) -> bytes:
    """The file as LibreOffice writes it in another format.

    Raises:
        InputError: LibreOffice is not installed, or it did not make a file.
    """
    program = libreoffice()
    if program is None:
        raise refusal(rules.OFFICE_MISSING, context.file, kind=kind)
    with tempfile.TemporaryDirectory(prefix="bulletin-office-") as name:
        folder = Path(name)
        source = folder / f"source.{kind}"
        source.write_bytes(data)
        reason = _run(program, folder, source, wanted)
        made = folder / "out" / f"source.{wanted}"
        if reason or not made.is_file() or not made.stat().st_size:
            raise refusal(rules.OFFICE_FAILED, context.file, reason=reason or "không có kết quả / no result")
        if made.stat().st_size > context.budget.caps.source_bytes:
            raise refusal(rules.TOO_LARGE, context.file, limit=str(context.budget.caps.source_bytes // MIB))
        return made.read_bytes()


def _profile(folder: Path) -> str:
    """Make a profile that has the settings and nothing else; returns the option that names it."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    rows = [
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    ]
    head = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *rows, "</oor:items>"])
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")
    return f"-env:UserInstallation={(folder / 'profile').as_uri()}"


def _run(program: str, folder: Path, source: Path, wanted: str) -> str | None:
    """Run the conversion; returns why it failed, None when the program ended well."""
    command = [*_without_network(), program, _profile(folder), *_OPTIONS, "--convert-to", wanted]
    command += ["--outdir", str(folder / "out"), str(source)]
    environment = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "LC_ALL", "TZ"}}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"), _NOWHERE)
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=False,
    ) as process:  # fmt: skip
        try:
            status = process.wait(_WALL_S)
        except subprocess.TimeoutExpired:
            process.kill()
            _end_those_of(folder)
            return f"quá {_WALL_S} giây / more than {_WALL_S} s"
    return f"mã {status} / status {status}" if status else None


def _end_those_of(folder: Path) -> None:
    """End what works with the folder's profile: the program that was started has started another one."""
    mark = folder.name.encode()
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (place / "cmdline").read_bytes() and int(place.name) != os.getpid():
                os.kill(int(place.name), signal.SIGKILL)


def _without_network() -> list[str]:
    """The words before a command that take the network away, where the system allows it to ordinary users."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    words = [unshare, "--net", "--map-current-user"]
    allowed = subprocess.run([*words, "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False)
    return words if allowed.returncode == 0 else []
