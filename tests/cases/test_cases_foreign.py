"""PDFs of others that were called damaged, passed without being read, or lost a value, as a user checks them."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from bulletin.cli import main as cli

HERE = Path(__file__).parent
PYTHON = ("Error:", "codec", "Traceback", "<class", "None", "0x")
"""Words of Python that no message may hold."""


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path / "cache"))


def case(name: str) -> Path:
    (file,) = (HERE / name).glob("*.pdf")
    return file


def answered(command: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """Exit code and answer of a command with `--json`; no word of it is Python's."""
    code = cli.run([*command, "--json"])
    answer = json.loads(capsys.readouterr().out)
    checks = answer["report"]["checks"] if "report" in answer else [answer]
    for finding in (finding for check in checks for finding in check["findings"]):
        for text in (*finding["vi"].values(), *finding["en"].values()):
            assert not [word for word in PYTHON if word in text], text
    return code, answer


def checked(file: Path, profile: str, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """Rule → what was found, from `preflight`; every check but 2 has run, and none tripped."""
    code, answer = answered(["preflight", str(file), "--profile", profile, "--no-validators"], capsys)
    assert code == 6
    found: dict[str, list[str]] = {}
    for check in answer["report"]["checks"]:
        assert check["trace"] == []
        for finding in check["findings"]:
            found.setdefault(finding["rule"].removeprefix("preflight."), []).append(finding["en"]["what"])
    found["not run"] = [str(c["number"]) for c in answer["report"]["checks"] if c["status"] == "not-run"]
    return found


def test_05_a_filter_for_pictures_is_told_of_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = case("05-impose-jbig2-content")
    code, answer = answered(["impose", str(file), "--out", str(tmp_path / "out.pdf")], capsys)
    assert (code, [f["rule"] for f in answer["findings"]]) == (3, ["impose.broken-page"])
    found = checked(file, "office-copier", capsys)
    assert "JBIG2Decode" in found["unread"][0]
    assert not any("damaged" in text for text in found.get("syntax", ()))
    assert "18" in found["not run"], "nothing is passed that was not read"
    assert "7" not in found["not run"], "the boxes were read"


@pytest.mark.parametrize(
    ("name", "profile", "rule", "words"),
    [
        ("06-preflight-font-name-not-utf8", "office-copier", "font-embedding", "Font 黑体 (page 1): not embedded."),
        ("08-preflight-spot-name-latin1", "offset-coated", "spot", "“Màu”"),
    ],
)
def test_06_08_names_that_are_not_utf8(
    name: str, profile: str, rule: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = checked(case(name), profile, capsys)
    assert words in found[rule][0]
    assert set(found["not run"]) <= {"2"}
    assert "syntax" not in found


def test_09_a_filled_field_is_named_with_its_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = case("09-impose-form-value-lost")
    command = ["impose", str(file), "--scheme", "two-up", "--out", str(tmp_path / "out.pdf")]
    code, answer = answered(command, capsys)
    (finding,) = answer["findings"]
    assert (code, finding["rule"], finding["severity"]) == (0, "impose.annotations", "warning")
    assert "“ten” ghi “Nguyen Van A”" in finding["vi"]["what"]
    assert any("“Nguyen Van A”" in text for text in checked(file, "office", capsys)["form"])


def test_25_a_small_space_is_no_small_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert "small-text" not in checked(case("25-preflight-tiny-space"), "offset-coated", capsys)


def test_27_words_of_a_standard_encoding_are_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    found = checked(case("27-preflight-quotes-unreadable"), "offset-coated", capsys)
    assert found["small-text"][0].startswith("“four point” on page 1 is 4.0 pt")


def test_80_an_enormous_picture_is_named_and_not_decoded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packer = zlib.compressobj(9)
    head = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(500, 500)).obj
    image = pikepdf.Stream(pdf, b"")
    image.write(head + block * 3051 + packer.flush(), filter=Name.FlateDecode)
    entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 20000, "Height": 20000, "BitsPerComponent": 16,
               "ColorSpace": Name.DeviceCMYK}  # fmt: skip
    for key, value in entries.items():
        image[f"/{key}"] = value
    page.Resources = Dictionary(XObject=Dictionary(I=image))
    page.Contents = pdf.make_stream(b"q 500 0 0 500 0 0 cm /I Do Q")
    pdf.save(tmp_path / "image.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    found = checked(tmp_path / "image.pdf", "offset-coated", capsys)
    assert [text.partition(": ")[2] for text in found["too-complex"]] == [
        "a picture of 20000 × 20000 px, 16 bit is too large."
    ]
    assert {"31", "33", "34"} <= set(found["not run"])


def test_85_tiles_without_number_are_not_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    found = checked(case("85-tiling-step"), "offset-coated", capsys)
    assert "pattern" in found["too-complex"][0]
    assert {"33", "34"} <= set(found["not run"])
