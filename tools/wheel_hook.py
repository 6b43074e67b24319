"""Hatchling calls this while it builds the wheel: faces, templates, declarations and the studio's window go into it.

`pip install .` builds a wheel and keeps it on this computer. A wheel that is handed on is built with
`BULLETIN_WHEEL=handed-on`, which leaves the faces out (`fonts/README.md`); its first build cuts them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes `ready` and `studio` in `bulletin/data` of the wheel; a checkout has its own (`tools/setup.sh`)."""

    PLUGIN_NAME = "custom"
    _made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make both, unless the checkout is only linked to."""
        if version == "editable":
            return
        self._made = Path(tempfile.mkdtemp())
        for name, words in (("ready", self._ready()), ("studio", self._window())):
            folder = self._made / name
            done = self._run(*words, str(folder))
            if done.returncode == 0:
                build_data["force_include"][str(folder)] = f"bulletin/data/{name}"
            else:
                self._tell(name, (done.stderr.strip() or "?").splitlines()[-1])

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made beside the wheel."""
        if self._made is not None:
            shutil.rmtree(self._made, ignore_errors=True)

    def _ready(self) -> list[str]:
        without = ["--without-faces"] if handed_on() else []
        return ["-m", "bulletin.doctor.ready", *without]

    def _window(self) -> list[str]:
        return [str(Path(self.root, "tools/make_studio.py")), "--into"]

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(filter(None, [str(Path(self.root, "src")), os.environ.get("PYTHONPATH", "")]))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, *words], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def _tell(self, name: str, why: str) -> None:
        """Without faces the program is slower once; without the window it lacks one command, so no wheel for others."""
        if name == "ready":
            self.app.display_warning(f"Faces and templates are left to the first build: {why}")
        elif handed_on():
            raise RuntimeError(f"A wheel that is handed on needs the studio's window: {why}")
        else:
            self.app.display_warning(f"`bulletin studio` has no window in this installation: {why}")


def handed_on() -> bool:
    return os.environ.get("BULLETIN_WHEEL") == "handed-on"
