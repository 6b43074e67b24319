"""What was added to a file besides signatures: the updates behind a revision, compared with it object by object.

The library compares with a file that was signed before. A record as it is kept has no form at all, so the rule for the
first form is ours; all else is the library's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)

# Fields and their flags; fonts for pictures of signatures. Not among them: XFA, scripts, an order of calculation.
_FORM_KEYS = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})


def added(reader: PdfFileReader, revision: int) -> str:
    """What the updates behind a revision (from 0) do besides signing and stamping; empty for nothing."""
    result = _POLICY.review_file(reader, revision)
    return str(result)[:200] or "changed" if isinstance(result, SuspiciousModification) else ""


class _FirstFormRule(FormUpdatingRule):
    """The library's rule, and one more: a file without a form may get one that holds signatures alone."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        if "/AcroForm" in old.root:
            yield from super().apply(old, new)
            return
        if "/AcroForm" not in new.root:
            return
        form = new.root["/AcroForm"]
        if not isinstance(form, DictionaryObject) or not set(form) <= _FORM_KEYS:
            raise SuspiciousModification("a form that holds more than signatures")
        yield from _free(new.root.raw_get("/AcroForm"))
        yield from _free(form.raw_get("/Fields"))
        if "/DR" in form:
            for ref in new.collect_dependencies(form.raw_get("/DR"), since_revision=old.revision + 1):
                yield ModificationLevel.FORM_FILLING, FormUpdate(ref, field_name=None)
        context = FieldComparisonContext(field_specs=dict(_signatures(form["/Fields"])), old=old, new=new)
        for rule in self.field_rules:
            yield from rule.apply(context)


def _free(item: PdfObject) -> Iterator[tuple[ModificationLevel, FormUpdate]]:
    if isinstance(item, IndirectObject):
        yield ModificationLevel.LTA_UPDATES, FormUpdate(item.reference, field_name=None)


def _signatures(listed: PdfObject) -> Iterator[tuple[str, FieldComparisonSpec]]:
    """The fields of a first form, each of which must be a signature without fields below it."""
    if not isinstance(listed, ArrayObject):
        raise SuspiciousModification("the list of fields is none")
    names: set[str] = set()
    for item in listed:
        field = item.get_object()
        if not isinstance(item, IndirectObject) or not isinstance(field, DictionaryObject):
            raise SuspiciousModification("a field that is not an object of its own")
        name = str(field.get("/T", ""))
        if field.get("/FT") != "/Sig" or not name or name in names:
            raise SuspiciousModification(f"a field that is no signature ({name[:60]})")
        if any("/T" in kid.get_object() for kid in field.get("/Kids", ())):
            raise SuspiciousModification(f"fields below the signature {name[:60]}")
        names.add(name)
        yield name, FieldComparisonSpec("/Sig", None, item.reference, None)


_POLICY = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=_FirstFormRule([SigFieldCreationRule(), SigFieldModificationRule()]),  # type: ignore[no-untyped-call]
)
