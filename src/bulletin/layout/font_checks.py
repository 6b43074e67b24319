"""What must be true of a layout's type before and after measuring: faces, line-heights, letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from bulletin.assets.fonts.load import Face, FontSet
from bulletin.assets.fonts.rules import FACE_MISSING, FAMILY_UNKNOWN
from bulletin.errors import Finding, InputError, Rule, Severity, Text, ToolError
from bulletin.fields.roles import STYLED, kind_of
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.spec import TIGHT_LEADING, LayoutSpec, Role

STRAY_LETTER = Rule(
    "layout.missing-letter",
    Severity.ERROR,
    Text(
        "phông {face} không có “{letter}” (U+{code}, {name}) trong “{word}”",
        "{face} has no “{letter}” (U+{code}, {name}) in “{word}”",
    ),
    Text("Ký tự đó sẽ in thành ô trống", "It would print as an empty box"),
    Text(
        "Nếu chữ này nằm trong tệp .j2 của mẫu, hãy thay ở đó; nếu không, hãy chọn phông có nó trong layout.yaml",
        "If the word is in a .j2 file of the layout, replace it there; else choose a font that has it in layout.yaml",
    ),
)
"""For words of a layout's own templates, which no field holds; `preflight.letters` names the letters of fields."""

INCOMPLETE_FACE = Rule(
    "font.incomplete",
    Severity.ERROR,
    Text("phông {face} thiếu các ký tự bắt buộc: {letters}", "{face} lacks required characters: {letters}"),
    Text("Phông dùng cho bản tin phải có đủ 134 chữ cái tiếng Việt", "A bulletin needs all 134 Vietnamese letters"),
    Text("Chọn phông khác trong layout.yaml", "Choose another font in layout.yaml"),
)

_KEYS = {FAMILY_UNKNOWN.id: "family", FACE_MISSING.id: "weight"}


def check_layout_fonts(spec: LayoutSpec, fonts: FontSet) -> tuple[Face, ...]:
    """All faces that a layout uses, each once.

    Raises:
        InputError: with every finding: a face that is not there, too little leading, a letter that a face lacks.
    """
    findings: list[Finding] = []
    faces: dict[str, tuple[str, Face]] = {}
    for name, role in spec.roles.items():
        try:
            for face in _faces(name, role, fonts):
                faces.setdefault(face.postscript_name, (name, face))
                least = face.min_line_height * role.size_pt
                if role.leading_pt < least - 0.01:
                    findings.append(_tight(spec, name, role, face, least))
        except ToolError as error:
            findings += [replace(f, place=spec.files.place("roles", name, _KEYS[f.rule.id])) for f in error.findings]
    findings += [
        Finding(
            INCOMPLETE_FACE, spec.files.place("roles", name, "family"), face.family,
            {"face": face.name, "letters": face.required_missing},
        )
        for name, face in faces.values()
        if face.required_missing
    ]  # fmt: skip
    if findings:
        raise InputError(sorted(findings, key=lambda f: (f.place.line or 0, f.place.column or 0)))
    return tuple(face for _, face in faces.values())


def _faces(name: str, role: Role, fonts: FontSet) -> Iterator[Face]:
    yield fonts.face(role.family, role.weight, role.style)
    if kind_of(name) in STYLED:
        for weight in (role.weight, role.bold_weight):
            for style in ("normal", "italic"):
                yield fonts.face(role.family, weight, style)


def _tight(spec: LayoutSpec, name: str, role: Role, face: Face, least: float) -> Finding:
    values = {
        "role": name, "leading": f"{role.leading_pt:g}", "family": face.name, "minimum": f"{least:.1f}",
    }  # fmt: skip
    return Finding(TIGHT_LEADING, spec.files.place("roles", name, "leading_pt"), name, values)


def missing_letters(shaper: Shaper, printed: str) -> tuple[Finding, ...]:
    """A finding for every letter that a face was asked for and does not have.

    Args:
        shaper: remembers every word that it measured, those of earlier builds of a preview too.
        printed: all text of this build; a word that is no longer in it is no mistake any more.
    """
    return tuple(
        Finding(
            STRAY_LETTER,
            quote=word,
            values={
                "face": face.name, "letter": letter, "code": f"{ord(letter):04X}", "word": word,
                "name": unicodedata.name(letter, "–").lower(),
            },
        )
        for face, letter, word in shaper.missing()
        if word in printed
    )  # fmt: skip
