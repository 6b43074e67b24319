"""A new bulletin and a new issue write what was answered and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from bulletin.errors import InputError
from bulletin.fields.publication import Publication
from bulletin.sources.issue import load_issue, parse
from bulletin.sources.schema.shapes import record_info
from bulletin.studio.desk.bulletins import find_bulletins
from bulletin.studio.home.new_bulletin import answers_of, create_bulletin
from bulletin.studio.home.new_issue import create_issue, proposal
from bulletin.studio.home.shelf import ShelfBulletin, as_json, shelf

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "examples" / "do-son"
TODAY = dt.date(2026, 11, 27)
ANSWERS = {
    "name": 'Làng "Vạn": số #1', "body": "UBND phường Vạn", "period": "Hằng tuần", "kind": "internal",
    "layout": "ban-tin-a4",
}  # fmt: skip


def sample(tmp_path: Path) -> Path:
    """The sample without its pictures: `publication.yaml` and `issue.yaml` are in one folder."""
    folder = tmp_path / "do-son"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("photos", "build"))
    (folder / "photos").mkdir()
    return folder


def only(root: Path) -> ShelfBulletin:
    (found,) = shelf(find_bulletins(root))
    return found


def test_a_new_bulletin_holds_the_answers_and_no_example(tmp_path: Path) -> None:
    folder = create_bulletin(tmp_path, answers_of(ANSWERS), TODAY)
    text = (folder / "publication.yaml").read_text("utf-8")
    read = parse("publication", text.encode(), "publication.yaml")
    assert isinstance(read.record, Publication)
    assert read.findings == ()
    assert (read.record.name, read.record.publisher) == (ANSWERS["name"], ANSWERS["body"])
    assert (read.record.legal_profile, read.record.circulation) == ("internal", "internal")
    live = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    placeholders = [item.example for item in record_info(Publication).fields if item.placeholder]
    assert placeholders
    assert not [line for line in live for word in placeholders if word in line]


def test_a_licensed_bulletin_gets_the_law_of_the_day_and_no_made_up_licence(tmp_path: Path) -> None:
    answers = answers_of(ANSWERS | {"kind": "licensed"})
    for today, law in ((dt.date(2026, 6, 30), "vn-2016"), (dt.date(2026, 7, 1), "vn-2026")):
        folder = create_bulletin(tmp_path, answers, today)
        record = parse("publication", (folder / "publication.yaml").read_bytes(), "").record
        assert isinstance(record, Publication)
        assert (record.legal_profile, record.licence) == (law, None)


def test_a_second_bulletin_of_that_name_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    first, second = (create_bulletin(tmp_path, answers_of(ANSWERS), TODAY) for _ in range(2))
    assert first != second
    assert len({one.id for one in shelf(find_bulletins(tmp_path))}) == 2


@pytest.mark.parametrize(
    "said", [{"name": " \n "}, {"name": "x" * 61}, {"body": None}, {"kind": "other"}, {"layout": "../x"}, {"period": 7}]
)
def test_an_answer_that_cannot_be_used_names_its_question_and_writes_nothing(tmp_path: Path, said: dict) -> None:
    with pytest.raises(InputError) as caught:
        create_bulletin(tmp_path, answers_of(ANSWERS | said), TODAY)
    assert [finding.quote for finding in caught.value.findings] == list(said)
    assert list(tmp_path.iterdir()) == []


def test_the_first_issue_of_a_new_bulletin_reads_but_for_its_stories(tmp_path: Path) -> None:
    create_bulletin(tmp_path, answers_of(ANSWERS), TODAY)
    said = proposal(only(tmp_path), TODAY)
    assert (said["number"], said["date"], said["from"]) == (1, "2026-11-27", None)
    folder = create_issue(only(tmp_path), said, TODAY)
    assert {finding.rule.id for finding in load_issue(folder).findings} == {"schema.missing"}
    assert [one.number for one in only(tmp_path).issues] == [1]


def test_the_next_issue_counts_and_takes_over_what_stays(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    sheet = folder / "issue.yaml"
    sheet.write_text(sheet.read_text("utf-8") + 'thong_bao: ["Tiếp dân thứ Năm", "Lịch cúp điện"]\n', "utf-8")
    bulletin = only(folder)
    said = proposal(bulletin, TODAY)
    assert (said["number"], said["total"], said["date"], said["pages"]) == (47, 73, "2026-11-27", 8)
    assert said["period"] == {"start": "2026-11-20", "end": "2026-11-26"}
    made = create_issue(bulletin, said | {"notices": ["Tiếp dân thứ Năm", "never said"]}, TODAY)
    values = load_issue(made)
    assert values.issue is None  # no stories yet
    text = (made / "issue.yaml").read_text("utf-8")
    assert "Tiếp dân thứ Năm" in text
    assert "never said" not in text
    assert "Công ty Cổ phần In Vọng Hải" in text
    assert "19/11/2026" not in [line.partition("#")[0].strip() for line in text.splitlines()]
    again = proposal(only(folder), TODAY)
    assert (again["number"], again["total"], again["date"]) == (48, 74, "2026-12-04")


def test_unfinished_stories_move_over_with_their_weight_and_the_last_issue_stays(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    article = folder / "articles" / "luoi-ma.yaml"
    article.write_text(article.read_text("utf-8").replace("status: approved", "status: draft"), "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    bulletin = only(folder)
    assert [one["id"] for one in proposal(bulletin, TODAY)["unfinished"]] == ["luoi-ma"]
    made = create_issue(bulletin, proposal(bulletin, TODAY) | {"stories": ["luoi-ma", "../../x"]}, TODAY)
    assert [path.name for path in (made / "articles").iterdir()] == ["luoi-ma.yaml"]
    assert (made / "articles" / "luoi-ma.yaml").read_bytes() == article.read_bytes()
    assert before == {path: path.read_bytes() for path in before}


@pytest.mark.parametrize(
    "said",
    [
        {"number": 0}, {"number": "mười"}, {"number": True}, {"date": "2026-02-30"}, {"date": None},
        {"period": {"start": "2026-11-20", "end": "2026-11-13"}},
    ],
)  # fmt: skip
def test_a_number_or_day_that_cannot_be_used_is_said_and_nothing_is_written(tmp_path: Path, said: dict) -> None:
    bulletin = only(sample(tmp_path))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError):
        create_issue(bulletin, proposal(bulletin, TODAY) | said, TODAY)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_issue_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    bulletin = only(sample(tmp_path))
    with pytest.raises(InputError) as caught:
        create_issue(bulletin, {"number": 46, "date": "2026-11-20"}, TODAY)
    assert [finding.rule.id for finding in caught.value.findings] == ["studio.issue-there"]


def test_the_shelf_knows_folders_by_ids_that_stay_and_tell_no_path(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    create_bulletin(tmp_path, answers_of(ANSWERS), TODAY)
    once, twice = (as_json(shelf(find_bulletins(tmp_path))) for _ in range(2))
    assert once == twice
    assert [one["name"] for one in once["bulletins"]] == ["Đồ Sơn", ANSWERS["name"]]
    assert str(tmp_path) not in json.dumps(once)
    assert as_json(shelf(find_bulletins(folder)))["bulletins"] == once["bulletins"][:1]


def test_a_file_that_does_not_read_is_shown_with_what_does(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    sheet = folder / "issue.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("date: 2026-11-20", "date: mai"), "utf-8")
    (issue,) = only(folder).issues
    assert (issue.number, issue.date) == (46, None)
    sheet.write_bytes(b"\xff\xfe\x00: [")
    (issue,) = only(folder).issues
    assert issue.number is None


def test_an_approval_that_was_typed_is_not_called_signed(tmp_path: Path) -> None:
    sheet = sample(tmp_path) / "issue.yaml"
    typed = sheet.read_text("utf-8")

    def state() -> str:
        (bulletin,) = as_json((only(tmp_path),))["bulletins"]
        return str(bulletin["issues"][0]["state"])

    assert "digest" not in typed
    assert state() == "approved"
    sheet.write_text(typed.replace('T10:30+07:00"}', f'T10:30+07:00", digest: {"0" * 64}}}'), "utf-8")
    assert state() == "signed"
    sheet.write_text(typed.partition("approved:")[0], "utf-8")
    assert state() == "making"
