"""The parts of a Word file and how they are joined by relations. Nothing outside the file is ever followed."""

from __future__ import annotations

import posixpath
from dataclasses import field
from functools import cached_property
from urllib.parse import unquote

from bulletin.importing import rules
from bulletin.importing.limits import refusal
from bulletin.importing.readers.context import Context
from bulletin.importing.readers.markup import Element, attr, parse_xml, tag
from bulletin.importing.readers.package import OfficePackage
from bulletin.lazy import dataclass

_KIND = "docx"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: to another part, or outside (an address, which is kept as text only)."""

    kind: str
    target: str
    external: bool


@dataclass
class WordParts:
    """A Word file by the roles of its parts."""

    package: OfficePackage
    context: Context
    _trees: dict[str, Element | None] = field(default_factory=dict)
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    @cached_property
    def main(self) -> str:
        """The name of the part with the text."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self.package:
                return relation.target
        if "word/document.xml" in self.package:
            return "word/document.xml"
        raise refusal(rules.UNREADABLE, self.context.file, kind=_KIND, reason="word/document.xml?")

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by their ids; those of the package for an empty name."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._relations[part] = {} if tree is None else dict(_read(tree, folder))
        return self._relations[part]

    def related(self, kind: str) -> tuple[str, Element] | None:
        """The part of a role (`styles`, `numbering`, `footnotes` …) beside the main one, with its tree."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and not relation.external:
                tree = self.tree(relation.target)
                if tree is not None:
                    return relation.target, tree
        return None

    def tree(self, name: str) -> Element | None:
        """The tree of a part; None when there is none of this name."""
        if name not in self._trees:
            data = self.package.get(name)
            self._trees[name] = None if not data else parse_xml(data, self.context.file, _KIND)
        return self._trees[name]


def _read(tree: Element, folder: str) -> list[tuple[str, Relation]]:
    made = []
    for element in tree:
        if tag(element) != "Relationship":
            continue
        kind = (attr(element, "Type") or "").rpartition("/")[2]
        target = attr(element, "Target") or ""
        external = attr(element, "TargetMode") == "External"
        if not external:
            joined = target if target.startswith("/") else posixpath.join("/" + folder, target)
            target = posixpath.normpath(unquote(joined)).lstrip("/")
        made.append((attr(element, "Id") or "", Relation(kind, target, external)))
    return made
