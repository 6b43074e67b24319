"""The text of `articles/ID.yaml`: plain YAML with a comment at every guess and for everything that is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from bulletin.fields import NO_ALT, NO_CAPTION, NO_TITLE
from bulletin.fields.article import Article
from bulletin.importing.draft import Draft, DraftField
from bulletin.importing.write.values import one_line
from bulletin.sources.folding import quoted

_LONGEST = 240


def render(article: Article, draft: Draft, notes: Sequence[str] = ()) -> str:
    """The file of an article.

    Args:
        article: the values.
        draft: how certain they are.
        notes: more lines for the head of the file.
    """
    made = [
        f"# Bản nháp nhập từ: {comment(draft.file)}",
        "# Dòng có “đoán:” là máy đoán: xem lại, sửa nếu sai, rồi xóa ghi chú. Dòng “thiếu:” là chỗ phải thêm.",
        *(f"# {comment(note)}" for note in notes),
        f"ma: {article.id}",
        "trang_thai: draft",
        *_text("tit_tren", article.kicker, draft.kicker),
        *_title(article, draft),
        *_text("sapo", article.lead, draft.lead),
        *_date(article.published_at, draft.date),
        *_authors(article, draft),
        *_source(article, draft),
        *_photos(article, draft),
        *_documents(article),
        *_related(draft),
        *_body(article, draft),
    ]
    return "\n".join(made) + "\n"


def comment(text: str) -> str:
    """Words that may stand behind `#`: one line, not too long."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _mark(field: DraftField[object] | DraftField[str], *, missing: str = "") -> str:
    """The comment behind a value; empty for what is sure."""
    if field.certainty == "guess":
        second = f"; có thể là: {field.second}" if field.second else ""
        return f"  # đoán: {comment(field.reason + second)}"
    return f"  # thiếu: {missing}" if field.certainty == "missing" and missing else ""


def _text(key: str, value: str | None, field: DraftField[str]) -> Iterator[str]:
    if value is not None:
        yield f"{key}: {quoted(value)}{_mark(field)}"


def _title(article: Article, draft: Draft) -> Iterator[str]:
    missing = "tiêu đề của bài" if article.title == NO_TITLE else ""
    yield f"tieu_de: {quoted(article.title)}{_mark(draft.title, missing=missing)}"


def _date(when: dt.datetime | None, field: DraftField[dt.datetime]) -> Iterator[str]:
    if when is None:
        yield '# thiếu: ngày đăng; hãy thêm dòng, thí dụ: ngay_dang: "17/11/2026"'
        return
    time = f" {when:%H:%M}" if (when.hour, when.minute) != (0, 0) else ""
    mark = _mark(DraftField(None, field.certainty, field.reason, field.second))
    yield f"ngay_dang: {quoted(f'{day(when)}{time}')}{mark}"


def day(value: dt.date) -> str:
    """`09/05/2026`."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _authors(article: Article, draft: Draft) -> Iterator[str]:
    if not article.authors:
        yield '# thiếu: tác giả; hãy thêm dòng, thí dụ: tac_gia: "Minh Khuê"'
        return
    mark = _mark(DraftField(None, draft.authors.certainty, draft.authors.reason, draft.authors.second))
    yield f"tac_gia:{mark}"
    for author in article.authors:
        yield f"  - ten: {quoted(author.name)}"
        yield from (f"    vai_tro: {quoted(author.role)}" for _ in [0] if author.role)
        yield from (f"    ky_ten: {quoted(author.byline)}" for _ in [0] if author.byline)


def _source(article: Article, draft: Draft) -> Iterator[str]:
    source = article.source
    if source is None:
        if draft.kind in ("html", "feed"):
            yield '# thiếu: nguồn tin; hãy thêm dòng, thí dụ: nguon: "Cổng thông tin phường"'
        return
    mark = _mark(DraftField(None, draft.source.certainty, draft.source.reason, draft.source.second))
    yield f"nguon:{mark}"
    yield f"  ten: {quoted(source.name)}"
    rows = (
        ("dia_chi", source.url), ("ngay", day(source.date) if source.date else None),
        ("ngay_lay", day(source.retrieved) if source.retrieved else None), ("ban_quyen", source.rights),
    )  # fmt: skip
    yield from (f"  {key}: {quoted(value)}" for key, value in rows if value)


def _photos(article: Article, draft: Draft) -> Iterator[str]:
    found = {photo.id: photo for photo in draft.photos}
    if article.photos:
        yield "anh:"
    for photo in article.photos:
        of = found[photo.id]
        yield f"  - ma: {photo.id}"
        yield f"    tep: {quoted(photo.file)}"
        caption = "chú thích ảnh" if photo.caption == NO_CAPTION else ""
        yield f"    chu_thich: {quoted(photo.caption)}{_mark(of.caption, missing=caption)}"
        if photo.credit:
            yield f"    nguoi_chup: {quoted(photo.credit)}{_mark(of.credit)}"
        alt = "mô tả ảnh cho người không nhìn thấy" if photo.alt == NO_ALT else ""
        yield f"    mo_ta_anh: {quoted(photo.alt)}{_mark(of.alt, missing=alt)}"
    for lost in draft.photos:
        if all(lost.id != photo.id for photo in article.photos):
            words = f" (“{lost.caption.value}”)" if lost.caption.value else ""
            yield f"# thiếu: tệp ảnh {comment(lost.name or lost.id)}{comment(words)} không có trong tệp đã nhập"


def _documents(article: Article) -> Iterator[str]:
    if article.documents:
        yield "van_ban:"
    for item in article.documents:
        yield f"  - so: {quoted(item.number)}"
        rows = (
            ("loai", item.kind), ("co_quan_ban_hanh", item.issuer), ("ngay", day(item.date) if item.date else None),
            ("trich_yeu", item.title),
        )  # fmt: skip
        yield from (f"    {key}: {quoted(value)}" for key, value in rows if value)


def _related(draft: Draft) -> Iterator[str]:
    if draft.related:
        yield "# Tin liên quan trên trang gốc (không in; bỏ dấu # nếu muốn dùng):"
        yield "# tin_lien_quan:"
    for item in draft.related:
        yield f"#   - tieu_de: {quoted(comment(item.title))}"
        if item.url:
            yield f"#     dia_chi: {quoted(item.url)}"


def _body(article: Article, draft: Draft) -> Iterator[str]:
    """The body comes last, so that officers find the end of the text at the end of the file."""
    for note in draft.notes:
        quote = f": “{note.quote}”" if note.quote else ""
        guessed = note.vi.startswith("Đoán")
        words = comment(f"{note.vi.removeprefix('Đoán: ')}{quote}")
        yield f"# đoán: {words}" if guessed else f"# Chú ý: {words}"
    if draft.body.certainty == "guess":
        yield f"# đoán: {comment(draft.body.reason)}"
    elif draft.body.certainty == "missing":
        yield "# thiếu: nội dung"
    yield "noi_dung: |"
    yield from (f"  {line}".rstrip() for line in article.body.split("\n"))
