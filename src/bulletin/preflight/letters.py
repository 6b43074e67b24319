"""Which typed letters no page can show, before anything is laid out.

The same rule serves `check` and `build`: a letter must be in every face that the layout may set its field in. The plan
decides later whether a head runs over two columns or three, each perhaps in its own face; whether an issue can be
printed must not depend on that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from bulletin.assets.font_coverage import Coverage, FaceKey, coverage_of
from bulletin.datafiles import find, read_yaml
from bulletin.errors import Finding
from bulletin.model import Issue
from bulletin.preflight.printed import Printed, printed_texts
from bulletin.text.ignorable import is_ignorable
from bulletin.text.letter_rules import MISSING_LETTER
from bulletin.text.spots import Spots
from bulletin.text.typed import field_name

_LINES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class RoleFace:
    """The faces of a role, as far as the letters matter."""

    family: str
    weight: int = 400
    style: str = "normal"
    bold_weight: int = 700

    def face(self, bold: bool, italic: bool) -> FaceKey:
        """The face of a span; italics inside of an italic role are upright."""
        style = "italic" if italic != (self.style == "italic") else "normal"
        return self.family, self.bold_weight if bold else self.weight, style


@dataclass(frozen=True, slots=True)
class LayoutFaces:
    """The roles of a layout and the number of its columns."""

    roles: Mapping[str, RoleFace]
    columns: int

    def role(self, name: str) -> RoleFace | None:
        """The role, or the nearest more general one: `headline-brief` falls back to `headline`."""
        while name not in self.roles:
            if "-" not in name:
                return None
            name = name.rsplit("-", 1)[0]
        return self.roles[name]


def check_letters(issue: Issue, cache: Path, layout: str | None = None) -> tuple[Finding, ...]:
    """A finding for every letter of a field that a face of the layout lacks.

    Args:
        issue: read and set.
        cache: the cache folder, for what is known of own fonts.
        layout: another layout than the issue's.
    """
    faces = layout_faces(issue, layout or issue.sheet.layout or issue.publication.layout)
    if faces is None:
        return ()
    texts = tuple(printed_texts(issue, faces.columns))
    seen = frozenset(char for text in texts for span in text.inline for char in span.text)
    families = {role.family for role in faces.roles.values()}
    folders = dict.fromkeys(((issue.folder / issue.publication_file).parent / "fonts", issue.folder / "fonts"))
    coverage = coverage_of(families, tuple(folders), cache)
    missing = _missing_by_face(faces, coverage, seen)
    if not any(missing.values()):
        return ()
    spots = Spots(issue)
    return tuple(finding for text in texts for finding in _of_text(text, faces, missing, coverage, spots))


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


def _missing_by_face(faces: LayoutFaces, coverage: Coverage, seen: frozenset[str]) -> dict[FaceKey, frozenset[str]]:
    """For every face that a role may ask for, which of the issue's letters it lacks."""
    missing: dict[FaceKey, frozenset[str]] = {}
    codes = frozenset(map(ord, seen))
    invisible = frozenset(ord(char) for char in seen if is_ignorable(char))
    for role in faces.roles.values():
        for key in {role.face(bold, italic) for bold in (False, True) for italic in (False, True)}:
            covered = coverage.of(*key)
            if key not in missing and covered is not None:
                # Sets first: almost every letter of almost every issue is in the face.
                rest = map(chr, (codes - covered) | invisible)
                missing[key] = frozenset(char for char in rest if not shown(char, covered))
    return missing


def _of_text(
    text: Printed, faces: LayoutFaces, missing: Mapping[FaceKey, frozenset[str]], coverage: Coverage, spots: Spots
) -> Iterator[Finding]:
    """One finding for every different letter of a field, at its first place."""
    found: dict[str, list[FaceKey]] = {}
    before: dict[str, str] = {}
    for name in text.roles:
        role = faces.role(name)
        for span in text.inline if role else ():
            assert role is not None
            key = role.face(span.bold, span.italic)
            for letter in missing.get(key, frozenset()).intersection(span.text):
                if key not in found.setdefault(letter, []):
                    found[letter].append(key)
                at = span.text.index(letter)
                before.setdefault(letter, span.text[at - 1] if at else "")
    for letter, keys in found.items():
        covered = frozenset.intersection(*(coverage.of(*key) or frozenset() for key in keys))
        yield missing_letter(letter, keys, text, spots, covered, before[letter])


def missing_letter(
    letter: str, faces: Sequence[FaceKey], text: Printed, spots: Spots, covered: frozenset[int], before: str
) -> Finding:
    """The finding on a letter of a field."""
    from bulletin.text.letter_names import describe

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


# --- what a layout sets where ---------------------------------------------------------------------------------


def layout_faces(issue: Issue, name: str) -> LayoutFaces | None:
    """The roles of a layout; None for one that cannot be read, which is said elsewhere."""
    path = _layout_file(issue, name)
    try:
        data = cast("dict[str, Any]", read_yaml(path)) if path else None
        return _faces(data) if data else None
    except Exception:  # whatever a broken layout.yaml does: the stage that reads layouts names it with its line
        return None


def _layout_file(issue: Issue, name: str) -> Path | None:
    """An office's own layout, else the shipped one, in the order in which a build looks for it."""
    publication = (issue.folder / issue.publication_file).parent
    for base in dict.fromkeys((issue.folder, publication)):
        if (path := base / "layouts" / name / "layout.yaml").is_file():
            return path
    try:
        return find("layouts", f"{name}/layout.yaml")
    except FileNotFoundError:
        return None


def _faces(data: Mapping[str, Any]) -> LayoutFaces:
    names = ("family", "weight", "style", "bold_weight")
    roles = {
        str(role): RoleFace(**{key: value for key, value in facts.items() if key in names})
        for role, facts in data["roles"].items()
    }
    if "body-list" not in roles:
        roles["body-list"] = roles["body"]
    return LayoutFaces(roles, int(data["columns"]))
