"""What the page setter says of an office's own layout, at the file and line that an office can mend."""

from __future__ import annotations

import re
from dataclasses import replace

from bulletin.errors import ExitCode, Finding, Place, Rule, Severity, Text
from bulletin.sources.folding import shorten
from bulletin.sources.layouts.read import STYLE, LayoutFiles
from bulletin.sources.rules.layouts import CSS

FAILED = Rule(
    "layout.setter-failed",
    Severity.ERROR,
    Text("Bộ dàn trang không dựng được trang với mẫu “{name}”: {said}",
         "The page setter cannot make pages with the layout “{name}”: {said}"),
    Text("style.css hoặc một tệp khung của mẫu đòi điều mà bộ dàn trang không làm được.",
         "style.css or a template of the layout asks for what the page setter cannot do."),
    Text("Hãy bỏ dần những dòng mới sửa trong {folder} cho đến khi dựng được.",
         "Take out the latest changes in {folder}, one by one, until it builds."),
)  # fmt: skip
OWN_LINES = Rule(
    "layout.own-lines-differ",
    Severity.ERROR,
    Text("Mẫu “{name}” làm dòng chữ trên trang {page} khác với dự tính: {wanted} → {got}",
         "The layout “{name}” makes lines on page {page} differ from the plan: {wanted} → {got}"),
    Text("Khung không in đúng chữ đã xin bằng ink, hoặc style.css đổi bề rộng, cỡ hay kiểu của chữ.",
         "A template does not print the text that it asked ink for, or style.css changes its width, size or face."),
    Text("Hãy in lines(t) ngay trong phần tử có ink.text(t), và bỏ các thuộc tính nêu trong docs/layouts.md, "
         "mục What must not be used.",
         "Print lines(t) inside the element that has ink.text(t), and take out what docs/layouts.md lists under "
         "What must not be used."),
    ExitCode.REFUSED,
)  # fmt: skip
_AT = re.compile(r"(?: at| error at) (\d+):(\d+)")
_SELECTOR = re.compile(r"selector,? '(.*?)'(?::|,|$)")


def failed(files: LayoutFiles, error: Exception) -> Finding:
    """What to say when the page setter raises an error of its own."""
    said = shorten(f"{type(error).__name__}: {error}", 200)
    values = {"name": files.name, "said": said, "folder": files.shown}
    return Finding(FAILED, Place(files.label(STYLE)), said, values)


def explained(files: LayoutFiles, offset: int, finding: Finding) -> Finding:
    """A finding of the page setter with the place in the layout's own files, where that can be determined.

    Args:
        files: of the layout.
        offset: lines of the whole style sheet before those of `style.css`.
        finding: as the page setter gave it.
    """
    if finding.rule.id == "layout.lines-differ":
        return replace(finding, rule=OWN_LINES, values={**finding.values, "name": files.name})
    if finding.rule.id != "layout.engine":
        return finding
    message = finding.quote
    found = _AT.search(message)
    if found and int(found[1]) > offset:
        place = Place(files.label(STYLE), int(found[1]) - offset, int(found[2]))
        said = message.replace(found[0], "", 1)
        return Finding(CSS, place, shorten(said), {"said": shorten(said, 200)})
    selector = _SELECTOR.search(message)
    line = _line_of(files.text(STYLE), selector[1]) if selector else None
    if line is not None:
        return Finding(CSS, Place(files.label(STYLE), line), shorten(message), {"said": shorten(message, 200)})
    return finding


def _line_of(text: str, words: str) -> int | None:
    at = text.find(words.strip()) if words.strip() else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else None
