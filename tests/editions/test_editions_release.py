from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin import release as rel
from bulletin.errors import Finding, InputError, Place

SCREEN = b"%PDF-1.7 screen"
OFFICE = b"%PDF-1.7 office"
OFFICE_EDITION = rel.edition("office", "office.pdf", OFFICE, 8, standards=("PDF/A-2b",), preflight={"passed": 30})


def built(folder: Path) -> rel.Release:
    (folder / "screen.pdf").write_bytes(SCREEN)
    (folder / "office.pdf").write_bytes(OFFICE)
    finding = Finding(rel.FILE_LOST, Place(file="a.yaml", line=3), "chữ", {"edition": "x", "file": "y"})
    made = rel.Release(
        publication="do-son",
        number=19,
        number_total=None,
        date=dt.date(2024, 5, 9),
        editions=(rel.edition("screen", "screen.pdf", SCREEN, 8), OFFICE_EDITION),
        findings=(finding.as_dict(),),
        inputs=rel.fingerprints({"issue.yaml": b"so: 19", "articles/lễ-hội.yaml": b"tieu_de: x"}),
        layout={"style.css": rel.sha256(b"p{}")},
        fonts={"Probe.ttf": rel.sha256(b"font")},
        tools={"weasyprint": "70.0"},
    )
    (folder / rel.FILE_NAME).write_bytes(rel.release_bytes(made))
    return made


def test_reads_what_it_wrote(tmp_path: Path) -> None:
    made = built(tmp_path)
    read = rel.read_release(tmp_path)
    assert replace(read, editions=tuple(sorted(read.editions, key=lambda e: e.name))) == replace(
        made, editions=tuple(sorted(made.editions, key=lambda e: e.name))
    )
    assert rel.read_release(tmp_path / "release.json") == read
    assert rel.verify(tmp_path) == ()


def test_bytes_do_not_depend_on_the_order_of_anything(tmp_path: Path) -> None:
    made = built(tmp_path)
    turned = replace(
        made, editions=made.editions[::-1], inputs=dict(reversed(made.inputs.items())), tools=dict(made.tools)
    )
    assert rel.release_bytes(turned) == rel.release_bytes(made)


def test_file_is_readable_by_people(tmp_path: Path) -> None:
    built(tmp_path)
    text = (tmp_path / "release.json").read_text("utf-8")
    assert "lễ-hội" in text
    assert text.endswith("}\n")
    assert json.loads(text)["editions"]["screen"] == {
        "bytes": len(SCREEN), "file": "screen.pdf", "pages": 8, "sha256": rel.sha256(SCREEN),
        "standards": [], "preflight": {}, "validated": [], "made_for": {},
    }  # fmt: skip
    assert str(tmp_path) not in text


@pytest.mark.parametrize("name", ["/home/x/a.yaml", "C:\\x\\a.yaml"])
def test_absolute_paths_never_enter(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        rel.release_bytes(replace(built(tmp_path), inputs={name: "0"}))


def rules_of(folder: Path) -> list[str]:
    return [finding.rule.id for finding in rel.verify(folder)]


def test_changed_and_lost_editions_are_found(tmp_path: Path) -> None:
    built(tmp_path)
    (tmp_path / "screen.pdf").write_bytes(SCREEN + b" ")
    assert rules_of(tmp_path) == ["release.file-changed"]
    (tmp_path / "screen.pdf").unlink()
    assert rules_of(tmp_path) == ["release.file-lost"]


def test_what_the_new_release_lacks_is_withdrawn_unless_somebody_touched_it(tmp_path: Path) -> None:
    made = built(tmp_path)
    only_screen = replace(made, editions=made.editions[:1])
    assert rel.withdrawn(tmp_path, only_screen) == (tmp_path / "office.pdf",)
    assert rel.withdrawn(tmp_path, made) == ()
    (tmp_path / "office.pdf").write_bytes(b"signed by hand")
    assert rel.withdrawn(tmp_path, only_screen) == ()
    (tmp_path / "release.json").write_text("{}", "utf-8")
    assert rel.withdrawn(tmp_path, only_screen) == ()


def test_releases_from_before_the_print_editions_are_read(tmp_path: Path) -> None:
    built(tmp_path)
    file = tmp_path / "release.json"
    value = json.loads(file.read_text("utf-8"))
    for entry in value["editions"].values():
        del entry["standards"], entry["preflight"], entry["validated"], entry["made_for"]
    file.write_text(json.dumps(value), "utf-8")
    assert {e.standards for e in rel.read_release(tmp_path).editions} == {()}


def test_no_release_file(tmp_path: Path) -> None:
    assert rules_of(tmp_path) == ["release.absent"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"schema": "bulletin/release@1"', '"schema": "bulletin/release@9"'),
        ('"number": 19', '"number": "19"'),
        ('"number": 19', '"number": true'),
        ('"date": "2024-05-09"', '"date": "hôm qua"'),
        ('"file": "screen.pdf"', '"file": "../screen.pdf"'),
        ('"file": "screen.pdf"', '"file": "..\\\\screen.pdf"'),
        ('"pages": 8', '"page": 8'),
        ("{", "["),
    ],
)
def test_damaged_release_is_refused_with_a_finding(tmp_path: Path, old: str, new: str) -> None:
    built(tmp_path)
    file = tmp_path / "release.json"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert rules_of(tmp_path) == ["release.broken"]
    with pytest.raises(InputError):
        rel.read_release(tmp_path)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "release.json").write_bytes(b"\xff\xfe\x00{")
    assert rules_of(tmp_path) == ["release.broken"]


def test_texts_of_rules_fill_in_both_languages() -> None:
    for rule in (rel.ABSENT, rel.BROKEN, rel.FILE_LOST, rel.FILE_CHANGED):
        finding = Finding(rule, values={"file": "f", "edition": "e", "reason": "r"})
        assert finding.what("vi")
        assert finding.what("en") not in ("", finding.what("vi"))
