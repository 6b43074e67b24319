"""The global options, and output: messages go to stderr, data to stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import click

from bulletin.errors import Lang, OutputError
from bulletin.lazy import dataclass

Option = Literal["--lang", "--verbose", "-v"]


class Both(str):
    """A text in both languages: as a string it is the Vietnamese one."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, vi: str, en: str) -> Both:
        text = super().__new__(cls, vi)
        text.en = en
        return text

    def in_(self, lang: Lang) -> str:
        return self.en if lang == "en" else str(self)


class UsageMistake(click.UsageError):
    """A wrong command line, with its message in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.text = Both(vi, en)


@dataclass(frozen=True, slots=True)
class Settings:
    """Global options and environment, read once at the edge and passed down as values."""

    lang: Lang = "vi"
    verbose: bool = False
    json: bool = False
    cache: Path = Path()
    colour_out: bool = False
    colour_err: bool = False
    live: bool = False

    def words(self, vi: str, en: str) -> str:
        return en if self.lang == "en" else vi

    def say(self, vi: str, en: str) -> None:
        """Print a message: one line on stderr."""
        click.echo(self.words(vi, en), err=True)

    def ready_cache(self, *, needed: bool = True) -> Path:
        """The cache folder made ready; a spare one, with a message about it, when the usual one cannot be written.

        Args:
            needed: fonts must be put into it. Otherwise a folder that cannot be written will do.

        Raises:
            OutputError: there is no folder that can be written, not even for temporary files.
        """
        from bulletin.runtime.cache import usable

        try:
            folder = usable(self.cache)
        except OutputError:
            if needed:
                raise
            return self.cache
        self.say_cache(folder)
        return folder

    def say_cache(self, folder: Path) -> None:
        """Print a message if another cache folder was used."""
        if folder != self.cache:
            self.say(
                f"Không ghi được bộ nhớ đệm {self.cache}; dùng tạm {folder}.",
                f"The cache folder {self.cache} cannot be written; using {folder} for now.",
            )


def settings_from(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """The global options, wherever they are before `--`, and the command line without them.

    Raises:
        UsageMistake: `--lang` names no language.
    """
    lang, verbose, rest = environ.get("BULLETIN_LANG", "vi"), False, list[str]()
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in {"-v", "--verbose"}:
            verbose = True
        elif word == "--lang" or word.startswith("--lang="):
            lang = next(words, "") if word == "--lang" else word.partition("=")[2]
            if lang not in {"vi", "en"}:
                raise UsageMistake(
                    f"--lang chỉ nhận vi hoặc en, không nhận “{lang}”.", f"--lang takes vi or en, not “{lang}”."
                )
        else:
            rest.append(word)
    plain = "NO_COLOR" in environ or environ.get("TERM") == "dumb"
    return Settings(
        lang="en" if lang == "en" else "vi",
        verbose=verbose,
        json="--json" in rest,
        cache=_cache(environ),
        colour_out=sys.stdout.isatty() and not plain,
        colour_err=sys.stderr.isatty() and not plain,
        live=sys.stderr.isatty() and environ.get("TERM") != "dumb",
    ), rest


def _cache(environ: Mapping[str, str]) -> Path:
    if chosen := environ.get("BULLETIN_CACHE"):
        return Path(chosen).absolute()
    from bulletin.runtime.cache import default_folder

    return default_folder()


def emit_json(value: Any) -> None:
    """Print data: one JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def shown(path: Path) -> str:
    """A path as short as it can be typed here: relative to the current folder when it is in it or near it."""
    try:
        near = os.path.relpath(path)
    except ValueError:
        return str(path)
    return near if near.count("..") <= 2 and len(near) < len(str(path)) else str(path)
