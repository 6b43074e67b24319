"""The guides for whoever opens the archive in thirty years, without this program: one for all, one for each issue."""

from __future__ import annotations

import textwrap
from string import Template

from bulletin import datafiles
from bulletin.issue_text import IssueText
from bulletin.release import Release

GUIDE = "DOC-TRUOC.txt"
_WIDTH = 78

_EDITIONS = {
    "record": ("bản lưu trữ, PDF/A, để đọc", "the record, PDF/A, to read"),
    "screen": ("bản đọc trên màn hình", "to read on a screen"),
    "press": ("bản gửi nhà in", "for the print shop"),
    "office": ("bản in ở cơ quan", "for the office's copier"),
    "office-booklet": ("bản in ở cơ quan, dàn sẵn để gấp", "for the office's copier, imposed for folding"),
    "imported": ("bản PDF đưa từ ngoài vào, nguyên vẹn", "the PDF that was taken in, untouched"),
}
IMPORTED, IMPORTED_FILE = "imported", "imported.pdf"


def archive_guide() -> bytes:
    """The content of `DOC-TRUOC.txt`, the same for every archive."""
    return datafiles.find("archive", GUIDE).read_bytes()


def object_guide(object_id: str, release: Release, words: IssueText, camera: int, *, originals: bool) -> bytes:
    """The content of an issue's `README.txt`.

    Args:
        object_id: its id in the archive.
        release: what was built.
        words: the printed words.
        camera: how many camera files the issue has.
        originals: whether they are kept.
    """
    template = Template(datafiles.find("archive", "README.txt").read_text("utf-8"))
    imported = any(edition.name == IMPORTED for edition in release.editions)
    values = {
        "id": object_id, "name": words.full_name, "number": str(release.number), "year": str(release.date.year),
        "number_words_vi": words.number_words or f"Số {release.number}",
        "date_vi": f"{release.date:%d/%m/%Y}", "date_en": release.date.isoformat(),
    }  # fmt: skip
    for lang in ("vi", "en"):
        at = 0 if lang == "vi" else 1
        values |= {
            f"made_{lang}": _wrapped(_MADE[imported][at]),
            f"editions_{lang}": "\n".join(
                f"  {edition.file:<22}{_EDITIONS.get(edition.name, ('một bản khác', 'another edition'))[at]}, "
                f"{edition.pages} {('trang', 'pages')[at]}"
                for edition in release.editions
            ),
            f"stories_{lang}": _stories(words, at),
            f"camera_{lang}": _wrapped(_camera(camera, originals, imported)[at]),
        }
    text = template.substitute(values)
    return ("\n".join(line.rstrip() for line in text.splitlines()) + "\n").encode()


_MADE = {
    False: (
        "Số này được dựng bằng chương trình bulletin từ thư mục issue/, với layout/, fonts/ và printers/ ở đây.",
        "This issue was built by the program bulletin from the folder issue/, with the layout/, fonts/ and printers/ "
        "that are here.",
    ),
    True: (
        "Số này có từ trước khi dùng chương trình bulletin; chỉ còn tệp PDF, được giữ nguyên như tìm thấy.",
        "This issue is older than the use of the program bulletin; only the PDF is left, kept as it was found.",
    ),
}


def _stories(words: IssueText, at: int) -> str:
    if not words.articles:
        return ""
    lines = [("\nCÁC BÀI", "\nSTORIES")[at]]
    for article in words.articles:
        pages = ", ".join(str(page) for page in article.pages)
        where = (f"trang {pages}", f"page {pages}")[at] if pages else "–"
        by = f" ({', '.join(article.authors)})" if article.authors else ""
        lines += textwrap.wrap(f"- {where}: {article.title}{by}", _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def _camera(count: int, originals: bool, imported: bool) -> tuple[str, str]:
    if imported or not count:
        return "", ""
    if originals:
        return (
            f"{count} ảnh gốc ở trong issue/, như máy ảnh ghi; có thể còn ghi nơi chụp.",
            f"{count} camera files are in issue/, as the camera wrote them; some may tell where they were taken.",
        )
    return (
        f"{count} ảnh gốc KHÔNG được lưu theo ý người lưu: từ đây không dựng lại được bản nào có ảnh.",
        f"{count} camera files were NOT kept, as the keeper chose: no edition with photos can be built from here.",
    )


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH)
