"""Imposed sheets are compared with the pages that were proved: one lost, changed or cut page is named."""

from __future__ import annotations

import io

import pikepdf
import pytest

from bulletin.editions.impose.impose import Scheme, impose
from bulletin.preflight.proofs.imposed import prove_imposed


def pages(count: int) -> bytes:
    """A5 pages, each drawing a bar of its own length."""
    with pikepdf.new() as pdf:
        for number in range(1, count + 1):
            page = pdf.add_blank_page(page_size=(419.53, 595.28))
            page.obj.Contents = pdf.make_stream(b"0 g 40 40 %d 10 re f" % (number * 20))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


SCHEMES = [
    Scheme(), Scheme(flip="long", fold_marks=True, caliper_mm=0.2), Scheme(kind="two-up"), Scheme(kind="cut-stack"),
    Scheme(insert=True),
]  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
@pytest.mark.parametrize("count", [3, 6, 8, 10])
def test_good_sheets_carry_every_page(scheme: Scheme, count: int) -> None:
    source = pages(count)
    assert prove_imposed(impose(source, scheme).pdf, source) == ()


def damaged(sheets: bytes, how: str) -> bytes:
    """The sheets with page 3 left out, changed, or pushed over the edge."""
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        for page in pdf.pages:
            content = page.obj.Contents.read_bytes()
            if b"/P3 Do" not in content:
                continue
            if how == "lost":
                page.obj.Contents.write(content.replace(b"/P3 Do", b""))
            elif how == "changed":
                page.obj.Resources.XObject["/P3"].write(b"0 g 40 40 61 10 re f")
            else:
                page.obj.Contents.write(b"1 0 0 1 300 0 cm\n" + content)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize("how", ["lost", "changed", "pushed"])
def test_a_page_that_is_lost_changed_or_pushed_off_is_named(how: str) -> None:
    source = pages(8)
    found = prove_imposed(damaged(impose(source, Scheme()).pdf, how), source)
    assert {finding.rule.id for finding in found} == {"proof.imposed"}
    assert "3" in {finding.values["page"] for finding in found}
