"""The examples for cron and systemd in the officer's page can be pasted as they are."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs/keeping.md"


def test_the_cron_line_reads_one_of_thirty_parts_and_speaks_up_only_when_something_is_wrong(tmp_path: Path) -> None:
    line = next(line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("30 2 * * *"))
    command = line.removeprefix("30 2 * * * ")
    assert "%" not in command.replace(r"\%", "")  # cron ends the command at a bare percent sign
    tool = tmp_path / "bulletin"
    for code in (0, 8):
        tool.write_text(f'#!/bin/sh\necho "$@"\nexit {code}\n', "utf-8")
        tool.chmod(0o755)
        shell = command.replace(r"\%", "%").replace("/srv/ban-tin", str(tmp_path))
        done = subprocess.run(
            ["/bin/sh", "-c", shell], capture_output=True, text=True, check=False, cwd=tmp_path,
            env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        )  # fmt: skip
        assert done.returncode == 0
        said = (tmp_path / "verify.txt").read_text("utf-8")
        found = re.fullmatch(r"verify --strict --part (\d+)/30\n", said)
        assert found
        assert 1 <= int(found[1]) <= 30
        assert done.stdout == (said if code else "")


def test_the_systemd_units_have_what_they_need() -> None:
    units = re.findall(r"```ini\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    service, timer = (unit for unit in units if "/etc/systemd" in unit or "[Timer]" in unit)
    assert "ExecStart=/usr/local/bin/bulletin verify --strict" in service
    assert "Persistent=true" in timer
    assert "WantedBy=timers.target" in timer


def test_the_readme_restores_into_a_folder_that_its_example_has_not() -> None:
    words = (PAGE.parents[1] / "README.md").read_text("utf-8")
    (into,) = re.findall(r"^bulletin restore \S+ --into (\S+)", words, re.MULTILINE)
    built = set(re.findall(r"^bulletin (?:build|keep|check|send) ([^\s-]\S*)", words, re.MULTILINE))
    assert "so-46" in built
    assert into not in built
