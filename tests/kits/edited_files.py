"""Generated article files: values in every way to write them, with comments, line ends and marks of every kind."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass

HOSTILE = (
    "a: b", "# x", " x", "x ", "'q'", '"q"', "NO", "010", "---", "&a", "*b", "- x", "[x]", "{y}", "a\nb", "a\n\n b",
    "x #y", "x # y", "|", ">-", "%", "@", "`", "“Dân”", '"Dân vận" khéo', "?", "!x", "a\\b", "é\u00a0x", "x:", "...",
    "D:\\anh\\new.jpg", "Tổ 5: “họp”", "it's", "''", '\\"', "a\tb", "<<", "~", "null", "=", "x, y", "2026-11-20",
)  # fmt: skip
"""Values that YAML takes for something else when they are typed as they are."""
WORDS = (
    "phường", "Đồ Sơn", "kinh tế", "xã hội", "nghành", "Bí thư", "năm", "2026", "đồng chí", "ngày", "tổ dân phố",
    "l'eau", "5'30", "a:b", "Nguyễn", "“Dân", "vận”", "khéo", "100%", "50\\50", "C#",
)  # fmt: skip
STYLES = ("plain", "plain-folded", "single", "single-folded", "double", "double-folded", "double-escaped", "|", "|-",
          "|+", "|2", ">", ">-", ">+", "mended-colon", "mended-quote", "mended-curly", "mended-sign")  # fmt: skip
RUNS = int(os.environ.get("BULLETIN_EDIT_RUNS", "150"))
"""Files a test generates; the long run has 2,000 and more."""


@dataclass(frozen=True)
class Made:
    """A file, and the paths of the values that may be edited."""

    data: bytes
    paths: tuple[tuple[str | int, ...], ...]


def made_file(seed: int) -> Made:
    """One generated file."""
    rng = random.Random(seed)
    vietnamese = rng.random() < 0.6
    lines = ["# tệp thử"] if rng.random() < 0.5 else []
    lines += ["ma: bai-thu", "trang_thai: approved", "chuyen_muc: tin"]
    style = ""
    for vi, en in (("tieu_de", "title"), ("sapo", "lead"), ("kicker", "kicker")):
        if rng.random() < 0.4:
            # Below a text after | or > an indented sign # is a word of it.
            deep = "" if style[:1] in ("|", ">") else "  # thụt vào"
            lines.append(rng.choice(["", f"# ghi chú {rng.randrange(99)}", deep]))
        style = _style(rng)
        lines += _value(rng, vi if vietnamese else en, 0, style)
    lines.append("photos:")
    for number in range(2):
        if rng.random() < 0.3:
            lines.append("  # ảnh")
        lines.append(f"  - file: photos/a{number}.jpg")
        lines += _value(rng, "caption", 4, _style(rng))
        lines.append(f"    alt: 'ảnh {number}'  # c")
    if rng.random() < 0.6:
        lines += _value(rng, "body", 0, rng.choice(["|", "|-", "|+", "|2", ">", ">-", "double"]), paragraphs=True)
    else:
        lines += ["body: |", "  Chữ một đoạn.", "", "  - mục", "    tiếp"]
    text = "\n".join(lines) + rng.choice(["", "\n", "\n\n"])
    text = text.replace("\n", rng.choice(["\n", "\n", "\r\n"]))
    data = (rng.choice(["", "", "\ufeff"]) + text).encode("utf-8")
    return Made(
        data, (("title",), ("lead",), ("kicker",), ("photos", 0, "caption"), ("photos", 1, "caption"), ("body",))
    )


def _style(rng: random.Random) -> str:
    return rng.choice(STYLES)


def _words(rng: random.Random, count: int) -> list[str]:
    return ["Chữ", *(rng.choice(WORDS) for _ in range(count)), "hết"]


def _value(rng: random.Random, key: str, indent: int, style: str, *, paragraphs: bool = False) -> list[str]:
    """The lines of one field in one way of writing."""
    pad, inner = " " * indent, " " * (indent + 2)
    comment = rng.choice(["", "  # chú thích"])
    words = _words(rng, rng.randrange(1, 9))
    half = len(words) // 2
    first, second = " ".join(words[:half]), " ".join(words[half:])
    text = f"{first} {second}"
    if style[0] in "|>":
        lines = [inner + line for line in (first, second)]
        if paragraphs or rng.random() < 0.2:
            lines += ["", inner + " ".join(_words(rng, 3))]
            if rng.random() < 0.3:
                lines.append(inner + "  thụt " + second)
        return [f"{pad}{key}: {style}{comment}", *lines, *([""] if rng.random() < 0.3 else [])]
    if style == "plain":
        return [f"{pad}{key}: {_bare(text)}{comment}"]
    if style == "plain-folded":
        return [f"{pad}{key}: {_bare(first)}", f"{inner}{_bare(second)}{comment}"]
    if style.startswith("single"):
        a, b = first.replace("'", "''"), second.replace("'", "''")
        gap = f"\n{inner}".join(("", "")) if "folded" in style else " "
        return f"{pad}{key}: '{a}{gap}{b}'{comment}".split("\n")
    if style.startswith("double"):
        a, b = (part.replace("\\", "\\\\").replace('"', '\\"') for part in (first, second))
        if style == "double-escaped":
            a, b = a.replace("ư", "\\u01B0"), b.replace("ă", "\\u0103") + "\\x21"
        gap = rng.choice([f"\n{inner}", f" \\\n{inner}"]) if "folded" in style else " "
        return f'{pad}{key}: "{a}{gap}{b}"{comment}'.split("\n")
    mended = {"mended-colon": f"Tin: {text}", "mended-quote": f'"{_bare(first)}" {_bare(second)}',
              "mended-curly": f"“{_bare(text)}”", "mended-sign": f"@{text}"}[style]  # fmt: skip
    return [f"{pad}{key}: {mended}{comment}"]


def _bare(text: str) -> str:
    return text.replace("“", "").replace("”", "").replace('"', "")
