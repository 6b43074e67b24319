"""`bulletin new`, `schema` and `layouts`: what one needs before there is an issue to build."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import click

from bulletin.cli import options
from bulletin.cli.help import Command
from bulletin.cli.settings import Both, Settings, emit_json, shown
from bulletin.errors import InputError
from bulletin.runtime import paths

Kind = Literal["publication", "issue", "article", "printer", "layout", "mail"]
_KINDS = click.Choice(["publication", "issue", "article", "printer", "layout", "mail"])


@click.command(
    cls=Command,
    help=Both(
        "Tạo mẫu có chú thích: publication (ấn phẩm), issue (số báo), article (bài viết), printer (nhà in), "
        "layout (mẫu trình bày) hoặc mail (gửi thư).\n\n"
        "Ví dụ: bulletin new article "
        "so-12/articles/le-hoi.yaml. Không bao giờ ghi đè tệp đã có.",
        "Write a commented scaffold: publication, issue, article, printer, layout or mail.\n\n"
        "Example: bulletin new article "
        "so-12/articles/le-hoi.yaml. Never overwrites a file.",
    ),
)
@click.argument("kind", type=_KINDS, metavar="KIND")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@options.as_json
@click.pass_obj
def new(settings: Settings, kind: Kind, path: Path, as_json: bool) -> None:
    """Write a scaffold."""
    from bulletin.sources import next_issue, scaffold

    target = _target(kind, path.absolute())
    if kind == "issue":
        _refuse_inside(target.parent)
    if kind == "layout":
        from bulletin.sources.layouts.scaffold import write_layout

        written = write_layout(target)
    else:
        known: Mapping[str, Any] = {}
        if kind == "article":
            known = {"id": next_issue.new_article_id(target)}
        elif kind == "issue":
            known = next_issue.next_issue(target, dt.date.today())
        written = scaffold.write(kind, target, known)
    if kind == "issue":
        for name in ("articles", "photos"):
            (written.parent / name).mkdir(exist_ok=True)
    if as_json:
        emit_json({"ok": True, "kind": kind, "file": str(written)})
        return
    settings.say("Đã tạo mẫu. Hãy mở tệp sau và điền vào:", "Written. Open this file and fill it in:")
    click.echo(shown(written))


def _refuse_inside(folder: Path) -> None:
    """Raises InputError for a folder of an issue: with a sheet of its own, that issue could no longer be read."""
    from bulletin.sources.strays import issue_above

    inside = issue_above(folder)
    if inside is not None:
        raise InputError([inside])


def _target(kind: Kind, path: Path) -> Path:
    """A folder's name will do for the first kinds; articles and printers go to the folder that is theirs."""
    if kind in {"publication", "issue", "mail"}:
        return path if path.suffix in {".yaml", ".yml"} else path / f"{kind}.yaml"
    if kind == "layout":
        beside = any((path.parent / name).is_file() for name in ("publication.yaml", "issue.yaml"))
        return path.parent / "layouts" / path.name if beside else path
    if kind == "printer":
        # Only NAME.yaml is looked for, so a name with a dot in it keeps what follows the dot.
        named = path if path.suffix == ".yaml" else path.with_name(f"{path.name}.yaml")
        return named.parent / "printers" / named.name if paths.is_file(named.parent / "publication.yaml") else named
    named = path if path.suffix in {".yaml", ".yml"} else path.with_name(f"{path.name}.yaml")
    return named.parent / "articles" / named.name if paths.is_file(named.parent / "issue.yaml") else named


@click.command(
    cls=Command,
    help=Both(
        "In JSON Schema của publication, issue, article, printer, layout hoặc mail ra stdout.\n\n"
        "Trình soạn thảo dùng nó để gợi ý và báo lỗi khi gõ.",
        "Print the JSON Schema of publication, issue, article, printer, layout or mail.\n\n"
        "Editors complete and check with it while you type.",
    ),
)
@click.argument("kind", type=_KINDS, metavar="KIND")
def schema(kind: Kind) -> None:
    """Print a JSON Schema."""
    from bulletin.sources.schema.json_schema import schema as json_schema

    click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))


@click.command(cls=Command, help=Both("Liệt kê các mẫu trình bày có sẵn.", "List the layouts that are installed."))
@options.as_json
@click.pass_obj
def layouts(settings: Settings, as_json: bool) -> None:
    """List the layouts."""
    rows = list_layouts()
    if as_json:
        emit_json({"layouts": rows})
        return
    for row in rows:
        size = " × ".join(f"{side:g}" for side in row["trim_mm"] or ()) + " mm"
        click.echo(f"{row['name']:<14} {size:<14} {row['title']}: {row['about']}")
    if not rows:
        settings.say("Chưa có mẫu trình bày nào; hãy gõ: bulletin doctor", "No layouts; type: bulletin doctor")


def list_layouts() -> list[dict[str, Any]]:
    """Name, title, one line of description and trim (mm) of every folder in `layouts/` that has a `layout.yaml`."""
    from bulletin import datafiles

    rows = []
    for path in sorted(datafiles.folder("layouts").glob("*/layout.yaml")):
        facts = datafiles.read_yaml(path)  # shipped, and held to the reader of all layouts by its tests
        assert isinstance(facts, dict)
        trim = [float(side) for side in facts["trim_mm"]]
        rows.append({"name": path.parent.name, "title": facts["title"], "about": facts["about"], "trim_mm": trim})
    return rows
