"""What a developer would write without this project: YAML, Jinja2, two CSS columns, WeasyPrint, photos as they are.

    python -m benchmarks.plain FOLDER OUT.pdf

A whole process from YAML to PDF; its seconds by stage go to stdout as JSON. It is meant to be decent, not clever: the
same fonts as we use (the variable files of the same packages by `@font-face`), figures where the text names them,
captions, page numbers, a source line with a QR code in a flex row.
"""

from __future__ import annotations

import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FONTS = (
    ("Source Serif 4", "normal", "200 900", "fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf"),
    ("Source Serif 4", "italic", "200 900", "fontpkg_source_serif_4", "files/SourceSerif4-Italic[opsz,wght].ttf"),
    ("Source Sans 3", "normal", "200 900", "fontpkg_source_sans_3", "files/SourceSans3[wght].ttf"),
    ("Source Sans 3", "italic", "200 900", "fontpkg_source_sans_3", "files/SourceSans3-Italic[wght].ttf"),
    ("Archivo Narrow", "normal", "400 700", "fontpkg_archivo_narrow", "files/ArchivoNarrow[wght].ttf"),
)  # fmt: skip
# The sample shows that keys may be Vietnamese; the plain template gets the same articles.
ENGLISH = {
    "ma": "id", "tieu_de": "title", "tit_tren": "kicker", "sapo": "lead", "dia_diem": "place", "tac_gia": "authors",
    "ten": "name", "noi_dung": "body", "anh": "photos", "tep": "file", "chu_thich": "caption", "nguoi_chup": "credit",
    "trich_dan": "quotes", "loi": "text", "hop_tin": "boxes", "nguon": "source", "ma_qr": "qr", "dia_chi": "url",
    "ngay": "date",
}  # fmt: skip
_PHOTO = re.compile(r"!\[\[([\w-]+)\]\]")


def font_faces() -> list[dict[str, str]]:
    """`@font-face` values of the variable files."""
    faces = []
    for family, style, weight, module, file in FONTS:
        spec = find_spec(module)
        assert spec is not None
        assert spec.submodule_search_locations
        path = Path(spec.submodule_search_locations[0]) / file
        faces.append({"family": family, "style": style, "weight": weight, "url": path.as_uri()})
    return faces


def english(value: Any) -> Any:
    """Read data with its Vietnamese keys turned into English ones."""
    if isinstance(value, list):
        return [english(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {_key(key): english(item) for key, item in value.items()}


def _key(key: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", key.lower()) if not unicodedata.combining(c))
    name = bare.replace("đ", "d").replace(" ", "_")
    return ENGLISH.get(name, name)


def publication_of(folder: Path) -> dict[str, Any]:
    import yaml

    near = next(p / "publication.yaml" for p in (folder, *folder.parents) if (p / "publication.yaml").exists())
    found: dict[str, Any] = yaml.safe_load(near.read_text("utf-8"))
    return found


def html_of(folder: Path) -> str:
    """The whole issue as one HTML page."""
    import jinja2
    import markdown_it
    import yaml
    from markupsafe import Markup

    render = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").render

    def markdown(text: str) -> Markup:
        return Markup(render(text))

    def read(path: Path) -> dict[str, Any]:
        found: dict[str, Any] = english(yaml.safe_load(path.read_text("utf-8")))
        return found

    issue = read(folder / "issue.yaml")
    by_id = {article["id"]: article for article in map(read, sorted((folder / "articles").glob("*.yaml")))}
    articles = []
    for entry in issue["flatplan"]:
        article = by_id[entry["article"]]
        photos = {photo["id"]: photo for photo in article.get("photos") or []}
        body = _PHOTO.sub(_figure(folder, photos), article["body"]).replace("## ", "### ")
        articles.append({**article, "html": markdown(body), "code": _code(article)})
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True)
    return environment.get_template("plain.html.j2").render(
        publication=publication_of(folder), issue=issue, articles=articles, fonts=font_faces(), markdown=markdown
    )


def _figure(folder: Path, photos: dict[str, Any]) -> Callable[[re.Match[str]], str]:
    def figure(found: re.Match[str]) -> str:
        photo = photos[found.group(1)]
        address = (folder / photo["file"]).resolve().as_uri()
        words = escape(f"{photo['caption']} Ảnh: {photo.get('credit') or ''}")
        return f'<figure><img src="{address}" alt=""><figcaption>{words}</figcaption></figure>'

    return figure


def _code(article: dict[str, Any]) -> str:
    """A QR code as a PNG in a data address."""
    url = (article.get("qr") or article.get("source") or {}).get("url")
    if not url:
        return ""
    import base64
    import io

    import qrcode

    out = io.BytesIO()
    qrcode.make(url).save(out)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def main(arguments: list[str]) -> int:
    """The command line."""
    folder, out = Path(arguments[0]), Path(arguments[1])
    stages: dict[str, dict[str, float]] = {}
    clock = time.perf_counter(), time.process_time()

    def stage(name: str) -> None:
        nonlocal clock
        now = time.perf_counter(), time.process_time()
        stages[name] = {"wall": now[0] - clock[0], "cpu": now[1] - clock[1]}
        clock = now

    html = html_of(folder)
    stage("template")
    import weasyprint

    stage("import")
    document = weasyprint.HTML(string=html, base_url=str(folder)).render()
    stage("layout")
    document.write_pdf(out)
    stage("write")
    sys.stdout.write(json.dumps({"pages": len(document.pages), "stages": stages}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
