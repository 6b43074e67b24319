"""Writes a random issue as a folder of YAML and photos, with `made.json` beside it: seed, kind and faces.

The same seed gives the same files on every machine, but for the bytes of the JPEGs, which are Pillow's.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages import vocabulary as words
from benchmarks.pages.kinds import IssuePlan, Kind, StoryPlan, plan_of
from benchmarks.pages.pictures import Face, photo
from benchmarks.pages.prose import Dice, Prose

MADE = "made.json"
LAYOUTS = ("tuan-tin", "ban-tin-a4", "so-tay")
FOCUSED = 0.25
"""Share of photos whose editor typed a point that no crop may lose."""
PLACED = 0.65
"""Share of photos that the body refers to."""
PARAGRAPH = (38, 115)
"""Words."""
SUBHEAD_EVERY = 300
"""Words."""

PUBLICATION = f"""\
id: con-sao
label: "BẢN TIN"
name: "Cồn Sáo"
tagline: "Tiếng nói của Đảng bộ, chính quyền và Nhân dân {words.WARD}"
owner: "Đảng ủy {words.WARD}"
publisher: "Ủy ban nhân dân {words.WARD}"
periodicity: "Hằng tuần"
layout: tuan-tin
legal_profile: internal
responsible: [{{name: "Đặng Thu Hạnh", office: "Phó Chủ tịch UBND phường"}}]
editors: ["Vũ Minh Khuê", "Mai Hải Thuận"]
contacts: {{address: "Số 5 đường Hàng Dương", phone: "0225 3000 555", fanpage: "https://fb.consao.example/bantin"}}
sections:
"""


@dataclass(frozen=True, slots=True)
class Made:
    """An issue that was written: its faces are by file and in shares of the upright picture."""

    folder: Path
    plan: IssuePlan
    faces: dict[str, tuple[Face, ...]]


def write_issue(folder: Path, seed: int, kind: Kind | None = None) -> Made:
    """Write the issue of a seed anew into a folder; what was there is gone.

    Args:
        folder: of the issue.
        seed: any whole number from 0; its kind follows from it.
        kind: instead of the one that follows from the seed.
    """
    plan = plan_of(seed, kind)
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("articles", "photos"):
        (folder / name).mkdir(parents=True)
    sections = [f'  - {{id: {key}, name: "{name}", colour: {colour}}}\n' for key, name, colour in words.SECTIONS]
    _write(folder / "publication.yaml", PUBLICATION + "".join(sections))
    faces: dict[str, tuple[Face, ...]] = {}
    for story in plan.stories:
        _write(folder / "articles" / f"{name_of(story)}.yaml", _article(folder, plan, story, faces))
    entries = [f"  - {{article: {name_of(story)}, slot: {story.slot}}}" for story in plan.stories]
    sheet = ["publication: con-sao", f"number: {{in_year: {1 + seed % 52}}}", "date: 2026-11-20", "flatplan:", *entries]
    _write(folder / "issue.yaml", "\n".join(sheet) + "\n")
    made = {"seed": seed, "kind": plan.kind, "faces": faces}
    _write(folder / MADE, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    return Made(folder, plan, faces)


def name_of(story: StoryPlan) -> str:
    """Return the id of an article."""
    return f"bai-{story.number:02d}"


def _article(folder: Path, plan: IssuePlan, story: StoryPlan, faces: dict[str, tuple[Face, ...]]) -> str:
    prose = Prose(f"{plan.kind} {plan.seed} {story.number}", story.topic)
    dice = prose.dice
    title = _title(prose, story)
    lines = [f"id: {name_of(story)}", f"section: {story.topic.section}", f"title: {_quoted(title)}"]
    if story.poem:
        lines.append("form: poem")
    lines.append(f"short_title: {_quoted(prose.short_title(title))}")
    if story.slot != "brief" and not story.poem:
        lines += _opening(prose, story)
    photos = _photos(folder, prose, story, faces)
    body = _body(prose, story)
    lines += ["body: |", *("  " + line if line else "" for line in "\n\n".join(body).split("\n")), *photos]
    if story.quote:
        said, by = prose.quote()
        lines += ["quotes:", f"  - {{text: {_quoted(said)}, by: {_quoted(by)}}}"]
    if story.box:
        lines += ["boxes:", f"  - title: {_quoted(_box_title(dice))}", "    body: |"]
        lines += [f"      {line}" for line in prose.items(False)]
    return "\n".join([*lines, *_tail(prose, story)]) + "\n"


def _title(prose: Prose, story: StoryPlan) -> str:
    if story.poem:
        return "Lời ru của biển"
    return prose.formal_headline() if story.formal and story.slot != "brief" else prose.headline()


def _box_title(dice: Dice) -> str:
    return dice.pick(("Việc cần làm ngay", "Con số trong tuần", "Bà con cần biết", "Địa chỉ liên hệ"))


def _opening(prose: Prose, story: StoryPlan) -> list[str]:
    """Return kicker, subtitle, standfirst and place."""
    dice = prose.dice
    lines = []
    if dice.chance(0.3):
        kicker = dice.pick(("Học tập và làm theo Bác", "Người quanh ta", "Ghi chép", "Vấn đề hôm nay"))
        lines.append(f"kicker: {_quoted(kicker)}")
    if dice.chance(0.12):
        lines.append(f"subtitle: {_quoted(prose.subhead())}")
    if story.slot == "lead" or (story.words > 200 and dice.chance(0.6)):
        lines.append(f"lead: {_quoted(prose.paragraph(18))}")
    if dice.chance(0.6):
        lines.append(f"place: {_quoted(dice.pick(words.PLACES))}")
    return lines


def _body(prose: Prose, story: StoryPlan) -> list[str]:
    """Return paragraphs, sub-heads, lists, tables and places of photos, in order."""
    if story.poem:
        return [line.strip("\n") for line in "\n".join(prose.verses()).split("\n\n")]
    dice = prose.dice
    parts: list[str] = []
    count, since = 0, 0
    while count < story.words:
        if since > SUBHEAD_EVERY and story.words - count > 120:
            parts.append("## " + prose.subhead())
            since = 0
        wanted = min(dice.number(*PARAGRAPH), max(20, story.words - count))
        parts.append(prose.paragraph(wanted))
        length = len(parts[-1].split())
        count, since = count + length, since + length
    if story.address:
        parts[-1] += f" Toàn văn tại {prose.address(dice.chance(0.5))}."
    if story.items:
        parts.insert(dice.number(1, len(parts)), "\n".join(prose.items(dice.chance(0.4))))
    if story.table:
        parts.insert(dice.number(1, len(parts)), "\n".join(prose.table()))
    placed = [number for number in range(1, story.photos + 1) if dice.chance(PLACED)]
    for nth, number in enumerate(placed, 1):
        parts.insert(max(1, len(parts) * nth // (len(placed) + 1)), f"![[anh-{number}]]")
    return parts


def _photos(folder: Path, prose: Prose, story: StoryPlan, faces: dict[str, tuple[Face, ...]]) -> list[str]:
    lines = ["photos:"] if story.photos else []
    dice = prose.dice
    for number in range(1, story.photos + 1):
        file = f"photos/{name_of(story)}-{number}.jpg"
        drawn, data = photo(dice, f"{folder.name} {file}")
        (folder / file).write_bytes(data)
        faces[file] = drawn.faces
        lines += [f"  - id: anh-{number}", f"    file: {file}", f"    caption: {_quoted(prose.caption())}"]
        if dice.chance(0.85):
            lines.append(f"    credit: {_quoted(dice.pick(words.CREDITS))}")
        people = f"{len(drawn.faces)} người đứng cạnh nhau" if drawn.faces else "Nhà cửa và bờ nước"
        lines.append(f"    alt: {_quoted(people)}")
        if drawn.faces and dice.chance(FOCUSED):
            left, top = min(f[0] for f in drawn.faces), min(f[1] for f in drawn.faces)
            right, bottom = max(f[2] for f in drawn.faces), max(f[3] for f in drawn.faces)
            lines.append(f"    focus: [{50 * (left + right):.0f}, {50 * (top + bottom):.0f}]")
        if dice.chance(0.12):
            lines.append("    width: wide")
    return lines


def _tail(prose: Prose, story: StoryPlan) -> list[str]:
    """Return author, day, source, code and further reading."""
    dice = prose.dice
    lines = [f'published_at: "2026-11-{dice.number(13, 19)}T0{dice.number(7, 9)}:00+07:00"']
    if dice.chance(0.9):
        lines.append(f"authors: [{{name: {_quoted(dice.pick(words.CREDITS[:3]))}}}]")
    if story.poem:
        return lines
    url = prose.address(dice.chance(0.2))
    if dice.chance(0.75):
        source = dice.pick((f"Cổng thông tin {words.WARD}", "Công an phường", "Trung tâm Văn hóa – Thể thao phường"))
        lines.append(f"source: {{name: {_quoted(source)}, url: {_quoted(url)}, date: 2026-11-{dice.number(12, 19)}}}")
    if story.slot != "brief" and dice.chance(0.4):
        lines.append(f'qr: {{url: {_quoted(url)}, caption: "Đọc bài đầy đủ", short: {_quoted(url[8:40])}}}')
    if story.slot != "brief" and dice.chance(0.2):
        related = [f"  - {{title: {_quoted(prose.headline())}}}" for _ in range(dice.number(1, 3))]
        lines += ["related:", *related]
    return lines


def _quoted(text: str) -> str:
    """Return a YAML scalar in double quotes; JSON's quoting is YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
