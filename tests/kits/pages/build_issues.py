"""Small issue folders with real photos, and ways to build them in this process or in another one."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from PIL import ExifTags, Image

from bulletin.build.recipe import build_job

GPS = (20.0, 42.0, 18.0)


def photo(path: Path, width: int = 1440, height: int = 960, *, gps: bool = False, seed: int = 1) -> Path:
    """A JPEG with some texture; with `gps` its EXIF says where it was taken, by whom and with what."""
    path.parent.mkdir(parents=True, exist_ok=True)
    r = random.Random(seed)
    small = Image.frombytes("RGB", (24, 16), r.randbytes(24 * 16 * 3))
    exif = Image.Exif()
    if gps:
        exif[ExifTags.Base.Make] = "MAYANH-BIMAT"
        exif[ExifTags.Base.Artist] = "NGUOI-CHUP-BIMAT"
        exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: GPS, 3: "E", 4: (106.0, 47.0, 2.0), 29: "2026:11:13"}
    small.resize((width, height)).save(path, quality=85, exif=exif)
    return path


PUBLICATION: dict[str, Any] = {
    "id": "ben-nuoc", "name": "Bến Nước", "publisher": "Văn phòng phường Bến Nước", "periodicity": "Hằng tuần",
    "legal_profile": "internal", "contacts": {"fanpage": "https://fb.example/ben-nuoc"},
    "sections": [{"id": "doi-song", "name": "Đời sống", "colour": "cam"}],
}  # fmt: skip
SENTENCES = (
    "Sáng sớm bà con tổ dân phố số 6 ra bến từ lúc 5 giờ, gió còn mang hơi muối.",
    "Ông Tư kể chuyện đan lưới, bọn trẻ ngồi quanh nghe mãi không chịu về.",
    "Theo Kế hoạch số 12/KH-UBND, đoạn ngõ 14 sẽ được lát lại trước ngày 20/11.",
    "Ai có gạch vụn sạch thì để dành, tổ trưởng sẽ cho xe đến chở.",
)


def body(paragraphs: int) -> str:
    """Paragraphs of three sentences, each said once."""

    def sentence(n: int, k: int) -> str:
        return f"{SENTENCES[(n + k) % 4][:-1]} ({n}.{k})."

    return "\n\n".join(" ".join(sentence(n, k) for k in range(3)) for n in range(paragraphs))


def write_issue(
    folder: Path, articles: Sequence[Mapping[str, Any]], slots: Sequence[str] = (),
    publication: Mapping[str, Any] | None = None, sheet: Mapping[str, Any] | None = None,
) -> Path:  # fmt: skip
    """The folder of an issue; photos that are named and not there are made."""
    chosen = slots or ["story"] * len(articles)
    plan = [{"article": a["id"], "slot": s, "section": "doi-song"} for a, s in zip(articles, chosen, strict=True)]
    head = {"publication": "ben-nuoc", "number": {"in_year": 18}, "date": "2026-11-20", "flatplan": plan}
    _dump(folder / "publication.yaml", {**PUBLICATION, **(publication or {})})
    _dump(folder / "issue.yaml", {**head, **(sheet or {})})
    for record in articles:
        _dump(folder / "articles" / f"{record['id']}.yaml", record)
        for shot in record.get("photos", ()):
            if not (folder / shot["file"]).exists():
                photo(folder / shot["file"])
    return folder


def _dump(path: Path, record: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(dict(record), allow_unicode=True, sort_keys=False, width=10**6), "utf-8")


def small_issue(folder: Path) -> Path:
    """A lead with photo and code, a story, a brief: two pages at most."""
    shot = {
        "id": "anh-1", "file": "photos/ben.jpg", "caption": "Bến sớm", "alt": "Thuyền về bến", "credit": "Minh Khuê",
    }  # fmt: skip
    return write_issue(
        folder,
        [
            {
                "id": "ben-som", "title": "Bến cá thức từ hai giờ sáng", "lead": "Một buổi sáng.", "body": body(5),
                "photos": [shot], "source": {"name": "Cổng thông tin phường", "url": "https://doson.example/tin/1"},
                "authors": [{"name": "Minh Khuê"}],
            },
            {"id": "ngo-14", "title": "Ngõ 14 lát lại gạch", "body": body(4)},
            {"id": "tin-den", "title": "Thêm 12 bóng đèn", "body": SENTENCES[3]},
        ],
        ["lead", "story", "brief"],
    )  # fmt: skip


def build(folder: Path, out: Path, cache: Path, *editions: str) -> dict[str, Any]:
    """The job of `bulletin build`, in this process; all editions unless some are named."""
    job = {"folder": str(folder), "out": str(out), "cache": str(cache), "layout": None}
    return build_job(job | {"choices": {"editions": list(editions)}} if editions else job)


def python(code: str, *arguments: str, cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter."""
    keep = {n: v for n, v in os.environ.items() if n not in {"TZ", "LC_ALL", "PYTHONHASHSEED", "FONTCONFIG_FILE"}}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=600, cwd=cwd, check=False,
        env={**keep, **environ},
    )  # fmt: skip


def bulletin(*arguments: str, cache: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """The command line as people call it."""
    return subprocess.run(
        [sys.executable, "-m", "bulletin", *arguments], capture_output=True, text=True, timeout=600, check=False,
        env={**os.environ, "BULLETIN_CACHE": str(cache), "BULLETIN_LANG": "vi", "NO_COLOR": "1", **environ},
    )  # fmt: skip


def release_of(out: Path) -> dict[str, Any]:
    found = json.loads((out / "release.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found
