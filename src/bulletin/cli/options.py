"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from bulletin.cli.help import Decorated, option
from bulletin.cli.settings import Both, UsageMistake
from bulletin.runtime import paths

as_json = option(
    "--json",
    "as_json",
    is_flag=True,
    help=Both("In kết quả dạng JSON ra stdout.", "Print the result as JSON on stdout."),
)
changes = option(
    "--changes",
    "show_changes",
    is_flag=True,
    help=Both(
        "Liệt kê mọi chỗ sẽ in khác với chữ đã gõ: tệp, dòng, cột, quy tắc.",
        "List every place that is printed otherwise than typed: file, line, column, rules.",
    ),
)
strict = option(
    "--strict", is_flag=True, help=Both("Coi cảnh báo là lỗi (mã thoát 6).", "Treat warnings as errors (exit code 6).")
)
layout = option(
    "--layout", metavar="NAME", help=Both("Dùng mẫu trình bày này thay cho mẫu đã khai.", "Use this layout instead.")
)


class PdfFile(click.ParamType[Path]):
    """A path of an existing file; its content is not checked here.

    For a folder the message shows what to type: `command` with the first file in it, or its `build`, that is `likely`.
    """

    name = "file"

    def __init__(self, command: str, likely: str) -> None:
        self._command, self._likely = command, likely

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(value))
        if paths.is_file(path):
            return path
        if paths.is_dir(path):
            near = next((file for place in (path / "build", path) for file in sorted(place.glob(self._likely))), None)
            line = f"bulletin {self._command} {near or path / '….pdf'}"
            raise UsageMistake(
                f"“{value}” là một thư mục; cần một tệp PDF. Hãy gõ: {line}",
                f"“{value}” is a folder; a PDF file is needed. Type: {line}",
            )
        raise UsageMistake(f"Không có tệp “{value}”.", f"There is no file “{value}”.")


class Editions(click.ParamType["tuple[str, ...]"]):
    """Names of editions with commas between them."""

    name = "editions"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        from bulletin.fields.outputs import EDITIONS

        names = tuple(dict.fromkeys(part.strip().lower() for part in str(value).split(",") if part.strip()))
        wrong = [name for name in names if name not in EDITIONS]
        if wrong or not names:
            known = ", ".join(EDITIONS)
            raise UsageMistake(
                f"Không có bản “{', '.join(wrong) or value}”. Các bản: {known}.",
                f"There is no edition “{', '.join(wrong) or value}”. Editions: {known}.",
            )
        return names


editions = option(
    "--editions", type=Editions(), metavar="LIST",
    help=Both(
        "Chỉ xuất các bản này, cách nhau bằng dấu phẩy: screen, press, office, record.",
        "Write only these editions, with commas between: screen, press, office, record.",
    ),
)  # fmt: skip


def out(text: Both) -> Callable[[Decorated], Decorated]:
    """`--out DIR`, described by `text`."""
    return option("--out", type=click.Path(path_type=Path), metavar="DIR", help=text)


def _not_a_folder(file: Path, typed: str, ctx: click.Context | None) -> tuple[str, str]:
    """What is said of a file where a folder is asked for, with the command for the issue that it is in."""
    vi, en = f"“{typed}” là một tệp; cần thư mục của số báo.", f"“{typed}” is a file, not a folder."
    issue = next((one for one in list(file.absolute().parents)[:2] if paths.is_file(one / "issue.yaml")), None)
    if issue is None or ctx is None or ctx.info_name is None:
        return vi, en
    command = f"bulletin {ctx.info_name} {paths.typed(issue)}"
    return f"{vi} Hãy gõ: {command}", f"{en} Type: {command}"


class Folder(click.ParamType[Path]):
    """An issue's folder; its `issue.yaml` will do too."""

    name = "folder"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(value))
        if path.name == "issue.yaml" and paths.is_file(path):
            path = path.parent
        if paths.is_dir(path):
            return path.absolute()
        if paths.exists(path):
            raise UsageMistake(*_not_a_folder(path, str(value), ctx))
        near = _neighbours(path)
        raise UsageMistake(
            f"Không có thư mục “{value}”." + (f" Có phải là “{near}”?" if near else ""),
            f"There is no folder “{value}”." + (f" Did you mean “{near}”?" if near else ""),
        )


def _neighbours(path: Path) -> Path | None:
    """The folder beside a wrong path whose name is nearest."""
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_dir()]
    except OSError:
        return None
    import difflib  # only needed when something is wrong

    found = difflib.get_close_matches(path.name, names, n=1)
    return path.parent / found[0] if found else None


folder = click.argument("folder", type=Folder(), metavar="FOLDER")
