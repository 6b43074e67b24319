"""From the characters of one value to a number, date, choice … or the rule that it breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from bulletin.errors import Rule
from bulletin.lazy import pattern
from bulletin.sources.folding import fold, nearest, quoted, shorten, slug
from bulletin.sources.rules import schema as rules
from bulletin.sources.schema.dates import BadDate, meant, parse_date, parse_datetime
from bulletin.sources.schema.shapes import FieldInfo, record_info

_WHOLE = pattern(r"[+-]?[0-9]{1,12}|[0-9]{1,3}(?:\.[0-9]{3}){1,3}")
_DECIMAL = pattern(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,6})?")
_PERCENT = pattern(r"([0-9]{1,4}(?:[.,][0-9]{1,4})?) ?%?")
_CONTROL = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_YES_NO = {fold(word): value for word, value in {
    "có": True, "không": False, "true": True, "false": False, "yes": True, "no": False, "đúng": True, "sai": False,
}.items()}  # fmt: skip


class BadValue(ValueError):  # noqa: N818 - a verdict on the input, turned into a finding
    """Why a value was not accepted: the rule and the values for its texts."""

    def __init__(self, rule: Rule, **values: str) -> None:
        super().__init__(rule.id)
        self.rule, self.values = rule, values


def sample(info: FieldInfo, indent: int = 0, *, one_line: bool = False) -> str:
    """What to type for a field, in Vietnamese: `tieu_de: "…"`, and for a body a second line that is indented.

    Args:
        info: the field.
        indent: spaces before its key.
        one_line: whether it is for a place between brackets, which has no second line.
    """
    shape = info.shape.inner or info.shape
    if info.shape.name == "map":
        return f"{info.key}: {{{info.example}}}"
    if shape.record is not None:
        group = sample_group(shape.record)
        return f"{info.key}: [{group}]" if info.shape.inner else f"{info.key}: {group}"
    if info.multiline and not one_line:
        return f"{info.key}: |\n{' ' * (indent + 2)}{info.example.splitlines()[0]}"
    bare = info.shape.name in ("int", "float", "date", "datetime", "choice", "bool", "pair", "numbers") or bool(
        info.pattern
    )
    return f"{info.key}: {info.example if bare else quoted(info.example or '…')}"


def sample_group(record: type[Any], file: str = "") -> str:
    """The fields that a group must have, on one line: `{ma: anh-1, tep: …}`; `file` is the file that it is about."""
    fields = record_info(record).fields
    needed = [item for item in fields if item.required]
    if all(item.multiline for item in needed):
        needed = [*fields[:1], *(item for item in needed if item is not fields[0])]
    return "{" + ", ".join(f"{item.key}: {quoted(file)}" if file and item.kind == "path"
                           else sample(item, one_line=True) for item in needed) + "}"  # fmt: skip


def text(info: FieldInfo, value: str) -> str:
    """A text within the limits of its field: length, pattern, address, no control characters."""
    control = _CONTROL.search(value)
    if control:
        raise BadValue(rules.CONTROL, code=f"U+{ord(control.group()):04X}")
    count = len(unicodedata.normalize("NFC", value))
    if info.max_length is not None and count > info.max_length:
        excess = str(count - info.max_length)
        raise BadValue(rules.TOO_LONG, count=str(count), limit=str(info.max_length), excess=excess)
    if info.pattern is not None and not re.fullmatch(info.pattern, value):
        made = slug(value)
        fits = bool(re.fullmatch(info.pattern, made))
        raise BadValue(rules.PATTERN, vi=info.vi, en=info.en, mend=f"{info.key}: {made if fits else info.example}")
    if info.kind in ("url", "printed-url"):
        _check_url(value, info)
    return value


def _check_url(value: str, info: FieldInfo) -> None:
    """Something that readers follow: an address of its own, or one that is only printed (`short`)."""
    from bulletin.sources import addresses  # only where there is one: its patterns take time to compile

    if info.kind == "printed-url":
        sign = addresses.hidden_sign(value)
        if sign is None and not re.match(r"[^/\s]*@", value):
            return
        found: addresses.Problem = ("tên máy bị che", "the name of the server is hidden", None)
        if sign is not None:
            found = f"có ký tự ẩn hoặc giả dạng ({sign})", f"it holds a hidden or disguised sign ({sign})", None
    else:
        problem = addresses.problem_of(value)
        if problem is None:
            return
        found = problem
    mend = f"{info.key}: {found[2]}" if found[2] else sample(info)
    raise BadValue(rules.URL, hint_vi=found[0], hint_en=found[1], mend=mend)


def whole(info: FieldInfo, value: str) -> int:
    """A whole number; `1.200` is twelve hundred, `010` is ten."""
    if not _WHOLE.fullmatch(value):
        first = re.match(r"\D{0,12}([0-9]{1,9})(?![0-9])", value)
        raise BadValue(rules.NOT_A_NUMBER, **({"mend": f"{info.key}: {int(first[1])}"} if first else {}))
    number = int(value.replace(".", ""))
    _check_range(info, number)
    return number


def decimal(info: FieldInfo, value: str) -> float:
    """A measure with at most one decimal sign, point or comma: `3`, `0.25`, `0,25`. It never groups thousands."""
    if not _DECIMAL.fullmatch(value):
        raise BadValue(rules.NOT_A_DECIMAL)
    number = float(value.replace(",", "."))
    _check_range(info, number)
    return number


def _check_range(info: FieldInfo, number: float) -> None:
    low, high = info.minimum, info.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise BadValue(rules.OUT_OF_RANGE, low=_bound(low), high=_bound(high))


def _bound(limit: float | None) -> str:
    return "…" if limit is None else f"{limit:.15g}"


def yes_no(info: FieldInfo, value: str) -> bool:
    """`có`, `không`, `true`, `false`, `yes`, `no`, `đúng`, `sai`."""
    if fold(value) not in _YES_NO:
        raise BadValue(rules.NOT_YES_NO)
    return _YES_NO[fold(value)]


def choice(info: FieldInfo, value: str) -> str:
    """One of the values of a `Literal`, in any of its spellings."""
    found = info.values.get(fold(value))
    if found is not None:
        return found
    begun = [name for name in info.spellings if fold(value).startswith(f"{fold(name)}_")]
    near = max(begun, key=len, default=None) or nearest(value, info.spellings) or next(iter(info.spellings))
    canonical = list(dict.fromkeys(info.spellings.values()))
    spoken = {c: [s for s, v in info.spellings.items() if v == c and s != c] for c in canonical}
    vi = ", ".join(f"{c} ({spoken[c][0]})" if spoken[c] else c for c in canonical)
    raise BadValue(rules.NOT_A_CHOICE, choices_vi=vi, choices_en=", ".join(canonical), mend=f"{info.key}: {near}")


def point(info: FieldInfo, parts: list[str]) -> tuple[float, float]:
    """Two percentages from two words, or from one that holds both: `40 60`, `40% 60%`, `40, 60`."""
    if len(parts) == 1:
        parts = re.split(r"[\s;]+|,\s+", parts[0].replace(" %", "%").strip())
        parts = [part.rstrip(",") for part in parts if part]
    matches = [_PERCENT.fullmatch(part.strip()) for part in parts]
    numbers = [float(match[1].replace(",", ".")) for match in matches if match]
    if len(numbers) != 2 or len(parts) != 2 or not all(0 <= number <= 100 for number in numbers):
        raise BadValue(rules.FOCUS)
    return numbers[0], numbers[1]


def measures(info: FieldInfo, parts: list[str]) -> tuple[float, ...]:
    """So many measures as the field has, from their words: `[190, 270]`, `190 x 270`."""
    if len(parts) != info.shape.count or not all(_DECIMAL.fullmatch(part) for part in parts):
        raise BadValue(rules.MEASURES, count=str(info.shape.count))
    numbers = tuple(float(part.replace(",", ".")) for part in parts)
    for number in numbers:
        _check_range(info, number)
    return numbers


READERS: dict[str, Callable[[FieldInfo, str], Any]] = {
    "text": text,
    "int": whole,
    "float": decimal,
    "bool": yes_no,
    "choice": choice,
    "date": lambda info, value: parse_date(value),
    "datetime": lambda info, value: parse_datetime(value),
    "pair": lambda info, value: point(info, [value]),
    "numbers": lambda info, value: measures(info, re.split(r"\s*[x×;]\s*|\s+", value)),
}


def _day_meant(info: FieldInfo, value: str, rule: Rule) -> dict[str, str]:
    """The line to type where a date was written in another way, else an example."""
    day = meant(value)
    if rule is rules.NO_SUCH_DAY:
        vi, en = (f" Nếu là tháng trước ngày sau, hãy gõ: {info.key}: {day:%d/%m/%Y}",
                  f" If the month comes first, type: {info.key}: {day:%d/%m/%Y}") if day else ("", "")  # fmt: skip
        return {"hint_vi": vi, "hint_en": en}
    example = ("Hãy gõ ngày/tháng/năm, ví dụ: ", "Type day/month/year, for example: ")
    if rule is rules.NOT_A_DATETIME:
        example = ("Hãy gõ ngày/tháng/năm giờ:phút, ví dụ: ", "Type day/month/year hour:minute, for example: ")
    if day is None:
        return {"hint_vi": example[0] + sample(info), "hint_en": example[1] + sample(info)}
    hour = re.search(r"(?<!\d)([0-9]{1,2}) ?(?:[:hg]|giờ) ?([0-9]{2})?(?!\d)", value)
    time = f" {hour[1]}:{hour[2] or '00'}" if hour and rule is rules.NOT_A_DATETIME else ""
    mend = f"{info.key}: {day:%d/%m/%Y}{time}"
    return {"hint_vi": f"Hãy gõ: {mend}", "hint_en": f"Type: {mend}", "mend": mend}


def convert(info: FieldInfo, shape: str, value: str) -> Any:
    """The typed value of one scalar; raises BadValue with everything its rule's texts need."""
    try:
        return READERS[shape](info, value if shape == "text" else value.strip())
    except BadDate as bad:
        rule, values = bad.rule, {**_day_meant(info, value, bad.rule), **bad.values}
    except BadValue as bad:
        rule, values = bad.rule, bad.values
    word = shorten(value.strip())
    raise BadValue(rule, **{"key": info.key, "word": word, "mend": sample(info), **values}) from None
