from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bulletin.datafiles import find
from bulletin.desk import legal_checks as copy
from bulletin.desk.legal_checks import check_copy
from bulletin.desk.legal_profile import profile
from bulletin.errors import Place
from bulletin.model import Issue, IssueSheet, Licence, Number, Person, Placement, PrintRun, Publication

DATE = dt.date(2026, 11, 20)
LICENCE = Licence(kind="ban_tin", number="07/GP-XBBT", issued=dt.date(2026, 7, 20), expires=dt.date(2027, 7, 19))
PUBLICATION = Publication(
    id="ben-nuoc", name="Bến Nước", publisher="Văn phòng phường", periodicity="Hằng tuần", trim="190x270",
    legal_profile="vn-2026", licence=LICENCE, responsible=(Person(name="Vũ Thị Hạnh"),),
)  # fmt: skip
SHEET = IssueSheet(
    publication="ben-nuoc", number=Number(in_year=18), date=DATE, print=PrintRun(house="Xưởng in Ven Sông", copies=600),
    flatplan=(Placement(article="a"),),
)  # fmt: skip
MARKS = {
    ("../publication.yaml",): Place("../publication.yaml", 1, 1),
    ("../publication.yaml", "licence"): Place("../publication.yaml", 9, 3),
    ("../publication.yaml", "licence", "expires"): Place("../publication.yaml", 12, 12),
    ("issue.yaml",): Place("issue.yaml", 1, 1),
}


def issue(publication: dict[str, Any] | None = None, sheet: dict[str, Any] | None = None) -> Issue:
    return Issue(
        folder=Path("số 18"), publication=replace(PUBLICATION, **(publication or {})),
        publication_file="../publication.yaml", sheet=replace(SHEET, **(sheet or {})),
        entries=(), marks=MARKS, sources={},
    )  # fmt: skip


def found(made: Issue) -> list[str]:
    return [f"{f.place} {f.rule.id}" for f in check_copy(made)]


OLD = {"date": dt.date(2026, 6, 30)}
"""The last day of the law of 2016."""
OLD_LICENCE = replace(LICENCE, issued=dt.date(2026, 1, 5), expires=dt.date(2027, 1, 4))


@pytest.mark.parametrize("name", ["vn-2026", "internal"])
def test_a_complete_issue_has_no_findings(name: Any) -> None:
    assert found(issue({"legal_profile": name})) == []


def test_a_law_is_followed_to_its_last_day() -> None:
    """From the next day on, the profile to type is named."""
    facts = {"legal_profile": "vn-2016", "licence": OLD_LICENCE}
    assert found(issue(facts, OLD)) == []
    (finding,) = check_copy(issue(facts, {"date": dt.date(2026, 7, 1)}))
    assert finding.rule.id == "legal.superseded"
    assert finding.what() == "Luật Báo chí 2016 hết hiệu lực từ ngày 01/07/2026; số báo ra ngày 01/07/2026."
    assert finding.remedy().endswith("ho_so_phap_ly: vn-2026")
    assert "Luật số 126/2025/QH15" in finding.why()


def test_all_that_lacks_of_a_group_is_one_line_to_type() -> None:
    """Two lines with the same field were told to be typed, which then were refused."""
    findings = check_copy(issue({"legal_profile": "vn-2026", "licence": None}, {"print": None}))
    lines = {finding.remedy().partition("yaml: ")[2] for finding in findings}
    assert lines == {
        'giay_phep: {loai: ban_tin, so: "07/GP-XBBT", ngay_cap: 20/07/2026}',
        'in: {noi_in: "…", so_luong: 600}',
    }


EMPTY: dict[str, Any] = {"label": "", "publisher": " ", "licence": None, "responsible": ()}


@pytest.mark.parametrize("name", ["vn-2016", "vn-2026"])
def test_every_missing_line_is_an_error_under_a_legal_profile(name: Any) -> None:
    made = issue({**EMPTY, "legal_profile": name, "periodicity": "", "name": ""}, {**OLD, "print": None})
    findings = check_copy(made)
    assert [f.values["vi"] for f in findings] == [
        "dòng chữ “BẢN TIN”", "tên bản tin", "cơ quan xuất bản", "số giấy phép", "ngày cấp giấy phép", "nơi in",
        "số lượng bản in", "kỳ hạn xuất bản", "người chịu trách nhiệm xuất bản",
    ]  # fmt: skip
    assert {f.severity for f in findings} == {"error"}
    assert {f.rule.id for f in findings} == {"legal.missing-line"}


def test_nothing_is_missing_under_internal() -> None:
    assert found(issue({**EMPTY, "legal_profile": "internal"}, {"print": None, "pages": "500"})) == []


def test_the_message_of_a_missing_line() -> None:
    facts = {"legal_profile": "vn-2016", "licence": OLD_LICENCE}
    (finding,) = check_copy(issue(facts, {**OLD, "print": PrintRun(house="Xưởng in Ven Sông")}))
    assert str(finding.place) == "issue.yaml:1:1"
    assert finding.what() == "Thiếu số lượng bản in."
    assert (
        finding.why()
        == "Luật Báo chí 2016 yêu cầu in ở cuối trang cuối (nguồn: Luật số 103/2016/QH13, khoản 1 điều 34)."
    )
    assert finding.remedy() == "Hãy gõ trong issue.yaml: so_luong: 600 – trong nhóm in đã có"
    assert finding.what("en") == "There is no print run."


@pytest.mark.parametrize(("label", "good"), [("BẢN TIN", True), ("Bản  tin tuần", True), ("TẬP SAN", False)])
def test_the_label(label: str, good: bool) -> None:
    assert found(issue({"label": label})) == ([] if good else ["../publication.yaml:1:1 legal.label"])
    assert found(issue({"label": label, "legal_profile": "internal"})) == []


@pytest.mark.parametrize(
    ("expires", "rules"),
    [
        (dt.date(2026, 11, 19), ["legal.licence-expired"]),
        (dt.date(2026, 11, 20), ["legal.licence-expires-soon"]),
        (dt.date(2027, 1, 19), ["legal.licence-expires-soon"]),
        (dt.date(2027, 1, 20), []),
        (dt.date(2027, 7, 19), []),
        (dt.date(2027, 7, 20), ["legal.licence-too-long"]),
        (None, []),
    ],
)
def test_the_licence_covers_the_issue(expires: dt.date | None, rules: list[str]) -> None:
    made = issue({"licence": replace(LICENCE, expires=expires)})
    assert found(made) == [f"../publication.yaml:12:12 {rule}" for rule in rules]


def test_a_licence_without_an_end_lasts_a_year_under_the_law_of_2025() -> None:
    licence = replace(LICENCE, issued=dt.date(2025, 11, 19), expires=None)
    assert found(issue({"licence": licence})) == ["../publication.yaml:12:12 legal.licence-expired"]
    assert found(issue({"licence": licence, "legal_profile": "vn-2016"}, OLD)) == []
    leap = replace(LICENCE, issued=dt.date(2028, 2, 29), expires=None)
    assert found(issue({"licence": leap}, {"date": dt.date(2028, 3, 1)})) == []
    assert found(issue({"licence": leap}, {"date": dt.date(2029, 3, 1)})) == [
        "../publication.yaml:12:12 legal.licence-expired"
    ]


def test_the_messages_about_the_licence() -> None:
    (soon,) = check_copy(issue({"licence": replace(LICENCE, expires=dt.date(2026, 12, 20))}))
    assert soon.what() == "Giấy phép còn 30 ngày, đến 20/12/2026."
    assert soon.remedy() == "Hãy nộp hồ sơ xin cấp lại giấy phép từ bây giờ."
    (gone,) = check_copy(issue({"licence": replace(LICENCE, expires=dt.date(2026, 8, 1))}))
    assert gone.what() == "Giấy phép hết hạn ngày 01/08/2026, trước ngày phát hành 20/11/2026."
    assert gone.remedy() == "Hãy xin cấp lại giấy phép rồi sửa số, ngày cấp và ngày hết hạn trong ../publication.yaml."


def test_no_licence_and_a_licence_of_tomorrow() -> None:
    assert found(issue({"licence": replace(LICENCE, kind="none")})) == ["../publication.yaml:9:3 legal.no-licence"]
    later = replace(LICENCE, issued=dt.date(2026, 11, 21), expires=dt.date(2027, 11, 20))
    assert found(issue({"licence": later})) == ["../publication.yaml:9:3 legal.licence-not-yet"]
    assert found(issue({"licence": replace(later, kind="none"), "legal_profile": "internal"})) == []


@pytest.mark.parametrize(("trim", "rules"), [("190x270", []), ("130x190", []), ("a4", ["legal.trim"])])
def test_the_trim(trim: Any, rules: list[str]) -> None:
    layout = {"190x270": "tuan-tin", "130x190": "so-tay", "a4": "ban-tin-a4"}[trim]
    made = {"trim": trim, "layout": layout}
    assert found(issue(made)) == [f"../publication.yaml:1:1 {rule}" for rule in rules]
    assert found(issue({**made, "legal_profile": "internal"})) == []


def test_the_trim_of_the_layout_counts_when_it_is_known() -> None:
    (finding,) = check_copy(issue({"trim": None}), trim_mm=(297, 210))
    assert finding.severity == "warning"
    assert finding.what() == "Khuôn khổ 297 × 210 mm lớn hơn 190 × 270 mm."
    assert finding.remedy() == "Hãy chọn khuôn khổ nhỏ hơn trong ../publication.yaml, ví dụ: khuon_kho: 190x270"
    assert check_copy(issue({"trim": None}), trim_mm=(270, 190)) == ()
    assert check_copy(issue({"trim": None, "layout": "khong-co"})) == ()


def test_too_many_pages() -> None:
    assert found(issue({}, {"pages": "64"})) == []
    assert found(issue({}, {"pages": "65"})) == ["issue.yaml:1:1 legal.pages"]


def test_every_figure_has_a_source_and_a_certainty() -> None:
    for name in ("vn-2016", "vn-2026", "internal"):
        data = yaml.safe_load(find("legal", f"{name}.yaml").read_text("utf-8"))
        figures = [v for v in (*data.values(), *data["licence"].values()) if isinstance(v, dict) and "value" in v]
        assert len(figures) == 7
        assert all(f["source"] and f["certainty"] in ("A", "B", "C", "unknown") for f in figures)
        assert profile(name).name == name


def test_the_registry_holds_every_check() -> None:
    assert {check.__name__ for check in copy.CHECKS} == {name for name in vars(copy) if name.startswith("check_")} - {
        "check_copy"
    }


@pytest.mark.parametrize(("trim", "differs"), [("190x270", False), ("a4", True), ("130x190", True), (None, False)])
def test_a_trim_that_the_layout_does_not_have_is_said(trim: str | None, differs: bool) -> None:
    findings = check_copy(issue({"trim": trim, "legal_profile": "internal"}), (190, 270))
    made = [f"{f.place} {f.rule.id}" for f in findings]
    assert made == ["../publication.yaml:1:1 issue.trim-differs"] * differs
