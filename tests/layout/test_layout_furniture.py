"""Words beside the stories: names, labels and the line above a headline, each printed once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bulletin.layout.stories.story import kicker_of
from bulletin.model import Publication


def publication(name: str, label: str = "BẢN TIN") -> Publication:
    return Publication(
        id="x", label=label, name=name, publisher="UBND phường", periodicity="Hằng tháng", legal_profile="internal"
    )


@pytest.mark.parametrize(
    ("name", "label", "full"),
    [
        ("Bản tin Phường 6", "BẢN TIN", "Bản tin Phường 6"),
        ("BẢN TIN", "BẢN TIN", "BẢN TIN"),
        ("Sông Ngàn", "BẢN TIN", "BẢN TIN Sông Ngàn"),
        ("Bản tinh hoa", "BẢN TIN", "BẢN TIN Bản tinh hoa"),
        ("Đặc san Hè", "ĐẶC SAN", "Đặc san Hè"),
    ],
)
def test_a_name_that_begins_with_the_label_is_not_given_it_twice(name: str, label: str, full: str) -> None:
    assert publication(name, label).full_name == full


@pytest.mark.parametrize(
    ("name", "large"),
    [
        ("Bản tin phường Đồ Sơn", "Phường Đồ Sơn"),
        ("BẢN TIN Ươm mầm", "Ươm mầm"),
        ("BẢN TIN", "BẢN TIN"),
        ("Sông Ngàn", "Sông Ngàn"),
        ("Bản tinh hoa", "Bản tinh hoa"),
    ],
)
def test_the_label_is_not_printed_again_in_the_large_name_under_it(name: str, large: str) -> None:
    assert publication(name).masthead_name == large


def entry(slot: str = "story", kicker: str | None = None, section: str | None = None, genre: str | None = None) -> Any:
    article = SimpleNamespace(kicker=kicker, genre=genre, form=None)
    column = SimpleNamespace(name=section, standing=False) if section else None
    return SimpleNamespace(slot=slot, article=article, section=column, display=False)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (entry(), None),
        (entry(genre="Phóng sự"), "Phóng sự"),
        (entry(section="Đời sống", genre="Phóng sự"), "Đời sống · Phóng sự"),
        (entry(section="Đời sống", kicker="Chuyện chợ", genre="Ghi chép"), "Chuyện chợ · Ghi chép"),
        (entry(section="Thông báo", genre="thông báo"), "Thông báo"),
        (entry(slot="brief", section="Đời sống"), None),
        (entry(slot="brief", section="Đời sống", genre="Tin"), "Tin"),
    ],
)
def test_the_genre_is_printed_once_above_the_headline(given: Any, printed: str | None) -> None:
    assert kicker_of(given) == printed
