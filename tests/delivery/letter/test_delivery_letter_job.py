"""The letter of a folder on the disk, made in a child: what is read, what is refused, what a template cannot do."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
from mail_issue_kit import issue_text

from bulletin.delivery.letter import job
from bulletin.delivery.letter.compose import read_mailed_issue
from bulletin.delivery.letter.job import letters_of
from bulletin.errors import BulletinError
from bulletin.issue_text import FILE_NAME, issue_text_bytes
from bulletin.release import Release, edition, read_release, release_bytes, sha256
from bulletin.runtime.limits import Limits

SETTINGS = 'from: bantin@binhhai.vn\nfrom_name: "Bản tin"\nsmtp: smtp.binhhai.vn\n'


def page() -> bytes:
    """A PDF of one page with some colour on it."""
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(538, 765))
    pdf.pages[0].Contents = pdf.make_stream(b"0.6 0.1 0.1 rg 40 600 400 100 re f")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "publication.yaml").write_text("ma: binh-hai\n")
    (tmp_path / "mail.yaml").write_text(SETTINGS, encoding="utf-8")
    built = tmp_path / "so-46" / "build"
    built.mkdir(parents=True)
    pdf, words = page(), issue_text_bytes(issue_text(3))
    (built / "screen.pdf").write_bytes(pdf)
    (built / FILE_NAME).write_bytes(words)
    (built / "release.json").write_bytes(release_bytes(Release(
        publication="binh-hai", number=46, number_total=72, date=dt.date(2026, 11, 26),
        editions=(edition("screen", "screen.pdf", pdf, 1),), files={FILE_NAME: sha256(words)},
    )))  # fmt: skip
    return tmp_path


def test_a_built_issue_becomes_a_frozen_letter(office: Path) -> None:
    letters = letters_of(office / "so-46" / "build", office)
    assert letters.link is None
    assert letters.attach is not None
    assert b"binh-hai-2026-46.pdf" in letters.attach
    assert letters == letters_of(office / "so-46" / "build", office)
    picture = read_mailed_issue(office / "so-46" / "build").picture
    assert picture is not None
    assert picture.data.startswith(b"\xff\xd8")
    assert len(picture.data) <= 120_000
    assert picture.width_px == 640
    assert 905 <= picture.height_px <= 915
    assert b"Exif" not in picture.data


def test_a_letter_with_an_address_tells_two_pdfs_apart(office: Path) -> None:
    """Early and late readers would follow the same address to different pages."""
    (office / "mail.yaml").write_text(f"{SETTINGS}pdf: link\nlink: https://binhhai.vn/{{so}}.pdf\n", encoding="utf-8")
    built = office / "so-46" / "build"
    first = letters_of(built, office)
    pdf = page() + b"% another back page\n"
    (built / "screen.pdf").write_bytes(pdf)
    release = read_release(built)
    changed = (edition("screen", "screen.pdf", pdf, 1),)
    (built / "release.json").write_bytes(release_bytes(replace(release, editions=changed)))
    second = letters_of(built, office)
    assert first.link == second.link
    assert first.to_bytes() != second.to_bytes()


@pytest.mark.parametrize("name", ["screen.pdf", FILE_NAME])
def test_a_file_that_is_not_what_was_built_is_refused(office: Path, name: str) -> None:
    file = office / "so-46" / "build" / name
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(BulletinError) as caught:
        letters_of(office / "so-46" / "build", office)
    assert caught.value.findings[0].rule.id.startswith("release.")


def test_a_template_without_end_meets_the_limit(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "LIMITS", Limits(cpu_s=4, wall_s=120, memory_mib=300))
    own = office / "layouts" / "mail"
    own.mkdir(parents=True)
    grow = "{% set a = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set a.x = a.x ~ a.x %}{% endfor %}{{ a.x }}"
    (own / "letter.txt.j2").write_text(grow)
    with pytest.raises(BulletinError) as caught:
        letters_of(office / "so-46" / "build", office)
    assert caught.value.findings[0].rule.id in {"limit.memory", "limit.cpu", "layout.template"}
