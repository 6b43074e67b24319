"""Issues to measure: the sample, and synthetic ones of about 8, 32 and 128 pages, as folders of YAML and photos."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.words import Writer

ROOT = Path(__file__).resolve().parents[1]
WORDS_AN_ARTICLE = 450
PARAGRAPHS = 7
ROLL = 80
SENSOR_NOISE = 5.0
CAMERA_QUALITY = 93
PHOTO_SUFFIXES = frozenset((".jpg", ".webp", ".png"))


@dataclass(frozen=True, slots=True)
class Size:
    """A synthetic issue; the layout gives it about `pages` pages."""

    pages: int
    articles: int
    photos: int


SIZES = {"8": Size(8, 8, 20), "32": Size(32, 32, 80), "128": Size(128, 128, 320)}

PUBLICATION = """\
id: ben-vong
label: "BẢN TIN"
name: "Bến Vọng"
tagline: "Chuyện của phường, viết cho người trong phường"
publisher: "Ủy ban nhân dân phường Bến Vọng"
periodicity: "Hằng tuần"
layout: tuan-tin
legal_profile: internal
contacts: {address: "Số 2 đường Hàng Dừa", phone: "0225 3000 222", fanpage: "https://fb.benvong.example/bantin"}
sections:
  - {id: doi-song, name: "Đời sống", colour: cam}
  - {id: kinh-te, name: "Kinh tế", colour: xanh}
"""


def quoted(text: str) -> str:
    """A YAML scalar in double quotes; JSON's quoting is YAML's."""
    return json.dumps(text, ensure_ascii=False)


def article_yaml(number: int, photos: list[str], words: int = WORDS_AN_ARTICLE) -> str:
    """One article of about so many words, with its photos spread over the paragraphs."""
    writer = Writer(f"article {number}")
    title = writer.head()
    body: list[str] = []
    for n in range(PARAGRAPHS):
        if n == PARAGRAPHS // 2:
            body.append("## " + writer.head())
        body.append(writer.paragraph(words // PARAGRAPHS - 12))
        if n < len(photos):
            body.append(f"![[anh-{n + 1}]]")
    address = f"https://benvong.example/tin/{number:04d}"
    lines = [
        f"id: bai-{number:03d}",
        f"section: {'doi-song' if number % 2 else 'kinh-te'}",
        f"kicker: {quoted(writer.pick(('Đời sống', 'Ghi chép', 'Người quanh ta', 'Việc làng')))}",
        f"title: {quoted(title)}",
        f"short_title: {quoted(' '.join(title.split()[:6]))}",
        f"lead: {quoted(writer.plain(22))}",
        'place: "Phường Bến Vọng"',
        f'published_at: "2026-11-{13 + number % 7}T09:00+07:00"',
        f"authors: [{{name: {quoted(writer.pick(('Thu Lê', 'Hải Vân', 'Minh Châu')))}}}]",
        "body: |",
        *("\n".join("  " + line if line else "" for line in ("\n\n".join(body)).split("\n")).split("\n")),
    ]
    if photos:
        lines.append("photos:")
        for n, file in enumerate(photos, 1):
            lines += [
                f"  - id: anh-{n}",
                f"    file: photos/{file}",
                f"    caption: {quoted(writer.plain(10))}",
                f"    credit: {quoted(writer.pick(('Thu Lê', 'Hải Vân', 'Minh Châu')))}",
                '    alt: "Ảnh minh họa"',
            ]
    lines += [
        f'source: {{name: "Cổng thông tin phường Bến Vọng", url: {quoted(address)}, date: 2026-11-18}}',
        f'qr: {{url: {quoted(address)}, caption: "Đọc bài đầy đủ", short: {quoted(address[8:])}}}',
    ]
    return "\n".join(lines) + "\n"


def shares(articles: int, photos: int) -> list[int]:
    """How many photos each article gets: none to four, evenly mixed, `photos` in all."""
    pattern = (3, 2, 1, 2, 4, 0, 2, 3, 1, 2)
    given = [pattern[n % len(pattern)] for n in range(articles)]
    n = 0
    while sum(given) != photos:
        step = 1 if sum(given) < photos else -1
        given[n % articles] = max(0, given[n % articles] + step)
        n += 3 if articles % 3 else 1
    return given


def write_issue(folder: Path, size: Size, roll: list[Path], words: int = WORDS_AN_ARTICLE) -> Path:
    """Write an issue folder anew; returns it."""
    _empty(folder)
    (folder / "publication.yaml").write_text(PUBLICATION, encoding="utf-8")
    entries: list[str] = []
    taken = 0
    for number, count in enumerate(shares(size.articles, size.photos)):
        names: list[str] = []
        for photo in range(taken, taken + count):
            names.append(f"anh-{photo + 1:04d}.jpg")
            _photo(roll, photo, folder / "photos" / names[-1])
        taken += count
        slot = "lead" if number == 0 else "story"
        entries.append(f"  - {{article: bai-{number:03d}, slot: {slot}}}")
        text = article_yaml(number, names, words)
        (folder / "articles" / f"bai-{number:03d}.yaml").write_text(text, encoding="utf-8")
    issue = ["publication: ben-vong", "number: {in_year: 7}", "date: 2026-11-20", "flatplan:", *entries]
    (folder / "issue.yaml").write_text("\n".join(issue) + "\n", encoding="utf-8")
    return folder


def _photo(roll: list[Path], number: int, target: Path) -> None:
    """Photo `number`: a picture of the roll; in later rounds its comment differs, so that no cache knows it."""
    source, again = roll[number % len(roll)], number // len(roll)
    if not again:
        shutil.copyfile(source, target)  # a link would be refused: photos must lie in the issue's own folder
        return
    data = source.read_bytes()
    note = f"benchmark {number}".encode()
    target.write_bytes(data[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + data[2:])


def copy_issue(source: Path, target: Path) -> Path:
    """Another folder with the same issue, without what builds wrote."""
    _empty(target)
    for path in source.rglob("*"):
        inside = path.relative_to(source)
        if path.is_dir() or inside.parts[0] == "build":
            continue
        (target / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / inside)
    return target


SMALL_PX = 700


def with_small_photos(source: Path, target: Path) -> Path:
    """The same issue with its photos scaled beforehand, so that decoding them costs next to nothing."""
    from PIL import Image, ImageOps

    copy_issue(source, target)
    for path in sorted((target / "photos").iterdir()):
        if path.suffix not in PHOTO_SUFFIXES:
            continue
        with Image.open(path) as image:
            image.draft("RGB", (2 * SMALL_PX, 2 * SMALL_PX))
            small = ImageOps.exif_transpose(image).convert("RGB")
            small.thumbnail((SMALL_PX, SMALL_PX))
        small.save(path, quality=85)
    return target


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("articles", "photos"):
        (folder / name).mkdir(parents=True)


def camera_roll(folder: Path, count: int = ROLL) -> list[Path]:
    """`count` 12-megapixel photos as cameras write them: EXIF with a position, some stored on their side.

    The project's photo studio draws them (once); a sensor's noise and a camera's finer quantisation are added here, so
    that a file has the 3 to 4 MB that cameras write and costs as much to decode.
    """
    sys.path.insert(0, str(ROOT / "tools"))
    import make_photos
    from photolab import studio

    studio_code = b"".join(path.read_bytes() for path in sorted(Path(studio.__file__).parent.glob("*.py")))
    wanted = f"{hashlib.sha256(studio_code).hexdigest()} {count} {SENSOR_NOISE} {CAMERA_QUALITY}\n"
    stamp = folder / "made-by.txt"
    names = [folder / f"IMG_{2001 + i:04d}.jpg" for i in range(count)]
    if not (stamp.exists() and stamp.read_text() == wanted and all(name.exists() for name in names)):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        names = make_photos.camera_roll(folder, count)
        for number, name in enumerate(names):
            _as_camera(name, number)
        stamp.write_text(wanted)
    return names


def _as_camera(path: Path, number: int) -> None:
    import numpy as np
    from PIL import Image

    with Image.open(path) as image:
        tags = image.info["exif"]
        pixels = np.asarray(image, np.float32)
    noise = np.random.default_rng(number).standard_normal(pixels.shape[:2], np.float32) * np.float32(SENSOR_NOISE)
    noisy = np.clip(pixels + noise[..., None], 0, 255).astype(np.uint8)
    Image.fromarray(noisy).save(path, "JPEG", quality=CAMERA_QUALITY, subsampling=2, exif=tags)


def sample(target: Path) -> Path:
    """The sample issue of the project with its photos."""
    sys.path.insert(0, str(ROOT / "tools"))
    import make_photos

    source = ROOT / "examples" / "do-son"
    make_photos.ensure(source)
    return copy_issue(source, target)


_BODY = re.compile(r"^(?:body|noi_dung|nội dung): \|\n((?:(?:  .*)?\n)+)", re.MULTILINE)
_WORD = re.compile(r"(?<= )[a-zđà-ỹ]{2,6}(?= )")


@dataclass(frozen=True, slots=True)
class Edit:
    """One word of one article changed."""

    file: str
    old: str
    new: str


def edit(folder: Path, number: int) -> Edit:
    """Change one word in the body of an article; every number finds another article and another word."""
    files = sorted((folder / "articles").glob("*.yaml"))
    path = files[(number * 5 + 2) % len(files)]
    text = path.read_text(encoding="utf-8")
    body = _BODY.search(text)
    if body is None:
        raise ValueError(f"{path}: no body")
    words = list(_WORD.finditer(body.group(1)))
    word = words[(number * 7 + 3) % len(words)]
    start = body.start(1) + word.start()
    # A word that no article has, as long as most: an edit must not find its lines in the memory of the preview.
    new = f"đổi{'abcdeghiklmnopqrstuvxy'[number % 22]}"
    path.write_text(text[:start] + new + text[start + len(word.group()) :], encoding="utf-8")
    return Edit(path.name, word.group(), new)
