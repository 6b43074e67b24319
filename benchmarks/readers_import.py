"""What importing a list costs: 10,000 rows of XLSX as Excel writes them, beside openpyxl reading the same file alone.

Run `python benchmarks/readers_import.py`. It prints the median and range of CPU seconds of five rounds, and the largest
memory of one process. The parts take turns within a round, so that a busy machine is busy for all of them. The aim is
one CPU second for understanding the list on a quiet machine; openpyxl alone takes most of it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROWS = 10_000
ROUNDS = 5


def excel_list(path: Path, rows: int = ROWS) -> Path:
    """Write a list with a title, a heading in row 2, days as dates, and its words as shared strings."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.append(["DANH SÁCH NHẬN BẢN TIN"])
    page.append(["STT", "Họ và tên", "Thư điện tử", "Tổ dân phố", "Ngày đồng ý"])
    for n in range(rows):
        day = dt.date(2026, 3, 1 + n % 28)
        page.append([n + 1, f"Nguyễn Văn {n}", f"nguoi.thu{n}@thon{n % 40}.example", f"Tổ {n % 20}", day])
    plain = path.with_suffix(".plain")
    book.save(plain)
    shared_strings(plain, path)
    plain.unlink()
    return path


def shared_strings(plain: Path, path: Path) -> None:
    """Rewrite a workbook with its texts in `sharedStrings.xml`, where Excel keeps them."""
    strings: dict[str, int] = {}

    def shared(match: re.Match[str]) -> str:
        return f'<c r="{match[1]}" t="s"><v>{strings.setdefault(match[2], len(strings))}</v></c>'

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    cell = re.compile(r'<c r="(\w+)"(?: s="\d+")? t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>')
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/"):
                text = cell.sub(shared, text.decode()).encode()
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
                text = text.replace(b"</Types>", part.encode())
            new.writestr(name, text)
        items = "".join(f"<si><t>{text}</t></si>" for text in strings)
        head = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        new.writestr("xl/sharedStrings.xml", f"{head}{items}</sst>")


def one_round(path: Path) -> dict[str, float]:
    """CPU seconds of each part in this process, and its largest memory in MiB."""
    import openpyxl

    from bulletin.delivery.readers.database import database_path, using
    from bulletin.delivery.readers.lists.gather import gather
    from bulletin.delivery.readers.lists.reading import read_list
    from bulletin.delivery.readers.people import store
    from bulletin.delivery.readers.values import Consent

    clock = [time.process_time()]
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    read = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    clock.append(time.process_time())
    found = gather(read_list(path), dt.date(2026, 11, 26))
    clock.append(time.process_time())
    consent = Consent(date=dt.date(2026, 11, 1), how="phiếu", words="Tôi đồng ý")
    with tempfile.TemporaryDirectory() as folder, using(database_path(Path(folder)), create=True) as connection:
        done = store(connection, found.people, consent, dt.datetime.now(dt.UTC))
        clock.append(time.process_time())
        store(connection, found.people, consent, dt.datetime.now(dt.UTC))
    clock.append(time.process_time())
    assert len(found.people) == len(done.new) == read - 2
    names = ("openpyxl alone", "read and understand", "store", "compare again")
    costs = {name: after - before for name, before, after in zip(names, clock, clock[1:], strict=False)}
    return {**costs, "memory MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(one_round(Path(sys.argv[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = excel_list(Path(folder) / "list.xlsx")
        sys.stdout.write(f"{ROWS} rows, {path.stat().st_size // 1024} kB\n")
        runs = []
        for _ in range(ROUNDS):
            done = subprocess.run([sys.executable, __file__, str(path)], capture_output=True, text=True, check=True)
            runs.append(json.loads(done.stdout))
    for name in runs[0]:
        values = sorted(run[name] for run in runs)
        sys.stdout.write(f"{name:<22} {statistics.median(values):8.2f}  ({values[0]:.2f}–{values[-1]:.2f})\n")


if __name__ == "__main__":
    main()
