"""Which typed letters no page can show, before anything is laid out.

The same rule serves `check` and `build`: a letter must be in every face that the layout may set its field in. The plan
decides later whether a head runs over two columns or three, each perhaps in its own face; whether an issue can be
printed must not depend on that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bulletin.assets.fonts.coverage import Coverage, FaceKey, coverage_of
from bulletin.desk.printed import PrintedText, printed_texts
from bulletin.errors import Finding
from bulletin.fields.layout import Layout, Role
from bulletin.model import Issue
from bulletin.text.letters.ignorable import is_ignorable
from bulletin.text.letters.rules import MISSING_LETTER
from bulletin.text.spots import Spots
from bulletin.text.typed import field_name

_LINES_SHOWN = 6


def face_of(role: Role, bold: bool, italic: bool) -> FaceKey:
    """Return the face of a span; italics inside of an italic role are upright."""
    style = "italic" if italic != (role.style == "italic") else "normal"
    return role.family, role.bold_weight if bold else role.weight, style


def role_of(roles: Mapping[str, Role], name: str) -> Role | None:
    """Return the role, or the nearest more general one: `headline-brief` falls back to `headline`."""
    while name not in roles:
        if "-" not in name:
            return None
        name = name.rsplit("-", 1)[0]
    return roles[name]


def check_letters(issue: Issue, cache: Path, layout: Layout | None) -> tuple[Finding, ...]:
    """A finding for every letter of a field that a face of the layout lacks.

    Args:
        issue: read and set.
        cache: the cache folder, for what is known of own fonts.
        layout: the layout that was read; None for one that cannot be, which is reported elsewhere.
    """
    if layout is None:
        return ()
    words = layout.furniture.jump_heads == "words"
    texts = tuple(printed_texts(issue, layout.columns, jump_words=words))
    seen = frozenset(char for text in texts for span in text.inline for char in span.text)
    families = {role.family for role in layout.roles.values()}
    folders = dict.fromkeys(((issue.folder / issue.publication_file).parent / "fonts", issue.folder / "fonts"))
    coverage = coverage_of(families, tuple(folders), cache)
    missing = _missing_by_face(layout.roles, coverage, seen)
    if not any(missing.values()):
        return ()
    spots = Spots(issue)
    return tuple(finding for text in texts for finding in _of_text(text, layout.roles, missing, coverage, spots))


def shown(letter: str, covered: frozenset[int]) -> bool:
    """Whether a face shows a letter: it has it, or its parts (`Ḥ` from H and a dot), as HarfBuzz puts them together."""
    if is_ignorable(letter):
        return False
    if ord(letter) in covered or (unicodedata.category(letter) == "Zs" and letter != "\u1680") or letter in "\n\t":
        return True
    if letter == "\u2011":
        return 0x2010 in covered
    parts = unicodedata.decomposition(letter)
    if not parts or parts.startswith("<"):
        return False
    base, *marks = (chr(int(code, 16)) for code in parts.split())
    return shown(base, covered) and all(ord(mark) in covered for mark in marks)


def _missing_by_face(
    roles: Mapping[str, Role], coverage: Coverage, seen: frozenset[str]
) -> dict[FaceKey, frozenset[str]]:
    """For every face that a role may ask for, which of the issue's letters it lacks."""
    missing: dict[FaceKey, frozenset[str]] = {}
    codes = frozenset(map(ord, seen))
    invisible = frozenset(ord(char) for char in seen if is_ignorable(char))
    for role in roles.values():
        for key in {face_of(role, bold, italic) for bold in (False, True) for italic in (False, True)}:
            covered = coverage.of(*key)
            if key not in missing and covered is not None:
                # Sets first: almost every letter of almost every issue is in the face.
                rest = map(chr, (codes - covered) | invisible)
                missing[key] = frozenset(char for char in rest if not shown(char, covered))
    return missing


def _of_text(
    text: PrintedText,
    roles: Mapping[str, Role],
    missing: Mapping[FaceKey, frozenset[str]],
    coverage: Coverage,
    spots: Spots,
) -> Iterator[Finding]:
    """One finding for every different letter of a field, at its first place."""
    found: dict[str, list[FaceKey]] = {}
    before: dict[str, str] = {}
    for name in text.roles:
        role = role_of(roles, name)
        for span in text.inline if role else ():
            assert role is not None
            key = face_of(role, span.bold, span.italic)
            for letter in missing.get(key, frozenset()).intersection(span.text):
                if key not in found.setdefault(letter, []):
                    found[letter].append(key)
                at = span.text.index(letter)
                before.setdefault(letter, span.text[at - 1] if at else "")
    for letter, keys in found.items():
        covered = frozenset.intersection(*(coverage.of(*key) or frozenset() for key in keys))
        yield missing_letter(letter, keys, text, spots, covered, before[letter])


def missing_letter(
    letter: str, faces: Sequence[FaceKey], text: PrintedText, spots: Spots, covered: frozenset[int], before: str
) -> Finding:
    """The finding on a letter of a field."""
    from bulletin.text.letters.names import describe

    name = describe(letter, covered, before)
    places = list(spots.all(text.file, text.path, letter))
    place = places[0] if places else spots.first(text.file, text.path, letter)
    lines = list(dict.fromkeys(str(other.line) for other in places[1:]))
    more = ", ".join(lines[:_LINES_SHOWN]) + (" …" if len(lines) > _LINES_SHOWN else "")
    values = {
        "letter": letter, "code": f"{ord(letter):04X}", "name": name.name, "field": field_name(text.path),
        "kind_vi": name.kind.vi, "kind_en": name.kind.en,
        "face": ", ".join(dict.fromkeys(family for family, _weight, _style in faces)),
        "also_vi": f"; cũng ở dòng {more}" if more else "", "also_en": f"; also on line {more}" if more else "",
        "advice_vi": name.advice.vi, "advice_en": name.advice.en,
    }  # fmt: skip
    return Finding(MISSING_LETTER, place, before + letter if unicodedata.combining(letter) else letter, values)
