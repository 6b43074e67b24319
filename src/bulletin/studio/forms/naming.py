"""What fields, their values and their help are called in the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from bulletin.datafiles import find, read_yaml
from bulletin.lazy import pattern
from bulletin.sources.schema.shapes import FieldInfo, record_info

_NAME_ENDS = pattern(r": | \(|, |; |\Z")
_TECHNICAL = pattern(r"\.ya?ml|YAML|!\[\[|##|[a-z]_[a-z]|bulletin [a-z]|\bdòng \d|\bcột \d")
"""What an officer does not meet: file names of ours, signs of Markdown, keys, commands."""

_WINDOW = (
    (pattern(r" ?ở dòng (?:\d+|\{\w+\})(?: \(“[^”]*”\))?"), " ở chỗ khác"),
    (pattern(r"publication\.yaml, mục thuat_ngu,"), "Mục “Cách viết thống nhất” của bản tin"),
    (pattern(r"tệp mail\.yaml cạnh publication\.yaml"), "thông tin về máy chủ gửi thư"),
    (pattern(r"mail\.yaml"), "phần gửi thư"),
    (pattern(r"publication\.yaml"), "thông tin bản tin"),
    (pattern(r"issue\.yaml"), "thông tin số báo"),
    (pattern(r" ở tệp gửi thư\b"), ""),
    (pattern(r"articles/[^\s“”(),]+?\.ya?ml(?::\d+)*"), "bài khác"),
    (pattern(r"!\[\[\s*([^\[\]]*?)\s*\]\]"), r"ảnh “\1”"),
    (pattern(r" \((?:##|# đoán:|---, \*\*\*|loai: none|[a-z]+_[a-z_]+)\)"), ""),
    (pattern(r"\s*##"), ""),
    (pattern(r": \? [0-9a-f]{2}(?: [0-9a-f]{2})*"), ""),
    (pattern(r"^Thiếu trường (“[^”]*”) \(.*\) ở "), r"Chưa điền \1 ở "),
    (pattern(r"^(Chưa điền “[^”]*”) ở tệp [^.]*\."), r"\1."),
)
"""Words of files, and what the window says instead."""


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Any]:
    return cast(Mapping[str, Any], read_yaml(find("forms", "fields.yaml")))


def groups(kind: str) -> Sequence[Mapping[str, Any]]:
    """The groups of the form of one kind of file, in order: name, whether open, names of fields."""
    return cast(Sequence[Mapping[str, Any]], _names()["groups"][kind])


def colour_name(name: str) -> str:
    """What a colour of a look's palette is called in the window."""
    return str(_names()["colours"].get(name, name))


def late() -> frozenset[str]:
    """The fields that come last in their record, since the window fills them in by itself."""
    return frozenset(_names()["last"])


def label(record: type[Any], item: FieldInfo) -> str:
    """The name of a field in the window."""
    given = _names()["labels"].get(f"{record.__name__}.{item.name}")
    if given is not None:
        return str(given)
    end = _NAME_ENDS.search(item.vi)
    return item.vi[: end.start()] if end else item.vi


def path_label(record: type[Any], path: Sequence[str | int]) -> str:
    """The name in the window of the field that a path leads to, items of lists by their number."""
    words = ""
    for part in path:
        item: FieldInfo | None = next((one for one in record_info(record).fields if one.name == part), None)
        if item is not None:
            words = label(record, item)
            record = (item.shape.inner or item.shape).record or record
        elif isinstance(part, int):
            words += f" {part + 1}"
    return words


def hint(record: type[Any], item: FieldInfo) -> str:
    """One line of help below the name; empty when the name says all."""
    given = _names()["hints"].get(f"{record.__name__}.{item.name}")
    if given is not None:
        return str(given)
    rest = item.vi[len(label(record, item)) :].strip(" :,;")
    if item.shape.name in ("choice", "bool") or not item.vi.startswith(label(record, item)) or is_technical(rest):
        return ""
    rest = rest.strip("()") if rest.startswith("(") and rest.endswith(")") else rest
    return f"{rest[:1].upper()}{rest[1:]}." if rest else ""


def choices(record: type[Any], item: FieldInfo) -> list[dict[str, str]]:
    """The values of a choice with their names: those of the data file, else the first Vietnamese spelling."""
    given = _names()["choices"].get(f"{record.__name__}.{item.name}", {})
    made: list[dict[str, str]] = []
    for value in (item.shape.inner or item.shape).choices:
        spoken = (word for word, meant in item.spellings.items() if meant == value and word != value)
        name = str(given.get(value) or next(spoken, value))
        made.append({"value": value, "label": name[:1].upper() + name[1:]})
    return made


def is_technical(words: str) -> bool:
    """Whether words speak of YAML, keys, commands or file names of ours."""
    return _TECHNICAL.search(words) is not None


def window_words(text: str) -> str:
    """A sentence without file names of ours, lines and signs of Markdown."""
    for sign, words in _WINDOW:
        text = sign.sub(words, text)
    return text
