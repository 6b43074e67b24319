"""The templates of the letter: the shipped ones in `layouts/_mail/`, or an office's own in `layouts/mail/`.

They are run by the sandbox of the layouts. HTML and plain text have one each, so that no text gets into the HTML
without being escaped.
"""

from __future__ import annotations

import os
import stat
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bulletin import datafiles
from bulletin.delivery.letter import rules
from bulletin.delivery.letter.content import LetterContent
from bulletin.errors import Finding, InputError, Place, counted
from bulletin.lazy import dataclass
from bulletin.sources.layouts.templates import Sandbox, place_of, template_finding

SHIPPED, OWN = "_mail", "mail"
HTML, TEXT, STYLE = "letter.html.j2", "letter.txt.j2", "letter.css"
COLUMNS = 76
_MAX_BYTES = 256_000
_MAX_FILES = 30
_HINT = (
    "Hãy sửa dòng này; các tên dùng được ghi trong docs/layouts.md, mục Letters.",
    "Mend this line; docs/layouts.md, section Letters, says which names there are.",
)
_ENDS = (".html.j2", ".txt.j2", ".css")


@dataclass(frozen=True, slots=True)
class LetterTemplates:
    """Name → text and name → how messages name the file; an office's own before the shipped ones."""

    texts: Mapping[str, str]
    labels: Mapping[str, str]

    def label(self, name: str) -> str:
        return self.labels.get(name, name)


def read_templates(office: Path | None = None) -> LetterTemplates:
    """The templates of an office (the folder of its `publication.yaml`), or the shipped ones.

    Raises:
        InputError: a file of the office's own is no plain file, too large, or no UTF-8.
    """
    texts, labels = dict[str, str](), dict[str, str]()
    shipped = datafiles.folder("layouts") / SHIPPED
    for path in sorted(shipped.iterdir()):
        if path.name.endswith(_ENDS):
            texts[path.name], labels[path.name] = path.read_text(encoding="utf-8"), f"layouts/{SHIPPED}/{path.name}"
    own = office / "layouts" / OWN if office is not None else None
    if own is not None and os.path.lexists(own):
        for name, text in _own(own):
            texts[name], labels[name] = text, f"layouts/{OWN}/{name}"
    return LetterTemplates(texts, labels)


def render_html(templates: LetterTemplates, content: LetterContent) -> str:
    """The HTML before its styles are put into its elements; raises InputError at the line of a template."""
    box = _sandbox(templates, ".html.j2")
    from markupsafe import Markup

    style = Markup(templates.texts[STYLE].replace("</", "<\\/"))

    def sheet() -> Markup:
        return style

    box.offer(letter=content, style=sheet, range=box.range)
    return _rendered(box, HTML)


def render_text(templates: LetterTemplates, content: LetterContent) -> str:
    """The plain text, lines ending with LF; raises InputError at the line of a template."""
    box = _sandbox(templates, ".txt.j2")
    box.autoescape = False
    box.offer(letter=content, wrap=wrap, range=box.range)
    return _tidy(_rendered(box, TEXT))


def wrap(text: str, indent: int = 0) -> str:
    """A text in lines of at most 76 columns; an address or a word that is longer keeps its line."""
    lead = text[: len(text) - len(text.lstrip(" "))][:20]
    lines = textwrap.wrap(
        text.strip(), COLUMNS, initial_indent=lead, subsequent_indent=" " * max(0, min(int(indent), 20)),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(lines)


def _tidy(text: str) -> str:
    """Without blanks at line ends, with two empty lines in a row at most."""
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for n, line in enumerate(lines) if line or n < 2 or lines[n - 1] or lines[n - 2]]
    return "\n".join(kept).strip("\n") + "\n"


def _sandbox(templates: LetterTemplates, end: str) -> Sandbox:
    sources = {name: text for name, text in templates.texts.items() if name.endswith(end)}
    return Sandbox(sources, {name: templates.label(name) for name in sources})


def _rendered(box: Sandbox, start: str) -> str:
    try:
        made: str = box.get_template(start).render()
    except Exception as error:  # a template may fail in any way; it is the office's file, not our fault
        place = place_of(error, box.labels, start)
        finding = template_finding(error, place.file or start, place.line, _HINT)
        raise InputError([finding]) from error
    return made


def _own(folder: Path) -> Sequence[tuple[str, str]]:
    shown = f"layouts/{OWN}"
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode) or not stat.S_ISDIR(folder.parent.lstat().st_mode):
            raise _refused(shown, "phải là thư mục", "it must be a folder")
        names = sorted(name for name in os.listdir(folder) if name.endswith(_ENDS) and name[0] != ".")  # noqa: PTH208
        if len(names) > _MAX_FILES:
            raise _refused(shown, f"có quá {_MAX_FILES} tệp", f"it holds more than {_MAX_FILES} files")
        return [(name, _text(folder / name, f"{shown}/{name}")) for name in names]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _refused(shown, reason, reason) from error


def _text(path: Path, shown: str) -> str:
    """A plain file, opened without following a link."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise _refused(shown, "không phải tệp thường", "it is no plain file")
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as stream:
        data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise _refused(
            shown, f"lớn hơn {counted(_MAX_BYTES, 'vi')} byte", f"it has more than {counted(_MAX_BYTES, 'en')} bytes"
        )
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _refused(shown, "không phải UTF-8", "it is no UTF-8") from error
    if "\0" in text:
        raise _refused(shown, "có ký tự NUL", "it holds a NUL")
    return text


def _refused(shown: str, vi: str, en: str) -> InputError:
    values: dict[str, Any] = {"file": shown, "reason_vi": vi, "reason_en": en}
    return InputError([Finding(rules.TEMPLATE_FILE, Place(shown), "", values)])
