"""Help and usage errors in the user's language; commands are imported only when they are called."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from bulletin.cli.settings import Both, Settings, UsageMistake
from bulletin.errors import Lang
from bulletin.lazy import dataclass, pattern
from bulletin.runtime import paths

Decorated = TypeVar("Decorated", bound=Callable[..., Any] | click.Command)
_EXTRA = pattern(r"Got unexpected extra arguments? \((.*)\)")
_HELP = Both("Hiện hướng dẫn này rồi thoát.", "Show this help and exit.")
_METAVARS = {
    "FOLDER": Both("THƯ_MỤC", "FOLDER"),
    "DIR": Both("THƯ_MỤC", "DIR"),
    "FILE": Both("TỆP", "FILE"),
    "NAME": Both("TÊN", "NAME"),
    "PATH": Both("ĐƯỜNG_DẪN", "PATH"),
    "COMMAND": Both("LỆNH", "COMMAND"),
    "N": Both("SỐ", "N"),
    "SIZE": Both("KHỔ", "SIZE"),
    "KIND": Both("LOẠI", "KIND"),
    "ADDRESS": Both("ĐỊA_CHỈ", "ADDRESS"),
    "TEXT": Both("CHỮ", "TEXT"),
    "OPTIONS": Both("TÙY_CHỌN", "OPTIONS"),
}


@dataclass(frozen=True, slots=True)
class Lazy:
    """Where a command lives, and its line in the list of commands."""

    where: str
    help: Both


class _Speaking:
    """The parts of click's help that it has no Vietnamese for."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        assert isinstance(self, click.Command)
        lang = _lang(ctx)
        words = " ".join(self.collect_usage_pieces(ctx)).split(" ")
        usage = " ".join(_metavar(word, lang) for word in words)
        formatter.write_usage(ctx.command_path, usage, prefix=Both("Cách dùng: ", "Usage: ").in_(lang))
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in in_language(self.help, lang).split("\n\n"):
                formatter.write_text(paragraph)
                formatter.write_paragraph()
        rows = [row for param in self.get_params(ctx) if (row := _option_row(param, ctx, lang))]
        if rows:
            with formatter.section(Both("Tùy chọn", "Options").in_(lang)):
                formatter.write_dl(rows)


class Option(click.Option):
    """An option that keeps both languages of its help (click would keep a plain copy of the first)."""

    def __init__(self, *args: Any, help: Both, **kwargs: Any) -> None:  # noqa: A002 - the name is the base class's
        super().__init__(*args, **kwargs)
        self.help = help


def option(*names: str, help: Both, **kwargs: Any) -> Callable[[Decorated], Decorated]:  # noqa: A002 - as above
    """`click.option` with help in both languages."""
    return click.option(*names, cls=Option, help=help, **kwargs)


class Command(_Speaking, click.Command):
    """A command with help in both languages."""


class Group(_Speaking, click.Group):
    """The program: a table of commands that are loaded when they are needed."""

    def __init__(self, *args: Any, lazy: dict[str, Lazy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = self._lazy.get(cmd_name)
        if found is None:
            return None
        module, _, name = found.where.partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self._lazy and not args[0].startswith("-"):
            mistake = no_such_command(args[0], self._lazy, ctx.command_path)
            mistake.ctx = ctx
            raise mistake
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help(ctx, formatter)
        lang = _lang(ctx)
        with formatter.section(Both("Các lệnh", "Commands").in_(lang)):
            formatter.write_dl([(name, lazy.help.in_(lang)) for name, lazy in self._lazy.items()])


def no_such_command(word: str, known: Iterable[str], program: str = "bulletin") -> UsageMistake:
    """The mistake of a word that is no command, with the nearest one; a folder means that `build` was left out."""
    names = list(known)
    import difflib  # only needed when something is wrong

    near = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.5)
    if near:
        vi, en = f" Có phải là “{program} {near[0]}”?", f" Did you mean “{program} {near[0]}”?"
    elif program == "bulletin" and paths.exists(Path(word)):
        vi, en = f" Để dựng báo, hãy gõ: bulletin build {word}", f" To build it, type: bulletin build {word}"
    else:
        vi, en = f" Các lệnh: {', '.join(names)}.", f" Commands: {', '.join(names)}."
    return UsageMistake(f"Không có lệnh “{word}”.{vi}", f"There is no command “{word}”.{en}")


def explain(error: click.UsageError, lang: Lang) -> str:
    """A usage error of click as a sentence for the user."""
    if isinstance(error, UsageMistake):
        return error.text.in_(lang)
    if isinstance(error, click.NoSuchOption):
        near = f" → {', '.join(error.possibilities)}" if error.possibilities else ""
        text = Both(f"Không có tùy chọn {error.option_name}{near}.", f"No such option {error.option_name}{near}.")
    elif isinstance(error, click.MissingParameter):
        name = _name(error.param, lang)
        text = Both(f"Còn thiếu {name}.", f"{name} is missing.")
    elif isinstance(error, click.BadParameter):
        text = _bad_value(error, _name(error.param, lang))
    elif isinstance(error, click.BadOptionUsage):
        text = Both(f"Tùy chọn {error.option_name} cần một giá trị.", error.format_message())
    elif extra := _EXTRA.match(error.format_message()):
        text = Both(
            f"Dòng lệnh thừa: {extra[1]}. Tên có dấu cách phải đặt trong ngoặc kép.",
            f"The command line has words too many: {extra[1]}. A name with blanks must be put in quotes.",
        )
    else:
        text = Both(f"Dòng lệnh chưa đúng ({error.format_message()}).", error.format_message())
    return text.in_(lang)


def in_quotes(argv: Sequence[str], lang: Lang) -> str | None:
    """The command line with quotes around words that together are the name of a file or folder; None if none are."""
    for first in range(len(argv)):
        for end in range(len(argv), first + 1, -1):
            name = " ".join(argv[first:end])
            if paths.exists(Path(name)):
                import shlex  # only needed when something is wrong

                quoted = shlex.quote(name) if set(name) & set('"$`\\!') else f'"{name}"'
                line = " ".join(("bulletin", *map(shlex.quote, argv[:first]), quoted, *map(shlex.quote, argv[end:])))
                return Both(
                    f"Tên có dấu cách phải đặt trong ngoặc kép. Hãy gõ: {line}",
                    f"A name with blanks must be put in quotes. Type: {line}",
                ).in_(lang)
    return None


def hint(error: click.UsageError, lang: Lang) -> str:
    """What to type to see how the command is used."""
    command = error.ctx.command_path if error.ctx else "bulletin"
    return Both(f"Hãy gõ “{command} --help” để xem cách dùng.", f"Type “{command} --help” to see how it is used.").in_(
        lang
    )


def in_language(text: str | None, lang: Lang) -> str:
    return text.in_(lang) if isinstance(text, Both) else (text or "")


def _bad_value(error: click.BadParameter, name: str) -> Both:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        choices = ", ".join(str(choice) for choice in kind.choices)
        return Both(f"{name} chỉ nhận: {choices}.", f"{name} takes one of: {choices}.")
    if isinstance(kind, click.IntRange):
        return Both(
            f"{name} phải là số từ {kind.min} đến {kind.max}.", f"{name} must be from {kind.min} to {kind.max}."
        )
    return Both(f"{name}: giá trị không hợp lệ.", f"{name}: {error.message}")


def _lang(ctx: click.Context) -> Lang:
    settings = ctx.find_object(Settings)
    return settings.lang if settings else "vi"


def _name(param: click.Parameter | None, lang: Lang) -> str:
    if param is None:
        return "?"
    return param.opts[-1] if isinstance(param, click.Option) else _metavar(param.human_readable_name, lang)


def _metavar(word: str, lang: Lang) -> str:
    bare = word.strip("[].")
    return word.replace(bare, _METAVARS[bare].in_(lang)) if bare in _METAVARS else word


def _option_row(param: click.Parameter, ctx: click.Context, lang: Lang) -> tuple[str, str] | None:
    record = param.get_help_record(ctx)
    if not isinstance(param, click.Option) or record is None:
        return None
    left = " ".join(_metavar(word, lang) for word in record[0].split(" "))
    text = _HELP if "--help" in param.opts else param.help
    return left, in_language(text, lang)
