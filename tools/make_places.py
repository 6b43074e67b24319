"""Write the tables of places in `data/desk` from the wheel of the package `vietnamadminunits` (MIT).

    pip download --no-deps vietnamadminunits
    python tools/make_places.py vietnamadminunits-1.0.4-py3-none-any.whl

The package is a source when the tables are made, and no dependency of the program.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "src" / "bulletin" / "data" / "desk"
HEAD = """\
# {title}
# Source: package vietnamadminunits, file {name}, SHA-256
# {digest},
# licence MIT, Copyright (c) 2025 Tran Ngoc Minh Hieu. Written by tools/make_places.py.
# {law}
# {columns}
"""
KINDS = {"Quận": "quận", "Huyện": "huyện", "Thị xã": "thị xã", "Thành phố": "thành phố"}


def main(wheel: Path) -> None:
    """Write the three tables."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        base = archive.extract("vietnamadminunits/data/dataset.db", folder)
        converter = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        with sqlite3.connect(base) as data:
            head = {"name": wheel.name, "digest": digest}
            _write("units-2025", _units(data, converter), **head, title="Districts that ended on 30/6/2025.",
                   law="Resolution: 203/2025/QH15 (no district level from 1/7/2025); the wards by one for each "
                       "province,\n# not checked one by one: certainty `package`; `part` where old wards were divided.",
                   columns="kind, name, province of then, last day, units in its place, certainty")  # fmt: skip
            _write("provinces-2025", _provinces(data, converter), **head, title="Provinces that ended on 30/6/2025.",
                   law="Resolution: 202/2025/QH15 (63 provinces became 34). Certainty: package.",
                   columns="kind, name, last day, province in its place")  # fmt: skip
            _write("wards-2025", _wards(data), **head, title="Wards, communes and special zones from 1/7/2025.",
                   law="Certainty: package.", columns="province, names separated by commas")  # fmt: skip


def _write(table: str, rows: list[tuple[str, ...]], **head: str) -> None:
    text = HEAD.format(**head) + "".join("\t".join(row) + "\n" for row in sorted(rows))
    (OUT / f"{table}.tsv").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{table}: {len(rows)} rows, {len(text.encode())} bytes\n")


def _names(data: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Province key, ward key → the name as printed."""
    found = data.execute("select provinceKey, wardKey, ward from admin_units")
    return {(province, ward): name[0].lower() + name[1:] for province, ward, name in found}


def _units(data: sqlite3.Connection, converter: dict[str, Any]) -> list[tuple[str, ...]]:
    names = _names(data)
    successors: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in wards.items():
            for old in olds:
                successors["_".join(old.split("_")[:2])].add((names[province, new], False))
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in olds.items():
            for new in news:
                successors["_".join(old.split("_")[:2])].add((names[province, new["newWardKey"]], True))
    rows = []
    query = (
        "select distinct districtType, districtShort, provinceShort, provinceKey, districtKey from admin_units_legacy"
    )
    for kind, name, province, province_key, key in data.execute(query):
        if not key:
            continue
        found = successors[f"{province_key}_{key}"]
        whole = sorted({one for one, _ in found})
        certainty = "part" if any(divided for _, divided in found) else "package"
        short = name.removeprefix(f"{kind} ")
        rows.append((KINDS[kind], short, province, "30/6/2025", ", ".join(whole), certainty))
    return rows


def _provinces(data: sqlite3.Connection, converter: dict[str, Any]) -> list[tuple[str, ...]]:
    old = dict(data.execute("select distinct provinceKey, province from admin_units_legacy"))
    new = dict(data.execute("select distinct provinceKey, province from admin_units"))
    rows = []
    for now, befores in converter["DICT_PROVINCE"].items():
        for before in befores:
            if old[before] != new[now]:
                kind = "tỉnh" if old[before].startswith("Tỉnh ") else "thành phố"
                name = old[before].split(" ", 1)[1] if kind == "tỉnh" else old[before].split(" ", 2)[2]
                rows.append((kind, name, "30/6/2025", new[now][0].lower() + new[now][1:]))
    return rows


def _wards(data: sqlite3.Connection) -> list[tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for province, ward in data.execute("select provinceShort, ward from admin_units"):
        if ward:
            found[province].add(ward[0].lower() + ward[1:])
    return [(province, ",".join(sorted(wards))) for province, wards in found.items()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
