"""Archives for tests: made-up issues, written as the store would, without waiting for the disk."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.archive.store import inventory as inv
from bulletin.archive.store.root import ROOT, ROOT_MARKER, ROOT_MARKER_TEXT, Archive
from bulletin.issue_text import ArticleText, BlockText, DocumentText, IssueText, PhotoText, issue_text_bytes
from bulletin.release import Release, edition, release_bytes

MORNING = dt.datetime(2026, 11, 20, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
PUBLICATION = """\
id: do-son
name: "Đồ Sơn"
publisher: "Ủy ban nhân dân phường Đồ Sơn"
periodicity: "Hằng tuần"
legal_profile: vn-2016
units:
  - {name: "quận Đồ Sơn", kind: "quận", valid_to: 2025-06-30, successor: "phường Đồ Sơn"}
"""
_ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
_RHYMES = """
ương oa ợ iển áng iều ười uyền á ưới ến ắng ó ường ớp ầy ô ọc inh ườn ây ồng ăm óc u ố ổ ân à ăn óa ội ị ơ ết ách àm
ay i ộ ảng iên ủy an ông ật ự ao ầu ống ước ạch ác ải
"""
_SYLLABLES = [onset + rhyme for rhyme in _RHYMES.split() for onset in _ONSETS.split()]
"""About as many as the sample has; which are frequent is given by `_WEIGHTS`, as in any language."""
_WEIGHTS = [1 / (2 + (n * 617) % len(_SYLLABLES)) for n in range(len(_SYLLABLES))]


def article(name: str = "bai-mot", **given: Any) -> ArticleText:
    """A story with what a test says of it."""
    empty: dict[str, Any] = {
        "id": name, "slot": "story", "section": "", "genre": "", "kicker": "", "title": name, "subtitle": "",
        "lead": "", "authors": (), "place": "", "event_date": None, "published_at": None, "source": "",
        "source_url": "", "url": "", "documents": (), "blocks": (), "boxes": (), "quotes": (), "photos": (),
        "pages": (1,),
    }  # fmt: skip
    if isinstance(given.get("text"), str):
        given["blocks"] = tuple(BlockText(kind="paragraph", text=part) for part in given.pop("text").split("\n"))
    return ArticleText(**{**empty, **given})


def issue(number: int, date: dt.date, *articles: ArticleText, total: int | None = None) -> IssueText:
    """An issue of the publication `do-son`."""
    return IssueText(
        publication="do-son", label="BẢN TIN", name="Đồ Sơn", full_name="BẢN TIN Đồ Sơn", tagline="", owner="",
        publisher="Ủy ban nhân dân phường Đồ Sơn", periodicity="Hằng tuần", portal="", email="", phone="", address="",
        imprint=(), number=number, number_total=total, number_words=f"Số {number}", date=date,
        date_words=f"ngày {date:%d/%m/%Y}", title=f"Đồ Sơn {number}",
        sections=tuple(dict.fromkeys(one.section for one in articles if one.section)), articles=articles,
    )  # fmt: skip


def document(number: str) -> DocumentText:
    return DocumentText(number=number, kind="Nghị quyết", issuer="Đảng ủy phường", date=None, title="")


def photo(caption: str, credit: str) -> PhotoText:
    return PhotoText(id="anh", file="photos/anh.jpg", caption=caption, credit=credit, alt="")


def pages_of(text: IssueText) -> dict[int, str]:
    """Page texts as a PDF would give them: running head, lines of about 30 characters."""
    found: dict[int, list[str]] = {}
    for one in text.articles:
        words = " ".join([one.title, *(block.text for block in one.blocks), *one.authors]).split()
        share = -(-len(words) // len(one.pages))
        for n, page in enumerate(one.pages):
            lines = found.setdefault(page, [f"{page} BẢN TIN Đồ Sơn Số {text.number} – {text.date:%d/%m/%Y}"])
            here = words[n * share : (n + 1) * share]
            lines += [" ".join(here[at : at + 6]) for at in range(0, len(here), 6)]
    return {page: "\n".join(lines) for page, lines in found.items()}


def new_archive(folder: Path) -> Archive:
    """An archive without issues."""
    root = folder / ROOT
    root.mkdir(parents=True)
    (root / ROOT_MARKER).write_bytes(ROOT_MARKER_TEXT)
    return Archive(folder)


def object_id(text: IssueText) -> str:
    return f"{text.publication}-{text.date.year}-{text.number:03}"


def files_of(text: IssueText, extra: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """What a version of an issue holds, its editions being a few bytes."""
    pages = pages_of(text)
    pdfs = {name: f"%PDF-1.7 {name} {text.number}".encode() for name in ("screen", "office", "record")}
    words = issue_text_bytes(text)
    release = Release(
        publication=text.publication, number=text.number, number_total=text.number_total, date=text.date,
        editions=tuple(edition(name, f"{name}.pdf", data, len(pages)) for name, data in pdfs.items()),
        files={"articles.json": hashlib.sha256(words).hexdigest()},
    )  # fmt: skip
    return {
        "release.json": release_bytes(release),
        "articles.json": words,
        "issue/publication.yaml": PUBLICATION.encode(),
        **{f"{name}.pdf": data for name, data in pdfs.items()},
        **{f"text/page-{page:02}.txt": content.encode() for page, content in pages.items()},
        **(extra or {}),
    }


def keep(archive: Archive, text: IssueText, extra: Mapping[str, bytes] | None = None) -> str:
    """Put an issue into the archive as its only version; returns its id."""
    return keep_files(archive, object_id(text), files_of(text, extra))


def keep_files(archive: Archive, name: str, files: Mapping[str, bytes]) -> str:
    """Put files into the archive as the only version of an object."""
    state = {path: inv.digest_of(data) for path, data in files.items()}
    after, new = inv.next_inventory(None, name, state, (MORNING, "kept", "test"))
    folder = archive.root / name
    for path in new.values():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[path.removeprefix("v1/content/")])
    data = inv.inventory_bytes(after)
    (folder / inv.MARKER).write_bytes(inv.MARKER_TEXT)
    for place in (folder, folder / "v1"):
        (place / inv.NAME).write_bytes(data)
        (place / inv.SIDECAR).write_bytes(inv.sidecar_bytes(data))
    return name


def invented(number: int, date: dt.date, chance: random.Random, stories: int = 17, words: int = 200) -> IssueText:
    """An issue of 8 pages with stories of made-up sentences, people, places and documents."""
    made: list[ArticleText] = []
    for n in range(stories):
        first = 1 + n * 8 // stories
        people = [f"{chance.choice(_SURNAMES)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}" for _ in range(3)]
        numbers = f"{chance.randint(1, 90)}-{chance.choice(('NQ', 'KH', 'KL'))}/ĐU"
        body = [
            f"{_sentence(chance, words // 4)} Ông {people[0]} ở tổ dân phố số {chance.randint(1, 20)} cho biết.",
            f"{_sentence(chance, words // 4)} Theo Nghị quyết số {numbers}, bà {people[1]} nhận việc.",
            *(_sentence(chance, words // 4) for _ in range(2)),
        ]
        made.append(
            article(
                f"bai-{n + 1}", title=_sentence(chance, 9), section=chance.choice(("Văn hóa", "Kinh tế – Du lịch")),
                authors=(people[2],), place="Phường Đồ Sơn", text="\n".join(body),
                pages=(first, first + 1) if n % 5 == 0 and first < 8 else (first,),
            )
        )  # fmt: skip
    return issue(number, date, *made)


_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Đinh")
_MIDDLE = ("Văn", "Thị", "Đức", "Quốc", "Thu", "Minh", "Hải")
_GIVEN = ("An", "Bình", "Hương", "Lẫm", "Nhài", "Thuận", "Yến", "Việt", "Đạt", "Ước", "Quỳnh")


def _sentence(chance: random.Random, words: int) -> str:
    text = " ".join(chance.choices(_SYLLABLES, _WEIGHTS, k=words))
    return text[0].upper() + text[1:] + "."


def years(archive: Archive, count: int, seed: int = 1, **size: int) -> list[IssueText]:
    """Fill an archive with made-up weekly issues, the first on 7 January 2017."""
    chance = random.Random(seed)
    made = []
    day, number = dt.date(2017, 1, 7), 0
    for _ in range(count):
        number += 1
        text = invented(number, day, chance, **size)
        keep(archive, text)
        made.append(text)
        after = day + dt.timedelta(days=7)
        number = 0 if after.year != day.year else number
        day = after
    return made


def as_json(data: bytes) -> Any:
    return json.loads(data)
