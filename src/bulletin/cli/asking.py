"""What is asked before something is written or sent: a yes, and how readers agreed. Scripts say it by options."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.help import Decorated, option
from bulletin.cli.settings import Both, Settings, UsageMistake

if TYPE_CHECKING:
    from bulletin.delivery.readers.values import Consent

_YES = frozenset({"c", "co", "có", "y", "yes", "đúng", "dung"})
CONSENT = ("consent_date", "consent_how", "consent_words")
_ASKED = {
    "consent_date": Both(
        "Họ đồng ý nhận bản tin ngày nào (ví dụ 20/11/2026)?", "On which day did they agree (such as 2026-11-20)?"
    ),
    "consent_how": Both(
        "Đồng ý bằng cách nào (phiếu, thư, họp tổ …)?", "How did they agree (form, letter, meeting …)?"
    ),
    "consent_words": Both("Những chữ nào đã cho họ xem?", "Which words were they shown?"),
}


def consent(settings: Settings, given: dict[str, Any]) -> Consent:
    """The consent from the options; what is missing is asked on a terminal."""
    from bulletin.delivery.readers.values import Consent

    answers = {key: " ".join((given[key] or "").split()) for key in CONSENT}
    missing = [key for key, answer in answers.items() if not answer]
    if missing and (given["as_json"] or not on_terminal()):
        names = ", ".join("--" + key.replace("_", "-") for key in missing)
        raise UsageMistake(
            f"Cần biết người đọc đã đồng ý thế nào; hãy thêm: {names}.",
            f"How readers agreed must be known; add: {names}.",
        )
    day = _day(answers["consent_date"]) if answers["consent_date"] else None
    for key in missing:
        while not answers[key] or (key == "consent_date" and day is None):
            answers[key] = " ".join(
                click.prompt(_ASKED[key].in_(settings.lang), err=True, type=str, prompt_suffix=" ").split()
            )
            if key == "consent_date":
                try:
                    day = _day(answers[key])
                except UsageMistake as error:
                    click.echo(error.text.in_(settings.lang), err=True)
    return Consent(date=day, how=answers["consent_how"], words=answers["consent_words"])


def no_consent() -> Consent:
    """Of people whose consent is stored already."""
    from bulletin.delivery.readers.values import Consent

    return Consent()


def _day(typed: str) -> dt.date:
    from bulletin.sources.schema.dates import BadDate, parse_date

    try:
        day = parse_date(typed)
    except BadDate:
        raise UsageMistake(
            f"“{typed}” không phải là ngày; hãy gõ như 20/11/2026.", f"“{typed}” is no date; type it as 2026-11-20."
        ) from None
    if day > dt.date.today():
        raise UsageMistake(f"Ngày đồng ý “{typed}” chưa tới.", f"The day of consent “{typed}” has not come yet.")
    return day


def may_write(given: dict[str, Any]) -> None:
    """Refuse where a question would be asked of nobody."""
    if not given["yes"] and (given["as_json"] or not on_terminal()):
        raise UsageMistake(
            "Không có ai để hỏi. Hãy thêm --yes để ghi, hoặc --dry-run để chỉ xem.",
            "Nobody is there to be asked. Add --yes to write, or --dry-run only to look.",
        )


def may_erase(given: dict[str, Any]) -> None:
    """Refuse to erase where nobody can be asked."""
    if not given["yes"] and (given["as_json"] or not on_terminal()):
        raise UsageMistake(
            "Xóa rồi không lấy lại được, mà không có ai để hỏi. Muốn xóa thật thì thêm --yes.",
            "Nothing brings erased data back, and nobody is there to be asked. To erase, add --yes.",
        )


def confirm(settings: Settings, given: dict[str, Any], question: Both) -> None:
    """Ask a question and stop unless the answer is yes; `--yes` has answered it."""
    if given["yes"]:
        return
    answer = click.prompt(
        question.in_(settings.lang), default="", show_default=False, err=True, type=str, prompt_suffix=" "
    )
    if answer.strip().lower() not in _YES:
        raise click.Abort


def consent_options(function: Decorated) -> Decorated:
    """`--consent-date`, `--consent-how` and `--consent-words`."""
    for name, text in (
        ("--consent-words", Both("Những chữ đã cho họ xem khi đồng ý.", "The words they were shown when agreeing.")),
        ("--consent-how", Both("Đồng ý bằng cách nào: phiếu, thư, họp …", "How they agreed: form, letter, meeting …")),
        ("--consent-date", Both("Ngày đồng ý, ví dụ 20/11/2026.", "The day of consent, such as 2026-11-20.")),
    ):
        function = option(name, metavar="TEXT", help=text)(function)
    return function


def on_terminal() -> bool:
    """Whether somebody is there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
