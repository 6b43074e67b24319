"""The forms of issue, publication and mail over HTTP: what they hold, what an edit in them writes, what they find."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from build_issues import write_issue
from font_kit import renamed
from PIL import Image
from studio_command import StudioCommand

from bulletin.assets.fonts.load import shipped_face

OWN = "-"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioCommand]:
    place = tmp_path_factory.mktemp("forms")
    root = place / "ban-tin"
    folder = write_issue(root / "so-18", [{"id": "ben-som", "title": "Bến cá", "body": "Một đoạn."}], ["lead"])
    (folder / "publication.yaml").rename(root / "publication.yaml")
    with StudioCommand(root, place / "cache", place / "home") as command:
        yield command


class Sheet:
    """One form as the window has it."""

    def __init__(self, studio: StudioCommand, kind: str, issue: str = OWN) -> None:
        self._studio, self._kind = studio, kind
        self._place = f"/api/{studio.names()[0]}/{issue}"
        self.read()

    def read(self) -> Any:
        answer = self._studio.ask("GET", f"{self._place}/form/{self._kind}")
        assert answer.status == 200, answer.body
        self.data = answer.json()
        return self.data

    def edit(self, number: int, *ops: Any, client: str = "", base: str | None = None) -> Any:
        said = {
            "client": client or self._kind, "number": number, "kind": self._kind, "id": "",
            "base": self.data.get("version", "") if base is None else base, "ops": list(ops),
        }  # fmt: skip
        answer = self._studio.ask("POST", f"{self._place}/edits", said)
        assert answer.status == 200, answer.body
        self.read()
        return answer.json()

    def found(self, *path: Any) -> list[str]:
        return [one["rule"] for one in self.data["findings"] if one["path"][: len(path)] == list(path)]


def change(path: list[Any], old: str | None, new: str) -> dict[str, Any]:
    return {"op": "set", "path": path, "old": old, "new": new}


def test_a_section_gets_an_id_from_its_name_and_the_file_keeps_its_words(studio: StudioCommand) -> None:
    file = studio.folder / "publication.yaml"
    before = file.read_bytes()
    sheet = Sheet(studio, "publication")
    assert {one["name"] for one in sheet.data["looks"]} >= {"tuan-tin", "ban-tin-a4", "so-tay", "tap-chi"}
    assert "do" in [one["value"] for one in sheet.data["choices"]["sections.colour"]]
    for number, name in enumerate(("Bạn đọc", "Bạn đọc"), 1):
        sheet.edit(number, {"op": "add_item", "path": ["sections"], "item": {"name": name}, "before": None})
    added = sheet.data["values"]["sections"][-2:]
    assert added == [{"id": "ban-doc", "name": "Bạn đọc"}, {"id": "ban-doc-2", "name": "Bạn đọc"}]
    sheet.edit(3, change(["sections", {"id": "ban-doc"}, "colour"], None, "xanh"))
    sheet.edit(4, {"op": "move_item", "path": ["sections"], "key": {"id": "ban-doc-2"}, "before": {"id": "ban-doc"}})
    assert [one["id"] for one in sheet.data["values"]["sections"]][-2:] == ["ban-doc-2", "ban-doc"]
    for number, key in enumerate(("ban-doc", "ban-doc-2"), 5):
        sheet.edit(number, {"op": "remove_item", "path": ["sections"], "key": {"id": key}})
    assert file.read_bytes() == before


def test_a_wrong_value_is_found_at_its_field_and_two_hands_meet_in_it(studio: StudioCommand) -> None:
    sheet = Sheet(studio, "publication")
    sheet.edit(1, change(["contacts", "email"], None, "khong phai dia chi"), client="a")
    assert sheet.found("contacts", "email") == ["schema.pattern"]
    old = sheet.data["version"]
    sheet.edit(2, change(["contacts", "email"], "khong phai dia chi", "bantin@binhhai.example"), client="a")
    assert not sheet.found("contacts")
    clash = sheet.edit(1, change(["contacts", "email"], "khong phai dia chi", "b@c.example"), client="b", base=old)
    assert [(one["mine"], one["theirs"]) for one in clash["conflicts"]] == [("b@c.example", "bantin@binhhai.example")]
    merged = sheet.edit(2, change(["contacts", "phone"], None, "0225 3000 111"), client="b", base=old)
    assert merged["merged"]
    assert not merged["conflicts"]
    journal = (studio.folder / ".bulletin/history").glob("journal-*.jsonl")
    assert "thông tin bản tin" in "".join(path.read_text("utf-8") for path in journal)


def test_the_file_of_mail_begins_in_the_window_and_never_takes_a_password(studio: StudioCommand) -> None:
    sheet = Sheet(studio, "mail")
    assert sheet.data == {"absent": True}
    assert studio.ask("POST", f"/api/{studio.names()[0]}/{OWN}/form/mail", {}).status == 200
    sheet.read()
    assert sheet.found("from_") == ["schema.missing"]
    sheet.edit(
        1, change(["from_"], None, "bantin@bennuoc.example"), change(["from_name"], None, "Bản tin Bình Hải"),
        change(["smtp", "host"], None, "smtp.bennuoc.example"), change(["smtp", "port"], None, "465"),
        change(["smtp", "security"], None, "tls"),
    )  # fmt: skip
    assert sheet.data["findings"] == []
    assert {one["value"] for one in sheet.data["choices"]["password"]} > {"keyring", "env"}
    sheet.edit(2, change(["smtp", "security"], "tls", "starttls"))
    assert sheet.found("smtp") == ["mail.port-and-security"]
    sheet.edit(3, change(["pdf"], None, "link"))
    assert "mail.link-needed" in [one["rule"] for one in sheet.data["findings"]]


def test_the_form_of_an_issue_offers_stories_and_sections(studio: StudioCommand) -> None:
    sheet = Sheet(studio, "issue", studio.names()[1])
    assert [one["label"] for one in sheet.data["choices"]["flatplan.article"]] == ["Bến cá"]
    sheet.edit(1, change(["period", "start"], None, "13/11/2026"), change(["period", "end"], None, "19/11/2026"))
    assert sheet.data["values"]["period"] == {"start": "13/11/2026", "end": "19/11/2026"}
    sheet.edit(2, {"op": "add_item", "path": ["notices"], "item": "Tiếp dân thứ Năm", "before": None})
    assert sheet.data["values"]["notices"] == ["Tiếp dân thứ Năm"]
    sheet.edit(3, change(["date"], sheet.data["values"]["date"], "mai"))
    assert sheet.found("date") == ["date.form"]


@pytest.mark.parametrize("kind", ["article", "printer", "review", "..", "layout"])
def test_no_other_file_has_such_a_form(studio: StudioCommand, kind: str) -> None:
    assert studio.ask("GET", f"/api/{studio.names()[0]}/{OWN}/form/{kind}").status == 404


def test_nothing_but_its_own_files_is_at_the_place_of_a_publication(studio: StudioCommand) -> None:
    names = studio.names()
    before = {path for path in studio.folder.rglob("*") if ".bulletin" not in path.parts}
    acts = {"acts": [{"act": "new_story", "title": "Lạc", "slot": "story", "section": None}]}
    assert studio.ask("POST", f"/api/{names[0]}/{OWN}/acts", acts).status >= 400
    assert studio.ask("GET", f"/api/{names[0]}/{OWN}/form/issue").status == 404
    assert {path for path in Path(studio.folder).rglob("*") if ".bulletin" not in path.parts} == before


# --- files ------------------------------------------------------------------------------------------------------------

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>'


def put(studio: StudioCommand, field: str, name: str, data: bytes) -> Any:
    headers = studio.headers(**{"Content-Type": "application/octet-stream", "Content-Length": str(len(data))})
    place = f"/api/{studio.names()[0]}/{OWN}/uploads/{field}/{name}"
    return studio.ask("PUT", place, data, headers)


def test_a_logo_is_looked_at_named_and_kept_once(studio: StudioCommand) -> None:
    first = put(studio, "logo", "Bi%E1%BB%83u%20tr%C6%B0ng.svg", DRAWING).json()
    assert first == {"ok": True, "findings": [], "file": "bieu-trung.svg"}
    assert put(studio, "logo", "khac.svg", DRAWING).json()["file"] == "bieu-trung.svg"
    other = put(studio, "logo", "bieu-trung.svg", DRAWING.replace(b"20 10", b"30 10")).json()
    assert other["file"] == "bieu-trung-2.svg"
    assert (studio.folder / "bieu-trung.svg").read_bytes() == DRAWING
    sheet = Sheet(studio, "publication")
    sheet.edit(1, change(["logo"], None, "bieu-trung.svg"), client="logo")
    assert not sheet.found("logo")
    picture = io.BytesIO()
    Image.new("RGB", (400, 200), "red").save(picture, "JPEG")
    assert put(studio, "logo", "anh.png", picture.getvalue()).json()["file"] == "anh.jpg", "named by what it is"
    assert not list((studio.folder / ".bulletin/incoming").iterdir())


def test_a_font_comes_into_the_folder_of_fonts(studio: StudioCommand) -> None:
    font = renamed(shipped_face("Source Sans 3", 400), "Phong Bến")
    found = put(studio, "fonts", "Phong.ttf", font).json()
    assert found["ok"], found
    assert (studio.folder / found["file"]).read_bytes() == font
    assert found["file"] == "fonts/phong.ttf"


def test_a_font_that_the_program_has_already_is_refused_as_by_a_build(studio: StudioCommand) -> None:
    found = put(studio, "fonts", "Phong-2.ttf", shipped_face("Source Sans 3", 400)).json()
    assert not found["ok"]
    assert [one["rule"] for one in found["findings"]] == ["font.own-duplicate"]
    assert not (studio.folder / "fonts" / "phong-2.ttf").exists()


@pytest.mark.parametrize(
    ("field", "name", "data"),
    [
        ("logo", "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>x</script></svg>'),
        ("logo", "a.svg", b"<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>"),
        ("logo", "a.png", b"no picture"),
        ("logo", "a.exe", DRAWING),
        ("logo", "..%2F..%2Fa.html", DRAWING),
        ("fonts", "a.ttf", b"\0\1\0\0" + b"\xff" * 500),
        ("archive", "a.svg", DRAWING),
        ("..", "a.svg", DRAWING),
    ],
)
def test_what_is_no_logo_and_no_font_is_refused(studio: StudioCommand, field: str, name: str, data: bytes) -> None:
    before = {path for path in studio.folder.rglob("*") if ".bulletin" not in path.parts}
    answer = put(studio, field, name, data)
    assert answer.status in (404, 415, 422), (answer.status, answer.body)
    assert {path for path in studio.folder.rglob("*") if ".bulletin" not in path.parts} == before
