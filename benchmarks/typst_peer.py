"""The same articles and photos set by Typst, beside the plain template and ours.

    python -m pip install --require-hashes -r benchmarks/requirements-typst.lock
    python -m benchmarks.typst_peer 8 [--runs N]

Typst gets what its user would write: a file with the articles in its own language, two columns, captions and QR codes.
The file is written beforehand and is not timed. Only running text, headings and photos are turned into it, so the
issues are the synthetic ones (`8`, `32`, `128`), whose articles have nothing else.

What it does not do, and ours does: the pages are not planned (no heads over several columns, no even columns, no
jumps), no proof of words, fonts, photos and codes is made, nothing is tagged by story, photos keep the pixels and the
private data of the camera, and there is one edition instead of four. Where photos are small it stays far ahead.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import issues, plain
from benchmarks.__main__ import WORK, prepare
from benchmarks.costs import Figures, cpu, machine_line, wall
from benchmarks.figures import spread, table
from benchmarks.measure import Cost, run
from benchmarks.regimes import Bench, environment

_PHOTO = re.compile(r"!\[\[([\w-]+)\]\]")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
TEMPLATE = Path(__file__).with_name("peer.typ")
MAIN = "main.typ"
SET = """
import sys, typst
main, out, root, fonts = sys.argv[1:]
typst.compile(main, output=out, root=root, font_paths=[fonts], ignore_system_fonts=True)
"""


def quoted(text: str) -> str:
    """A string of Typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def inline(text: str) -> str:
    """Running text, with what is strong in Markdown strong in Typst."""
    parts = _STRONG.split(text)
    return "".join(f"#strong({quoted(p)})" if n % 2 else f"#{quoted(p)}" for n, p in enumerate(parts) if p)


def article_of(article: Mapping[str, Any], code: str) -> str:
    """One article in the language of Typst.

    Raises:
        ValueError: it has something that is not turned into Typst.
    """
    photos = {photo["id"]: photo for photo in article.get("photos") or []}
    lines = [
        f"#kicker({quoted(article['kicker'])})",
        f"= #{quoted(article['title'])}",
        f"#lead({quoted(article['lead'])})",
    ]
    for part in re.split(r"\n{2,}", article["body"].strip()):
        found = _PHOTO.fullmatch(part.strip())
        if found:
            photo = photos[found.group(1)]
            words = quoted(f"{photo['caption']} Ảnh: {photo['credit']}")
            lines.append(f"#photo({quoted('issue/' + photo['file'])}, {words})")
        elif part.startswith("## "):
            lines.append(f"== {inline(part.removeprefix('## '))}")
        elif re.match(r"[-|>#]|\d+\. ", part):
            raise ValueError(f"{article['id']}: {part[:40]!r}")
        else:
            lines.append(inline(part))
    lines += [f"#byline({quoted(author['name'])})" for author in article["authors"]]
    source = article["source"]
    lines.append(f"#source({quoted(code)}, {quoted('Nguồn: ' + source['name'])}, {quoted(source['url'])})")
    return "\n\n".join(lines)


def write_peer(bench: Bench) -> Path:
    """Write the issue as a folder for Typst; the photos are the issue's own files."""
    import qrcode
    import yaml

    folder = bench.work / f"{bench.name}-typst"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "codes").mkdir(parents=True)
    shutil.copytree(bench.folder / "photos", folder / "issue" / "photos")
    texts = [TEMPLATE.read_text("utf-8")]
    for number, path in enumerate(sorted((bench.folder / "articles").glob("*.yaml"))):
        article = plain.english(yaml.safe_load(path.read_text("utf-8")))
        out = io.BytesIO()
        qrcode.make(article["qr"]["url"]).save(out)
        code = f"codes/{number}.png"
        (folder / code).write_bytes(out.getvalue())
        texts.append(article_of(article, code))
    (folder / MAIN).write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    return folder


def measure_peer(bench: Bench, folder: Path, fonts: Path, memory: bool = False) -> Cost:
    """Typst as a whole process."""
    out = folder / "out.pdf"
    command = [sys.executable, "-c", SET, str(folder / MAIN), str(out), str(folder), str(fonts)]
    cost, _ = run(command, environment(), issues.ROOT, memory=memory)
    return replace(cost, facts={"pdf_mb": out.stat().st_size / 1e6})


def compare(name: str, runs: int) -> str:
    """A table: Typst, the plain template and ours, with camera photos and with small ones."""
    from bulletin.assets.fonts.load import load_fonts

    whole = prepare(name, WORK)
    fonts = load_fonts(None, WORK / "fonts").folder
    rows, figures = [], Figures()
    for bench, photos in ((whole, "camera photos"), (whole.small(), "photos scaled beforehand")):
        folder = write_peer(bench)
        found: dict[str, list[Cost]] = {"Typst": [], "plain template": [], "ours, screen": []}
        bench.cold()
        for n in range(runs + 1):
            found["Typst"].append(measure_peer(bench, folder, fonts, n == 0))
            found["plain template"].append(bench.plain(n == 0))
            found["ours, screen"].append(bench.engine(n == 0))
        figures.issues[photos] = found
        for tool, costs in found.items():
            counted = costs[1:]
            rows.append((
                f"{tool}, {photos}", str(spread(map(cpu, counted))), str(spread(map(wall, counted))),
                f"{costs[0].peak_mib:.0f}", f"{costs[-1].facts['pdf_mb']:.2f}",
            ))  # fmt: skip
    heads = ("", "CPU s", "wall s", "peak MiB", "PDF MB")
    return "\n".join([table(heads, rows), machine_line(figures)])


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.typst_peer", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", choices=sorted(issues.SIZES), help="the issue")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds that count (default 3)")
    options = parser.parse_args(arguments)
    sys.stdout.write(compare(options.name, max(1, options.runs)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
