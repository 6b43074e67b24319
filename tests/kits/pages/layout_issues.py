"""Issues for the tests of the layout: seeded sentences like office Vietnamese, small YAML folders, engines."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bulletin.assets.fonts.load import FontSet, fontconfig, load_fonts
from bulletin.errors import has_errors
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.setting.composing import Composing
from bulletin.layout.spec import LayoutSpec, load_layout
from bulletin.model import Issue
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

SYLLABLES = [
    "phường",
    "biển",
    "sóng",
    "thuyền",
    "lưới",
    "chợ",
    "cá",
    "tổ",
    "dân",
    "phố",
    "bà",
    "con",
    "nhà",
    "văn",
    "hóa",
    "đường",
    "ngõ",
    "sáng",
    "chiều",
    "cụ",
    "ông",
    "bà",
    "em",
    "học",
    "sinh",
    "thầy",
    "cô",
    "giáo",
    "vườn",
    "rau",
    "trường",
    "lớp",
    "khách",
    "du",
    "lịch",
    "mùa",
    "lạnh",
    "gió",
    "nắng",
    "hè",
    "hoa",
    "cây",
    "giếng",
    "bến",
    "phao",
    "đèn",
    "xe",
    "đạp",
    "bóng",
    "trống",
    "hội",
    "làng",
    "nghề",
    "mắm",
    "muối",
    "tôm",
    "mực",
    "nghiêng",
    "khuỷu",
    "thưởng",
    "quyết",
    "định",
    "kế",
    "hoạch",
    "nghị",
    "quyết",
    "chỉ",
    "tiêu",
    "thi",
    "đua",
    "tuyên",
    "dương",
    "khen",
    "thưởng",
    "cải",
    "cách",
    "hành",
    "chính",
    "một",
    "cửa",
    "chuyển",
    "đổi",
    "số",
    "an",
    "toàn",
    "phòng",
    "cháy",
    "trật",
    "tự",
    "vệ",
    "sinh",
    "môi",
    "trường",
    "rác",
    "phân",
    "loại",
]
EXTRAS = (
    "10 tập thể", "số 01-KL/TW", "Nghị quyết 28-NQ/TU", "ngày 9/5", "lúc 15:00", "1.250 lượt", "35 km", "TP. Hải Phòng",
    "Kế hoạch 12/KH-UBND", "126/2025/QH15", "năm 2026", "50%", "UBND phường", "Wi-Fi", "2021–2025", "30 m²", "quý II",
)  # fmt: skip
LONG = (
    "https://doson.example/tin-tuc/2026/11/hop-to-dan-pho-so-6-ban-viec-don-ve-sinh?trang=1",
    "bantin@doson.example",
)


class Words:
    """A stream of invented text that is the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def some(self, least: int, most: int) -> list[str]:
        r = self.random
        words: list[str] = []
        for _ in range(r.randint(least, most)):
            words.append(r.choice(EXTRAS) if r.random() < 0.08 else r.choice(SYLLABLES))
        return words

    def sentence(self, long_words: bool = False) -> str:
        r = self.random
        words = self.some(5, 26)
        if r.random() < 0.5 and len(words) > 6:
            words[r.randrange(1, len(words) - 1)] += ","
        if r.random() < 0.2:
            at = r.randrange(0, len(words) - 2)
            words[at] = f"“{words[at]}"
            words[at + 2] += "”"
        mark = r.choice(("**", "*", "", ""))
        if mark:
            at = r.randrange(1, len(words) - 2)
            words[at], words[at + 1] = f"{mark}{words[at].strip('“”,')}", f"{words[at + 1].strip('“”,')}{mark}"
        if long_words and r.random() < 0.1:
            words.insert(2, r.choice(LONG))
        return f"{' '.join(words).capitalize()}."

    def paragraph(self, long_words: bool = False) -> str:
        return " ".join(self.sentence(long_words) for _ in range(self.random.randint(1, 5)))

    def title(self, least: int = 4, most: int = 14) -> str:
        return " ".join(self.some(least, most)).capitalize()

    def body(self, paragraphs: int, long_words: bool = False, photos: Sequence[str] = ()) -> str:
        r = self.random
        blocks: list[str] = []
        for n in range(paragraphs):
            if n and r.random() < 0.15:
                blocks.append(f"## {self.title(2, 6)}")
            if n and r.random() < 0.08:
                blocks.append("\n".join(f"- {self.title(4, 12)}." for _ in range(r.randint(2, 4))))
            blocks.append(self.paragraph(long_words))
        for photo in photos:
            blocks.insert(r.randint(1, len(blocks)), f"![[{photo}]]")
        return "\n\n".join(blocks)

    def photo(self, n: int, name: str) -> dict[str, Any]:
        found: dict[str, Any] = {
            "id": f"anh-{n}", "file": f"photos/{name}", "caption": self.title(4, 14), "alt": self.title(3, 6),
        }  # fmt: skip
        if self.random.random() < 0.7:
            found["credit"] = "Minh Khuê"
        return found


@dataclass(frozen=True)
class Size:
    """What the layout asks of a photo."""

    width: int
    height: int


SHAPES = {
    "ngang.jpg": Size(4000, 3000), "doc.jpg": Size(3000, 4000), "vuong.jpg": Size(2000, 2000),
    "toan-canh.jpg": Size(9000, 1200), "cot.jpg": Size(700, 6000), "nho.jpg": Size(90, 60),
    "rong.jpg": Size(4800, 2700),
}  # fmt: skip

PUBLICATION: dict[str, Any] = {
    "id": "ben-nuoc", "name": "Bến Nước", "publisher": "Văn phòng phường Bến Nước", "periodicity": "Hằng tuần",
    "legal_profile": "internal",
    "sections": [{"id": "doi-song", "name": "Đời sống", "colour": "cam"}, {"id": "trong", "name": "Mục trống"}],
}  # fmt: skip


def article(words: Words, n: int, **fields: Any) -> dict[str, Any]:
    """The required fields of an article, and those that are given."""
    return {"id": f"bai-{n}", "title": words.title(), "body": words.body(3), **fields}


def write_folder(
    folder: Path,
    articles: Sequence[Mapping[str, Any]],
    slots: Sequence[str],
    publication: Mapping[str, Any] | None = None,
) -> Path:
    """An issue folder; photos are only promised, since the layout asks for no more than their size."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "photos").mkdir(exist_ok=True)
    pub = {**PUBLICATION, **(publication or {})}
    plan = [{"article": a["id"], "slot": s} for a, s in zip(articles, slots, strict=True)]
    sheet = {"publication": "ben-nuoc", "number": {"in_year": 18}, "date": "2026-11-20", "flatplan": plan}
    _dump(folder / "publication.yaml", pub)
    _dump(folder / "issue.yaml", sheet)
    for record in articles:
        _dump(folder / "articles" / f"{record['id']}.yaml", record)
        for photo in record.get("photos", ()):
            path = folder / photo["file"]
            if not path.exists():
                path.write_bytes(b"not looked at")
    return folder


class _Quoted(yaml.SafeDumper):
    """No anchors: the reader refuses them."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dump(path: Path, record: Mapping[str, Any]) -> None:
    text = yaml.dump(dict(record), Dumper=_Quoted, allow_unicode=True, sort_keys=False, width=10**6)
    path.write_text(text, "utf-8")


def issue_of(
    folder: Path,
    articles: Sequence[Mapping[str, Any]],
    slots: Sequence[str],
    publication: Mapping[str, Any] | None = None,
) -> Issue:
    """The issue of a small YAML folder, read and set."""
    loaded = load_issue(write_folder(folder, articles, slots, publication))
    assert loaded.issue is not None, loaded.findings
    done = normalise_issue(loaded.issue)
    findings = (*loaded.findings, *done.findings)
    assert not has_errors(findings), findings
    return done.issue


def random_articles(
    seed: int, count: int, *, photos: bool = True, slots: Sequence[str] = ("lead", "story", "story", "brief", "photo"),
    paragraphs: int = 8,
) -> tuple[list[dict[str, Any]], list[str]]:  # fmt: skip
    """Articles of all slots with photos of odd shapes, quotes, boxes, tables, sources and codes."""
    words = Words(seed)
    r = words.random
    records: list[dict[str, Any]] = []
    chosen: list[str] = []
    for n in range(count):
        slot = r.choice(slots)
        shots = (
            [] if not photos or slot == "brief" else [r.choice(tuple(SHAPES)) for _ in range(r.choice((0, 1, 1, 2, 4)))]
        )
        if slot == "photo" and not shots and photos:
            shots = ["rong.jpg"]
        record = article(words, n)
        record["photos"] = [words.photo(i, name) for i, name in enumerate(shots)]
        inline = [p["id"] for p in record["photos"] if r.random() < 0.5]
        size = r.randint(1, 2) if slot == "brief" else r.randint(1, paragraphs)
        record["body"] = words.body(size, long_words=True, photos=inline)
        if slot != "brief":
            if r.random() < 0.5:
                record["kicker"] = words.title(2, 5)
            if r.random() < 0.6:
                record["lead"] = words.title(10, 30)
            if r.random() < 0.3:
                record["subtitle"] = words.title(5, 12)
            if r.random() < 0.3:
                record["quotes"] = [{"text": words.title(6, 20), "by": "Bà Lê Thị Dung"}]
            if r.random() < 0.3:
                table = "| Ngày | Việc |\n| --- | --- |\n| 20/11 | Họp tổ |\n| 21/11 | Dọn bãi biển |"
                body = r.choice((words.body(2), "- Việc một\n- Việc hai", table))
                record["boxes"] = [{"title": words.title(2, 4), "body": body}]
            if r.random() < 0.3:
                record["source"] = {"name": "Cổng thông tin phường", "url": f"https://doson.example/tin/{n}"}
        if r.random() < 0.7:
            record["authors"] = [{"name": "Minh Khuê"}]
        records.append(record)
        chosen.append(slot)
    return records, chosen


def make_fonts(cache: Path) -> FontSet:
    """The shipped faces, cut once."""
    return load_fonts([], cache)


def use_fonts(fonts: FontSet, cache: Path) -> str:
    """The value of FONTCONFIG_FILE under which system fonts do not exist."""
    return str(fontconfig(fonts.folder, cache))


def layout(columns: int = 3) -> LayoutSpec:
    """The shipped weekly with so many columns of nearly the same width."""
    spec = load_layout("tuan-tin")
    if columns == 3:
        return spec
    width = spec.margins_mm.inner + spec.margins_mm.outer + spec.column_mm * columns + spec.gutter_mm * (columns - 1)
    furniture = replace(spec.furniture, contents_columns=columns, imprint_columns=columns)
    return replace(spec, columns=columns, trim_mm=(width, spec.trim_mm[1]), furniture=furniture)


def composed(engine: LayoutEngine, issue: Issue, sizes: Mapping[str, Size] | None = None) -> Composed:
    """The composed pages; photos have the sizes that their file names promise."""
    return composing(issue, sizes).compose(engine)


def composing(issue: Issue, sizes: Mapping[str, Size] | None = None) -> Composing:
    """What the pages are composed from."""
    found = {f"photos/{name}": size for name, size in (sizes or SHAPES).items()}
    return Composing(issue, found, {"title": "Thử"})
