"""What returned letters change in the database: rows of the ledger in each state, one case each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_mailed import NOW, Office, add_run, office
from returned_letters import PUBLICATION, Person, arf, dsn, notice, person_writes

from bulletin.delivery.readers import people
from bulletin.delivery.returns.classify import classify
from bulletin.delivery.returns.confirming import confirmation, confirmation_bytes
from bulletin.delivery.returns.ledger import settle_doubts, take_in
from bulletin.delivery.returns.phrases import asks_in_words, fault
from bulletin.delivery.returns.reading import read_mailbox
from bulletin.delivery.returns.values import Confirmation, Doubt, Fate, Incoming, LetterOutcome
from bulletin.errors import Finding, ToolError


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as made:
        yield made


def take(desk: Office, data: bytes, now: dt.datetime = NOW) -> LetterOutcome:
    desk.connection.execute("BEGIN IMMEDIATE")
    outcome = take_in(desk.connection, classify(data), PUBLICATION, now)
    desk.connection.execute("COMMIT")
    return outcome


def soft(person: Person, day: int, **more: str) -> bytes:
    date = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=day)
    return dsn(person, status="5.2.2", head=(f"Date: {date:%a, %d %b %Y} 00:00:00 +0000",), **more)


@pytest.mark.parametrize(
    ("days", "silent"),
    [((0, 10, 20), True), ((0, 10, 30), True), ((0, 10, 31), False), ((0, 5), False), ((0, 40, 50, 60), True)],
)
def test_three_runs_that_fail_within_thirty_days_end_the_letters(
    desk: Office, days: tuple[int, ...], silent: bool
) -> None:
    for number, day in enumerate(days):
        person = desk.people[0] if number == 0 else desk.another_run(number + 1)[0]
        take(desk, soft(person, day))
    assert desk.suppressed() == ({desk.key(desk.people[0]): "soft-bounces"} if silent else {})


def test_the_order_in_which_they_are_read_does_not_matter(desk: Office) -> None:
    second, third = desk.another_run(2)[0], desk.another_run(3)[0]
    for person, day in ((third, 20), (desk.people[0], 0), (second, 10)):
        outcome = take(desk, soft(person, day))
    assert outcome.reason == "soft-bounces"


def test_one_letter_that_fails_three_times_counts_once(desk: Office) -> None:
    for day in range(3):
        assert take(desk, soft(desk.people[0], day)).fate is Fate.NOTED
    assert desk.suppressed() == {}


@pytest.mark.parametrize("letters", ["bounce", "answer", "away", "delayed", "stop"])
def test_whatever_cites_our_letter_ends_the_doubt_about_it(desk: Office, letters: str) -> None:
    person = desk.people[0]
    desk.set_state(person, "in-doubt")
    desk.set_state(desk.people[1], "in-doubt")
    data = {
        "bounce": dsn(person, status="5.2.2"),
        "answer": person_writes(person, "Re: Số 9", "Cảm ơn!", f"In-Reply-To: {person.message_id}"),
        "away": person_writes(person, "Tự động trả lời: Số 9", "Đi vắng", f"References: {person.message_id}"),
        "delayed": dsn(person, action="delayed", status="4.4.1"),
        "stop": person_writes(person, f"huy {person.tag}", ""),
    }[letters]
    assert take(desk, data).proved
    assert (desk.state(person), desk.state(desk.people[1])) == ("sent", "in-doubt")


def test_a_proof_that_came_before_the_doubt_ends_it_later(desk: Office) -> None:
    person = desk.people[0]
    desk.set_state(person, "handing")  # the program was cut off, and its letter came back before its next start
    assert not take(desk, dsn(person, status="5.2.2")).proved
    desk.set_state(person, "in-doubt")
    desk.connection.execute("BEGIN")
    assert settle_doubts(desk.connection, NOW) == 1
    desk.connection.execute("COMMIT")
    assert desk.state(person) == "sent"


@pytest.mark.parametrize("state", ["pending", "claimed", "deferred", "failed", "suppressed"])
def test_a_letter_about_one_that_never_left_changes_nothing(desk: Office, state: str) -> None:
    person = desk.people[0]
    desk.set_state(person, state)
    for data in (dsn(person), arf(person), notice(person, "?", subject="Undeliverable")):
        outcome = take(desk, data)
        assert (outcome.fate, outcome.doubt) == (Fate.LEFT, Doubt.NOT_MAILED)
    assert desk.suppressed() == {}
    assert desk.state(person) == state


def test_a_bounce_keeps_a_later_run_from_beginning(desk: Office) -> None:
    person = desk.people[0]
    add_run(desk.connection, 2, [each.address for each in desk.people], "pending")
    take(desk, dsn(person))
    assert (desk.state(person, 2), desk.state(desk.people[1], 2)) == ("suppressed", "pending")


def test_what_a_reader_wants_is_stronger_than_what_a_server_says(desk: Office) -> None:
    person = desk.people[0]
    take(desk, dsn(person))
    assert take(desk, person_writes(person, "hủy", "")).reason == "unsubscribed"
    take(desk, arf(person))
    assert desk.suppressed() == {desk.key(person): "unsubscribed"}


def test_a_bounce_of_a_forgotten_reader_brings_no_word_of_them_back(desk: Office) -> None:
    person = desk.people[0]
    people.forget(desk.connection, person.address, NOW)
    take(desk, dsn(person, words=f"550 5.1.1 <{person.address}> unknown"))
    assert desk.suppressed() == {desk.key(person): "forgotten"}
    assert desk.connection.execute("SELECT 1 FROM delivery WHERE address = ?", (person.address,)).fetchone() is None


class Box:
    def __init__(self, *letters: bytes) -> None:
        self.all = letters

    def letters(self) -> Iterator[Incoming]:
        yield from (Incoming(name=str(n), data=data) for n, data in enumerate(self.all))

    def done(self, name: str) -> None: ...


class Post:
    def __init__(self, *, broken: bool = False) -> None:
        self.sent: list[Confirmation] = []
        self.broken = broken

    def send(self, confirmation: Confirmation) -> None:
        if self.broken:
            from bulletin.delivery.returns import rules

            raise ToolError([Finding(rules.NOT_CONFIRMED, values={"code": "550"})])
        self.sent.append(confirmation)


def test_one_confirmation_and_no_second_to_the_address_on_the_list(desk: Office) -> None:
    person, post = desk.people[0], Post()
    first = person_writes(person, f"huy {person.token}", "").replace(person.address.encode(), b"gia@noi-khac.example")
    second, third = person_writes(person, "hủy", ""), person_writes(person, "dừng", "")
    tally = read_mailbox(Box(first, second, third, first), desk.connection, PUBLICATION, NOW, post)
    assert [letter.address for letter in post.sent] == [person.address]
    assert (tally.confirmed, tally.unconfirmed) == (1, 0)
    read_mailbox(Box(first, second), desk.connection, PUBLICATION, NOW, post)
    assert len(post.sent) == 1


def test_a_confirmation_that_cannot_go_does_not_keep_the_reader_on_the_list(desk: Office) -> None:
    person = desk.people[0]
    tally = read_mailbox(
        Box(person_writes(person, "hủy", "")), desk.connection, PUBLICATION, NOW, Post(broken=True)
    )  # fmt: skip
    assert (tally.confirmed, tally.unconfirmed) == (0, 1)
    assert desk.suppressed() == {desk.key(person): "unsubscribed"}


def test_the_confirmation_is_a_letter_that_nobody_answers_by_itself() -> None:
    from email import message_from_bytes
    from email.policy import default

    data = confirmation_bytes(
        confirmation("lan@doc.example", ""), "bantin@binhhai.example", "Bản tin phường Bình Hải " * 3, "<a@b>", "x"
    )
    letter = message_from_bytes(data, policy=default)
    assert letter["auto-submitted"] == "auto-replied"
    assert letter["from"].addresses[0].addr_spec == "bantin@binhhai.example"
    assert "Từ nay" in letter.get_content()
    assert "ngừng gửi" in str(letter["subject"])
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert data.count(b"\n") == data.count(b"\r\n")
    # Its own return does not stop or bounce anybody.
    assert classify(data).kind == "auto-reply"


@pytest.mark.parametrize(
    "text",
    ["Hủy", "huỷ", "HỦY ĐĂNG KÝ", "Dừng.", "ngừng gửi", "Xin thôi nhận bản tin", "Tôi không muốn nhận email này nữa",
     "unsubscribe", "STOP", "Please unsubscribe me", "huy dang ky", "khong nhan nua", "bỏ đăng ký", "Đừng gửi nữa ạ"],
)  # fmt: skip
def test_words_that_ask_to_stop(text: str) -> None:
    assert asks_in_words(text, "")
    assert asks_in_words("", text)
    assert asks_in_words("Re: Bản tin số 9", f"{text}\n\nTrân trọng\nNguyễn Văn An\nTrưởng thôn")


@pytest.mark.parametrize(
    "text",
    ["", "Huy ơi", "đúng", "dung", "dùng", "Đừng hủy", "không hủy", "Chưa hủy nhé", "Hủy cuộc họp", "Cảm ơn", "nhận",
     "Dừng xe ở cổng", "stop by my office", "Hủy đơn xin cấp đất", "xin chào", "Không nhận được bản tin số 9",
     "Tôi không nhận được bản tin"],
)  # fmt: skip
def test_words_that_do_not(text: str) -> None:
    assert not asks_in_words(text, "")
    assert not asks_in_words("Re: Bản tin số 9", text)


@pytest.mark.parametrize(
    ("status", "words", "said"),
    [("5.1.1", "", "hard"), ("5.1.10", "", "hard"), ("5.2.1", "", "hard"), ("5.2.2", "no such user", "soft"),
     ("4.1.1", "no such user", "soft"), ("5.7.1", "user unknown", "policy"), ("5.3.4", "", "policy"),
     ("", "Địa chỉ này không tồn tại", "hard"), ("", "Hộp thư đã đầy", "soft"), ("", "nói gì không rõ", "soft"),
     ("5.0.0", "blocked by policy", "policy"), ("5.4.4", "", "soft")],
)  # fmt: skip
def test_whose_fault_a_failure_is(status: str, words: str, said: str) -> None:
    assert fault(status, words) == said


def test_a_lifted_reader_needs_three_new_failures(desk: Office) -> None:
    for person, day in zip((desk.people[0], desk.another_run(2)[0], desk.another_run(3)[0]), (1, 2, 3), strict=True):
        take(desk, soft(person, day))
    assert list(desk.suppressed().values()) == ["soft-bounces"]
    people.lift(desk.connection, desk.people[0].address, "", None, NOW)
    for run_, day in ((4, 4), (5, 5)):
        assert take(desk, soft(desk.another_run(run_)[0], day)).fate is Fate.NOTED
    assert desk.suppressed() == {}
    assert take(desk, soft(desk.another_run(6)[0], 6)).reason == "soft-bounces"
