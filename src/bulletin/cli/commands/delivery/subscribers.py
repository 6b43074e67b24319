"""`bulletin subscribers`: who receives the bulletin. Everything is shown before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import asking, options
from bulletin.cli.findings import safe
from bulletin.cli.help import Command, Group, Lazy, option
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json
from bulletin.errors import ExitCode, Finding, InputError

if TYPE_CHECKING:
    from bulletin.delivery.readers.database import Connection
    from bulletin.delivery.readers.lists.values import ListedPerson
    from bulletin.delivery.readers.people import Compared

_HERE = "bulletin.cli.commands.delivery.subscribers"


def _bare(ctx: click.Context, /, **_: object) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


subscribers = Group(
    "subscribers",
    lazy={
        "import": Lazy(f"{_HERE}:import_list", Both("Nhập danh sách CSV hoặc XLSX.", "Import a list, CSV or XLSX.")),
        "list": Lazy(f"{_HERE}:list_readers", Both("Liệt kê người đọc.", "List the readers.")),
        "add": Lazy(f"{_HERE}:add", Both("Thêm một người đọc.", "Add a reader.")),
        "remove": Lazy(f"{_HERE}:remove", Both("Bỏ một người khỏi danh sách.", "Take a reader off the list.")),
        "export": Lazy(
            f"{_HERE}:export", Both("Xuất mọi điều đang lưu về một người.", "Show everything stored about a person.")
        ),
        "forget": Lazy(f"{_HERE}:forget", Both("Xóa hẳn dữ liệu của một người.", "Erase a person.")),
        "lift": Lazy(f"{_HERE}:lift", Both("Cho phép gửi lại tới một địa chỉ.", "Let an address be written to again.")),
    },
    params=[],
    callback=click.pass_context(_bare),
    invoke_without_command=True,
    subcommand_metavar="COMMAND …",
    help=Both(
        "Danh sách người đọc của bản tin, giữ trong mail/readers.db cạnh publication.yaml.",
        "The readers of the bulletin, kept in mail/readers.db beside publication.yaml.",
    ),
)


_folder = option(
    "--folder", type=click.Path(path_type=Path), metavar="DIR", default=Path(),
    help=Both("Thư mục của bản tin (mặc định: thư mục hiện tại).", "The bulletin's folder (default: the current one)."),
)  # fmt: skip
_address = click.argument("address", metavar="ADDRESS")
_shown = option(
    "--addresses", is_flag=True, help=Both("Hiện địa chỉ đầy đủ.", "Show addresses in full.")
)  # fmt: skip
_yes = option("--yes", is_flag=True, help=Both("Không hỏi lại (cho kịch bản).", "Do not ask (for scripts)."))


@click.command(
    "import",
    cls=Command,
    help=Both(
        "Nhập danh sách người đọc từ tệp CSV hoặc XLSX.\n\n"
        "Cho xem đã hiểu tệp thế nào rồi mới hỏi và ghi. Người đã rời danh sách không bao giờ được đưa trở lại.",
        "Import readers from a CSV or XLSX file.\n\n"
        "Shows how it was understood, then asks, then writes. Nobody who left is ever brought back.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@_folder
@option("--sheet", metavar="NAME", help=Both("Chỉ đọc trang này, kể cả khi ẩn.", "Read this sheet only, even hidden."))
@option("--dry-run", is_flag=True, help=Both("Chỉ cho xem, không ghi.", "Only show, write nothing."))
@_yes
@asking.consent_options
@_shown
@options.strict
@options.as_json
@click.pass_obj
def import_list(settings: Settings, /, file: Path, folder: Path, **given: Any) -> ExitCode:
    """Import a list."""
    from bulletin.cli import list_shown
    from bulletin.delivery.readers.database import using
    from bulletin.delivery.readers.lists import rules
    from bulletin.delivery.readers.lists.gather import gather
    from bulletin.delivery.readers.lists.reading import read_list
    from bulletin.delivery.readers.people import store
    from bulletin.delivery.readers.place import readers_path

    database = readers_path(folder)
    found = gather(read_list(file, given["sheet"]), dt.date.today())
    compared = _compared(database, found.people)
    view = list_shown.ListView(found, compared, file.name, addresses=given["addresses"])
    if not given["as_json"]:
        click.echo(list_shown.safe_lines(view.text(settings)), err=True)
    if not found.people:
        raise InputError([Finding(rules.NO_ADDRESSES)])
    if (compared.new or compared.changed) and not given["dry_run"]:
        asking.may_write(given)
        consent = asking.consent(settings, given) if compared.asking else asking.no_consent()
        asking.confirm(settings, given, view.question())
        with using(database, create=True) as connection:
            compared = store(connection, found.people, consent, _now())
        view = list_shown.ListView(found, compared, file.name, addresses=given["addresses"], written=True)
    if given["as_json"]:
        emit_json(view.as_dict())
    else:
        settings.say(*view.result(dry_run=given["dry_run"]))
    return ExitCode.REFUSED if given["strict"] and found.refused else ExitCode.DONE


@click.command("list", cls=Command, help=Both("Liệt kê người đọc và trạng thái.", "List the readers and their state."))
@option("--group", "groups", multiple=True, metavar="NAME", help=Both("Chỉ nhóm này.", "This group only."))
@_folder
@_shown
@options.as_json
@click.pass_obj
def list_readers(settings: Settings, groups: tuple[str, ...], folder: Path, addresses: bool, as_json: bool) -> None:
    """List the readers."""
    from bulletin.delivery.readers.people import counts, group_names, readers
    from bulletin.delivery.readers.values import ACTIVE, STATES, masked

    with _opened(folder) as connection:
        known = group_names(connection)
        if strange := [group for group in groups if group not in known]:
            names = ", ".join(known) or "–"
            raise UsageMistake(
                f"Không có nhóm “{strange[0]}”. Các nhóm: {names}.", f"No group “{strange[0]}”. Groups: {names}."
            )
        found = tuple(readers(connection, groups))
    totals = counts(found)
    if as_json:
        rows = [
            {
                "address": reader.address if addresses else masked(reader.address),
                "name": reader.name,
                "groups": list(reader.groups),
                "state": reader.state,
                "consent": {
                    "date": reader.consent.date.isoformat() if reader.consent.date else "",
                    "how": reader.consent.how,
                    "words": reader.consent.words,
                },
            }
            for reader in found
        ]
        emit_json({"readers": rows, "counts": dict(totals)})
        return
    for reader in found:
        parts = [reader.address, reader.name, "; ".join(reader.groups)]
        if reader.state != ACTIVE:
            parts.append(settings.words(STATES[reader.state].vi, STATES[reader.state].en))
        click.echo(safe("  ·  ".join(part for part in parts if part)))
    active = totals.get(ACTIVE, 0)
    settings.say(
        f"{len(found)} người, {active} đang nhận, {len(found) - active} ngừng gửi.",
        f"{len(found)} readers, {active} receive the bulletin, {len(found) - active} suppressed.",
    )


@click.command(
    cls=Command, help=Both("Thêm một người đọc, hoặc sửa tên và nhóm của họ.", "Add a reader, or mend name and groups.")
)
@_address
@option("--name", default="", metavar="NAME", help=Both("Họ và tên.", "Name."))
@option(
    "--group", "groups", multiple=True, metavar="NAME", help=Both("Nhóm (gõ được nhiều lần).", "Group (repeatable).")
)
@asking.consent_options
@_folder
@options.as_json
@click.pass_obj
def add(settings: Settings, /, address: str, name: str, groups: tuple[str, ...], folder: Path, **given: Any) -> None:
    """Add a reader."""
    from bulletin.delivery.readers import people
    from bulletin.delivery.readers.database import using
    from bulletin.delivery.readers.lists.cells import clean_name
    from bulletin.delivery.readers.lists.values import NOWHERE, ListedPerson
    from bulletin.delivery.readers.place import readers_path

    typed, beside = _typed(address)
    named = tuple(dict.fromkeys(group for typed_group in groups if (group := clean_name(typed_group))))
    person = ListedPerson(typed, _name(name) or beside, named, None, NOWHERE)
    database = readers_path(folder)
    compared = _compared(database, (person,))
    asked = any(given[key] for key in asking.CONSENT)
    needed = asked or (compared.asking and not compared.left)
    consent = asking.consent(settings, given) if needed else asking.no_consent()
    with using(database, create=True) as connection:
        what = people.add(connection, person, consent, _now())
    if given["as_json"]:
        emit_json({"ok": True, "result": what})
        return
    settings.say(*{
        "new": ("Đã thêm vào danh sách.", "Added to the list."),
        "changed": ("Người này đã có; đã ghi tên và nhóm mới.", "Already on the list; name and groups were updated."),
        "same": ("Người này đã có trong danh sách; không có gì thay đổi.", "Already on the list; nothing was changed."),
    }[what])  # fmt: skip


def _plain_command(name: str, text: Both) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with an address, the folder and `--json`."""

    def made(function: Callable[..., Any]) -> click.Command:
        for part in (click.pass_obj, options.as_json, _folder, _address):
            function = part(function)
        return click.command(name, cls=Command, help=text)(function)

    return made


@_plain_command(
    "remove",
    Both(
        "Bỏ một người khỏi danh sách; không danh sách nào về sau đưa họ trở lại.\n\nXem thêm: forget, lift.",
        "Take a reader off the list; no later list brings them back.\n\nSee also: forget, lift.",
    ),
)
def remove(settings: Settings, address: str, folder: Path, as_json: bool) -> None:
    """Take a reader off the list."""
    from bulletin.delivery.readers import people

    with _opened(folder) as connection:
        people.remove(connection, _typed(address)[0], _now())
    if as_json:
        emit_json({"ok": True})
    else:
        settings.say("Đã bỏ khỏi danh sách.", "Taken off the list.")


@_plain_command(
    "export",
    Both(
        "Xuất mọi điều đang lưu về một người, để đưa cho chính họ.",
        "Show everything that is stored about one person, to be given to them.",
    ),
)
def export(settings: Settings, address: str, folder: Path, as_json: bool) -> None:
    """Everything about one person, on stdout."""
    from bulletin.cli import list_shown
    from bulletin.delivery.readers import people

    typed = _typed(address)[0]
    with _opened(folder) as connection:
        stored = people.everything(connection, typed)
    if as_json:
        emit_json({"address": typed, **stored})
    else:
        click.echo(list_shown.safe_lines(list_shown.person_text(typed, stored, settings)))


@click.command(
    cls=Command,
    help=Both(
        "Xóa hẳn dữ liệu của một người theo yêu cầu của họ; không lấy lại được.\n\n"
        "Xóa tên, địa chỉ, nhóm, lần đồng ý, lời máy chủ về họ, và thư nháp gửi họ trong mail/dry-run. Còn lại: một mã "
        "băm có khóa để không gửi nhầm lần nữa; với mỗi thư đã gửi: số báo, tên miền, mã thư, giờ, máy chủ, kết quả.",
        "Erase a person at their request; nothing brings it back.\n\n"
        "Name, address, groups, consent, what servers said of them and letters to them in mail/dry-run go. What stays: "
        "a keyed hash, so that they are not written to again; of each letter sent: issue, domain, identifier, time, "
        "server and result.",
    ),
)
@_address
@_folder
@_yes
@options.as_json
@click.pass_obj
def forget(settings: Settings, /, address: str, folder: Path, **given: Any) -> None:
    """Erase a person."""
    from bulletin.delivery.readers import people
    from bulletin.delivery.readers.place import readers_path
    from bulletin.delivery.readers.rehearsed import remove_letters

    typed = _typed(address)[0]
    with _opened(folder) as connection:
        asking.may_erase(given)
        asking.confirm(settings, given, Both(
            "Xóa hẳn dữ liệu của người này? Không lấy lại được. [c/K]",
            "Erase this person for good? Nothing brings it back. [y/N]",
        ))  # fmt: skip
        known = people.forget(connection, typed, _now())
        kept = len(people.everything(connection, typed)["deliveries"])
    letters = remove_letters(readers_path(folder).parent, typed)
    if given["as_json"]:
        emit_json({"ok": True, "stored_before": known, "letters_removed": letters, "deliveries_kept": kept})
    elif known or letters:
        vi = f" Đã xóa {letters} thư nháp trong mail/dry-run." if letters else ""
        en = f" {letters} letters in mail/dry-run were removed." if letters else ""
        settings.say(
            f"Đã xóa tên, địa chỉ và mọi dữ liệu khác của người này.{vi} Còn lại: một mã băm có khóa, và với {kept} "
            "thư trong sổ gửi: số báo, tên miền, mã thư, giờ, máy chủ, kết quả. Chương trình không biết các bản sao "
            "lưu, báo cáo (--report) và thư ghi bằng --out ở đâu: hãy tự xóa chúng.",
            f"Name, address and everything else about this person were erased.{en} What stays: a keyed hash, and of "
            f"{kept} letters in the ledger: issue, domain, identifier, time, server and result. Where backups, "
            "reports (--report) and letters written with --out are, the program does not know: delete them yourself.",
        )
    else:
        settings.say(
            "Không có dữ liệu nào về người này; từ nay địa chỉ ấy không được ghi vào danh sách nữa.",
            "Nothing was stored about this person; from now on the address is kept off the list.",
        )


@click.command(
    cls=Command,
    help=Both(
        "Cho phép gửi lại tới một địa chỉ đã ngừng gửi.\n\n"
        "Nếu chính người ấy đã xin thôi nhận hoặc xin xóa, phải có sự đồng ý mới của họ.",
        "Let an address be written to again.\n\n"
        "If the person themselves has unsubscribed or asked to be forgotten, it needs their own new consent.",
    ),
)
@_address
@option("--name", default="", metavar="NAME", help=Both("Họ và tên.", "Name."))
@asking.consent_options
@_folder
@options.as_json
@click.pass_obj
def lift(settings: Settings, /, address: str, name: str, folder: Path, **given: Any) -> None:
    """Lift a suppression."""
    from bulletin.delivery.readers import people

    typed, beside = _typed(address)
    with _opened(folder) as connection:
        own = people.reason_of(connection, typed) in people.OWN_WILL
        given_any = any(given[key] for key in asking.CONSENT)
        consent = asking.consent(settings, given) if given_any or (own and asking.on_terminal()) else None
        reason = people.lift(connection, typed, _name(name) or beside, consent, _now())
        there = people.everything(connection, typed)["reader"] is not None
    if given["as_json"]:
        emit_json({"ok": True, "was": reason, "on_the_list": there})
    elif there:
        settings.say("Đã mở lại; số tới sẽ gửi cho người này.", "Lifted; the next issue goes to this reader.")
    else:
        settings.say(
            "Đã mở lại. Người này chưa có trong danh sách; hãy gõ “bulletin subscribers add” với địa chỉ ấy.",
            "Lifted. They are not on the list yet; type “bulletin subscribers add” with that address.",
        )


def _compared(database: Path, people: tuple[ListedPerson, ...]) -> Compared:
    """The people beside what is stored; nothing is made where nothing is stored yet."""
    from bulletin.delivery.readers.database import using
    from bulletin.delivery.readers.people import Compared, compare
    from bulletin.runtime import paths

    if not paths.exists(database):
        return Compared(new=people, asking=len(people))
    with using(database) as connection:
        return compare(connection, people)


def _opened(folder: Path) -> AbstractContextManager[Connection]:
    from bulletin.delivery.readers.database import using
    from bulletin.delivery.readers.place import readers_path

    return using(readers_path(folder))


def _name(typed: str) -> str:
    """The name of `--name` as it is stored; what is no name is not dropped in silence."""
    from bulletin.delivery.readers.lists.cells import clean_name

    if typed.strip() and not clean_name(typed):
        raise UsageMistake(
            f"“{typed}” không phải là tên; hãy gõ lại --name.", f"“{typed}” is no name; type --name again."
        )
    return clean_name(typed)


def _typed(address: str) -> tuple[str, str]:
    """The one address of an argument with the name typed beside it."""
    from bulletin.delivery.readers import rules
    from bulletin.delivery.readers.lists.cells import addresses_in

    read = addresses_in(address)
    if len(read.found) == 1 and not read.problems:
        return read.found[0]
    vi = read.problems[0].vi if read.problems else "cần đúng một địa chỉ"
    en = read.problems[0].en if read.problems else "exactly one is needed"
    raise InputError([Finding(rules.BAD_ADDRESS, values={"reason": vi, "reason_en": en})])


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
