"""What changed between two versions, told in words by story and field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.studio.review.compare import compare, words_between

STORY = """id: ben-ca
title: Bến cá thức sớm
body: |
  Đèn bật lúc hai giờ.

  Thuyền về đầy cá.
photos:
  - id: anh-1
    file: photos/a.jpg
    caption: Thuyền về
    alt: Thuyền
  - id: anh-2
    file: photos/b.jpg
    caption: Chợ cá
    alt: Chợ
"""


def changes(new: str, old: str = STORY) -> list[tuple[tuple[str, ...], str, str]]:
    found = compare({"articles/a.yaml": old.encode()}, {"articles/a.yaml": new.encode()})
    return [
        (field.path, *("".join(w.text for w in field.words if w.kind == kind) for kind in ("gone", "new")))
        for file in found
        for field in file.fields
    ]


def test_words_of_a_field() -> None:
    assert changes(STORY.replace("hai giờ", "ba giờ rưỡi")) == [(("body",), "hai", "ba rưỡi")]


def test_a_record_of_a_list_is_found_by_its_name() -> None:
    assert changes(STORY.replace("Chợ cá", "Chợ sớm")) == [(("photos", "anh-2", "caption"), "cá", "sớm")]


def test_records_that_change_places() -> None:
    first, second = STORY.split("photos:\n")[1].split("  - id: anh-2")
    moved = STORY.split("photos:\n")[0] + "photos:\n  - id: anh-2" + second + first
    assert [path for path, _, _ in changes(moved)] == [("photos",)]


def test_another_way_to_type_the_same_is_no_change() -> None:
    assert changes(STORY.replace("title: Bến cá thức sớm", 'tieu_de: "Bến cá thức sớm"  # đã xem')) == []


def test_days_are_said_as_people_write_them() -> None:
    old, new = (f"{STORY}event_date: 2026-11-{day}\npublished_at: '2026-11-{day}T09:05+07:00'\n" for day in (18, 19))
    said = {path: (gone, came) for path, gone, came in changes(new, old)}
    assert said == {("event_date",): ("18", "19"), ("published_at",): ("18", "19")}
    (file,) = compare({"articles/a.yaml": old.encode()}, {"articles/a.yaml": new.encode()})
    assert ["".join(word.text for word in field.words if word.kind != "gone") for field in file.fields] == [
        "19/11/2026", "19/11/2026 09:05",
    ]  # fmt: skip


def test_stories_that_came_and_went() -> None:
    found = compare({"articles/a.yaml": STORY.encode()}, {"articles/b.yaml": STORY.encode()})
    assert [(change.file, change.state, change.title) for change in found] == [
        ("articles/a.yaml", "gone", "Bến cá thức sớm"), ("articles/b.yaml", "new", "Bến cá thức sớm"),
    ]  # fmt: skip


TEXT = st.text(st.sampled_from("aăê đ.,\n12"), max_size=60)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_runs(old: str, new: str) -> None:
    runs = words_between(old, new)
    assert "".join(run.text for run in runs if run.kind != "new") == old
    assert "".join(run.text for run in runs if run.kind != "gone") == new
    if old == new:
        assert all(run.kind == "same" for run in runs)
