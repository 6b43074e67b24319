"""`docs/findings.md`: every rule that can say something to a user, from the `Rule` values of all modules."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Literal

import bulletin
from bulletin.desk.lint.row import Row
from bulletin.desk.lint.table import ROWS
from bulletin.errors import Rule, Severity, Text
from bulletin.preflight.checks.catalogue import REGISTERED
from bulletin.preflight.checks.registry import RegisteredCheck

HEAD = """\
# Các thông báo / Findings

Mỗi thông báo có một mã không đổi, in trong ngoặc vuông: `[yaml.tab-indent]`. Tìm mã ở đây để đọc kỹ hơn. “…” là chỗ của
chữ trong tệp của bạn. Lỗi thì dừng và không có PDF; cảnh báo thì vẫn dựng, trừ khi dùng `--strict`. Số sau chữ “lỗi” là
[mã thoát](exit-codes.md).

Every message has an id that does not change. “…” stands for words of your files. An error stops and leaves no PDF; a
warning does not, unless `--strict` is given. The number is the [exit code](exit-codes.md).
"""
AREAS = {
    "yaml": Text("Cách viết YAML", "How the YAML is written"),
    "schema": Text("Trường và giá trị", "Fields and values"),
    "date": Text("Ngày giờ", "Dates and times"),
    "reference": Text("Các tệp nhắc đến nhau", "Files that name each other"),
    "issue": Text("Số báo", "The issue"),
    "file": Text("Tệp và thư mục", "Files and folders"),
    "path": Text("Đường dẫn", "Paths"),
    "article": Text("Bài", "Articles"),
    "text": Text("Chữ trong bài", "Words of the articles"),
    "desk": Text("Bàn biên tập", "The copy desk"),
    "legal": Text("Quy định về bản tin", "What the law asks of a bulletin"),
    "photo": Text("Ảnh", "Photos"),
    "printer": Text("Nhà in", "Print shops"),
    "icc": Text("Hồ sơ màu ICC", "ICC profiles"),
    "logo": Text("Biểu trưng", "Logo"),
    "font": Text("Phông chữ", "Fonts"),
    "colour": Text("Màu", "Colours"),
    "qr": Text("Mã QR", "QR codes"),
    "layout": Text("Dàn trang", "Layout"),
    "edition": Text("Bản PDF", "Editions"),
    "press": Text("Bản gửi nhà in", "The press edition"),
    "impose": Text("Dàn trang để in ở cơ quan", "Imposition"),
    "preflight": Text("Kiểm tra trước khi in", "Preflight"),
    "proof": Text("Kiểm chứng tệp đã dựng", "Proofs on the finished file"),
    "release": Text("Hồ sơ số báo (release.json)", "The release file"),
    "mail": Text("Hộp thư của cơ quan (mail.yaml)", "The office's mailbox (mail.yaml)"),
    "letter": Text("Lá thư", "The letter"),
    "sending": Text("Gửi thư", "Sending"),
    "print": Text("In ra máy in của cơ quan", "Printing on the office printer"),
    "share": Text("Ảnh và lời đăng", "Pictures and posts"),
    "readers": Text("Người đọc", "Readers"),
    "import": Text("Nhập bài từ tệp bên ngoài", "Importing foreign files"),
    "list": Text("Danh sách người đọc nhập vào", "Lists of readers that are imported"),
    "archive": Text("Kho lưu trữ", "The archive"),
    "signature": Text("Chữ ký số", "Signatures"),
    "catalogue": Text("Tìm trong kho lưu trữ", "Finding in the archive"),
    "records": Text("Sổ đăng ký, lưu chiểu, số bản in", "Register, legal deposit, print run"),
    "shelf": Text("Các trang để xem kho", "Pages to browse the archive"),
    "yearbook": Text("Niên giám", "The yearbook"),
    "restore": Text("Lấy ra khỏi kho", "Taking issues out of the archive"),
    "output": Text("Ghi kết quả", "Writing the result"),
    "preview": Text("Xem trước", "Preview"),
    "studio": Text("Bàn làm báo trong trình duyệt", "The studio"),
    "inbox": Text("Thư trả về", "What comes back"),
    "limit": Text("Giới hạn", "Limits"),
}
SEVERITIES = {
    Severity.ERROR: "lỗi / error",
    Severity.WARNING: "cảnh báo / warning",
    Severity.INFO: "ghi chú / note",
}


def all_rules() -> dict[str, Rule]:
    """Id → rule, of every `Rule` that any module holds by name or in a tuple, list, set or mapping.

    Raises:
        ValueError: two different rules have one id.
    """
    found: dict[str, Rule] = {}
    for name in sorted(info.name for info in pkgutil.walk_packages(bulletin.__path__, "bulletin.")):
        if name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(name)).values():
            for rule in _rules_in(value):
                if found.setdefault(rule.id, rule) is not rule:
                    raise ValueError(f"two rules are called {rule.id}")
    return dict(sorted(found.items()))


def _rules_in(value: object, depth: int = 3) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
    elif depth and isinstance(value, dict):
        yield from (rule for item in value.values() for rule in _rules_in(item, depth - 1))
    elif depth and isinstance(value, tuple | list | set | frozenset):
        yield from (rule for item in value for rule in _rules_in(item, depth - 1))


def page() -> Iterator[str]:
    """The lines of the page."""
    rules = all_rules().values()
    checks = {rule.id: row for row in REGISTERED for rule in row.rules}
    desk = {row.rule.id: row for row in ROWS}
    used = {rule.id.partition(".")[0] for rule in rules}
    areas = {
        name: AREAS.get(name, Text(name, name))
        for name in [*(n for n in AREAS if n in used), *sorted(used - set(AREAS))]
    }
    yield HEAD
    yield " · ".join(f"[{text.vi}](#{area})" for area, text in areas.items()) + "\n"
    for area, text in areas.items():
        yield f"## {area}\n\n{text.vi} / {text.en}\n"
        for rule in rules:
            if rule.id.startswith(f"{area}."):
                yield from _rule(rule)
                if check := checks.get(rule.id):
                    yield from _example(check)
                if row := desk.get(rule.id):
                    yield from _desk_example(row)


def _rule(rule: Rule) -> Iterator[str]:
    code = f", {int(rule.exit_code)}" if rule.severity is Severity.ERROR else ""
    yield f"### {rule.id}\n\n*{SEVERITIES[rule.severity]}{code}*\n"
    yield _sentences(rule, "vi", "Vì sao", "Cách sửa") + "\n"
    yield _sentences(rule, "en", "Why", "What to do") + "\n"


def _example(row: RegisteredCheck) -> Iterator[str]:
    """A file that fails the check which raises a rule, and one that passes it."""
    number, fails, passes = row.check.number, row.fails, row.passes
    yield (
        f"Phép kiểm {number}, ví dụ / check {number}, for example:\n\n"
        f"- không đạt / fails: {_open(fails.vi)} / {_open(fails.en)}\n"
        f"- đạt / passes: {_open(passes.vi)} / {_open(passes.en)}\n"
    )


def _desk_example(row: Row) -> Iterator[str]:
    """A text that a rule of the copy desk names, and its near miss; lines with @ fill a field of the article."""
    repair = "bulletin desk --fix sửa được / repairs it. " if row.certain else ""
    bad, good = (_open(" ⏎ ".join(text.split("\n"))[:240]) for text in (row.bad, row.good))
    yield f"{repair}Ví dụ / for example:\n\n- báo / named: {bad}\n- không báo / not named: {good}\n"


def _sentences(rule: Rule, lang: Literal["vi", "en"], why: str, remedy: str) -> str:
    what, reason, mend = (_open(getattr(text, lang)) for text in (rule.what, rule.why, rule.remedy))
    parts = (f"**{what}**", reason and f"{why}: {reason}", mend and f"{remedy}: {mend}")
    return "<br>\n".join(part for part in parts if part)


def _open(text: str) -> str:
    """A message with its places open, safe for Markdown."""
    plain = re.sub(r"\{\w+\}", "…", text).replace("{{", "{").replace("}}", "}")
    return re.sub(r"([*_<>\[\]|`#\\])", r"\\\1", " ".join(plain.split()))
