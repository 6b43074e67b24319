"""The command line from end to end, children included: exit codes, both languages, stdout for data only."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from build_issues import bulletin, photo, release_of, small_issue, write_issue

from bulletin.errors import ExitCode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_issue(tmp_path / "so-18")


def test_build_writes_every_edition_and_says_where(folder: Path, cache: Path) -> None:
    done = bulletin("build", str(folder), cache=cache)
    assert done.returncode == ExitCode.DONE, done.stderr
    pdfs = [Path(line).resolve() for line in done.stdout.splitlines()]
    assert [path.name for path in pdfs] == ["screen.pdf", "press.pdf", "office.pdf", "record.pdf"]
    written = {path.name: path.read_bytes() for path in (folder / "build").iterdir()}
    assert set(written) == {*(path.name for path in pdfs), "preflight.html", "articles.json", "release.json"}
    for entry in release_of(folder / "build")["editions"].values():
        assert entry["sha256"] == hashlib.sha256(written[entry["file"]]).hexdigest()
    assert "Traceback" not in done.stderr
    odd = bulletin("build", str(folder), "--out", str(folder / "khác"), cache=cache, TZ="Asia/Tokyo", LC_ALL="C")
    assert odd.returncode == ExitCode.DONE, odd.stderr
    assert {path.name: path.read_bytes() for path in (folder / "khác").iterdir()} == written


def test_only_the_wanted_editions_are_written_and_old_ones_are_withdrawn(folder: Path, cache: Path) -> None:
    for names, files in (("screen,office", {"office.pdf"}), ("screen", set())):
        done = bulletin("build", str(folder), "--editions", names, cache=cache)
        assert done.returncode == ExitCode.DONE, done.stderr
        found = {path.name for path in (folder / "build").iterdir()}
        assert found == {"screen.pdf", "preflight.html", "articles.json", "release.json"} | files
    wrong = bulletin("build", str(folder), "--editions", "screen,pres", cache=cache)
    assert wrong.returncode == ExitCode.USAGE
    assert "press" in wrong.stderr


def test_the_release_says_for_whom_and_what_was_validated(folder: Path, cache: Path) -> None:
    wish = "\nban_in:\n  luu_tru: {anh_goc: có}\n  may_photo: {cach_dong: hai trang}\n"
    with (folder / "publication.yaml").open("a", encoding="utf-8") as file:
        file.write(wish)
    done = bulletin("build", str(folder), "--validate", "--marks", "crop", cache=cache)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "edition.photos-inside" in done.stderr
    made = release_of(folder / "build")["editions"]
    assert made["press"]["standards"] == ["PDF/X-4", "PDF/A-2b"]
    assert made["press"]["validated"] == ["PDF/A-2b"]
    assert made["record"]["validated"] == ["PDF/A-3a", "PDF/UA-1"]
    facts = made["press"]["made_for"]
    assert (facts["printer"], facts["condition"], facts["marks"]) == ("offset-coated", "FOGRA39", "crop")
    assert len(facts["icc_sha256"]) == len(facts["printer_sha256"]) == 64
    assert made["office"]["made_for"]["printer"] == "office-copier"
    assert made["office-two-up"]["made_for"]["scheme"] == "two-up"


def test_an_unknown_print_shop_is_named_with_those_that_are_known(folder: Path, cache: Path) -> None:
    done = bulletin("build", str(folder), "--printer", "nha-in-la", cache=cache)
    assert done.returncode == ExitCode.BAD_INPUT
    assert "offset-coated" in done.stderr
    assert not (folder / "build").exists()


def test_json_is_one_document(folder: Path, cache: Path) -> None:
    done = bulletin("build", str(folder), "--json", cache=cache)
    found = json.loads(done.stdout)
    assert (found["ok"], found["exit_code"], done.returncode) == (True, 0, 0)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_missing_photo_is_told_in_both_languages(folder: Path, cache: Path, lang: str) -> None:
    (folder / "photos" / "ben.jpg").unlink()
    for command in ("check", "build"):
        done = bulletin(command, str(folder), "--lang", lang, cache=cache)
        assert done.returncode == ExitCode.BAD_INPUT
        said = done.stderr + done.stdout
        assert "ben.jpg" in said
        assert "articles/ben-som.yaml:" in said
        assert ("Không" in said) == (lang == "vi")
        assert "Traceback" not in said
    assert not (folder / "build").exists()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_poor_photo_is_told_in_both_languages(tmp_path: Path, cache: Path, lang: str) -> None:
    shot = {"id": "anh-1", "file": "photos/nho.jpg", "caption": "Ảnh nhỏ", "alt": "Ảnh", "width": "column"}
    folder = tmp_path / "so-18"
    photo(folder / "photos" / "nho.jpg", 260, 174)
    write_issue(folder, [{"id": "mot", "title": "Một", "body": "Bà con ra bến từ sớm. " * 12, "photos": [shot]}])
    strict = bulletin("build", str(folder), "--lang", lang, "--editions", "screen", "--strict", cache=cache)
    assert strict.returncode == ExitCode.REFUSED
    assert "nho.jpg" in strict.stderr
    assert not (folder / "build").exists()
    if lang == "en":
        return  # the same files as in Vietnamese
    done = bulletin("build", str(folder), "--lang", lang, cache=cache)
    assert done.returncode == ExitCode.REFUSED, done.stderr
    assert "nho.jpg" in done.stderr
    assert "preflight.resolution" in done.stderr
    # Too coarse for the press, good enough to read: only the press edition is withheld.
    assert {p.name for p in (folder / "build").glob("*.pdf")} == {"screen.pdf", "office.pdf", "record.pdf"}
    screen = bulletin("build", str(folder), "--lang", lang, "--editions", "screen", cache=cache)
    assert screen.returncode == ExitCode.DONE, screen.stderr


def test_control_characters_never_reach_the_terminal(tmp_path: Path, cache: Path) -> None:
    bad = "đỏ \x1b[31m\x1b]0;x\x07 \u202eabc"
    folder = write_issue(tmp_path / "so", [{"id": "mot", "title": bad, "body": bad, f"k{bad}": bad}])
    for lang in ("vi", "en"):
        done = bulletin("check", str(folder), "--lang", lang, cache=cache)
        assert done.returncode == ExitCode.BAD_INPUT
        assert not set(done.stdout + done.stderr) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build",), ExitCode.USAGE),
        (("build", "--nonsense", "."), ExitCode.USAGE),
        (("build", "none-here"), None),
        (("build", "{folder}", "--layout", "khong-co"), None),
    ],
)
def test_wrong_commands_end_with_a_code_and_a_sentence(
    folder: Path, cache: Path, arguments: tuple[str, ...], code: ExitCode | None
) -> None:
    done = bulletin(*(a.replace("{folder}", str(folder)) for a in arguments), cache=cache)
    assert done.returncode == code if code is not None else done.returncode not in {0, ExitCode.BUG}
    assert done.stdout == ""
    assert len(done.stderr) > 20
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written(folder: Path, cache: Path) -> None:
    (folder / "build").write_text("a file in the way", "utf-8")
    done = bulletin("build", str(folder), cache=cache)
    assert done.returncode == ExitCode.CANNOT_WRITE
    assert "Traceback" not in done.stderr
    assert (folder / "build").read_text("utf-8") == "a file in the way"


def test_proof_writes_a_picture_of_each_page(folder: Path, cache: Path, tmp_path: Path) -> None:
    done = bulletin("proof", str(folder), "--out", str(tmp_path / "ảnh"), "--ppi", "40", cache=cache)
    assert done.returncode == ExitCode.DONE, done.stderr
    files = sorted((tmp_path / "ảnh").iterdir())
    assert [Path(line).resolve() for line in done.stdout.split("\n")[:-1]] == files
    assert all(f.read_bytes().startswith(b"\x89PNG") for f in files)
