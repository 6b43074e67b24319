"""The start file of `docs/windows.md` is run as it is printed there, with a stand-in for the PowerShell of Windows."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from studio_command import until

PAGE = Path(__file__).resolve().parents[3] / "docs" / "windows.md"
STAND_IN = '#!/bin/sh\nprintf "%s\\n" "$*" >>"$HOME/asked"\n'


def test_the_start_file_opens_the_browser_of_windows_and_does_so_again(tmp_path: Path, cache: Path) -> None:
    script = next(one for one in re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.S) if one.startswith("#!"))
    (tmp_path / "ban-tin.sh").write_text(script)
    program = tmp_path / "bulletin/.venv/bin/bulletin"
    program.parent.mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    for path, text in (
        (program, f'#!/bin/sh\nexec "{sys.executable}" -m bulletin "$@"\n'),
        (tmp_path / "bin/powershell.exe", STAND_IN),
    ):
        path.write_text(text)
        path.chmod(0o755)
    (tmp_path / "run").mkdir(mode=0o700)
    environ = {**os.environ, "HOME": str(tmp_path), "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
               "XDG_RUNTIME_DIR": str(tmp_path / "run"), "BULLETIN_CACHE": str(cache)}  # fmt: skip
    asked = tmp_path / "asked"

    def with_hangup() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # `nohup pytest` would leave it ignored

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(["sh", "ban-tin.sh"], cwd=tmp_path, env=environ, start_new_session=True,
                                preexec_fn=with_hangup,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

    def lines() -> list[str]:
        return asked.read_text().splitlines() if asked.exists() else []

    first = start()
    try:
        until(lambda: len(lines()) == 1)
        assert start().wait(240) == 0  # a second double click ends by itself
        until(lambda: len(lines()) == 2)
    finally:
        os.killpg(first.pid, signal.SIGHUP)  # the black window is closed
        first.wait(120)
    told = re.fullmatch(r"-NoProfile -Command Start-Process 'http://127\.0\.0\.1:\d+/#k=[\w-]{43}'", lines()[0])
    assert told
    assert lines()[1] == lines()[0]
    assert (tmp_path / "bao").is_dir()
