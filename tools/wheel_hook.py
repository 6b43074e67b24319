"""Hatchling calls this while it builds the wheel: faces, compiled templates and declarations go into the package.

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
    """Makes the folder `bulletin/data/ready` of the wheel; a checkout has one in its environment (`tools/setup.sh`)."""

    PLUGIN_NAME = "custom"
    _made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it, unless the checkout is only linked to. Without it the program is slower once and not wrong."""
        if version == "editable":
            return
        self._made = Path(tempfile.mkdtemp())
        ready = self._made / "ready"
        command = [sys.executable, "-m", "bulletin.doctor.ready", str(ready)]
        if os.environ.get("BULLETIN_WHEEL") == "handed-on":
            command.append("--without-faces")
        path = os.pathsep.join(filter(None, [str(Path(self.root, "src")), os.environ.get("PYTHONPATH", "")]))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip() or "?").splitlines()[-1]
            self.app.display_warning(f"Faces and templates are left to the first build: {last}")
            return
        build_data["force_include"][str(ready)] = "bulletin/data/ready"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made beside the wheel."""
        if self._made is not None:
            shutil.rmtree(self._made, ignore_errors=True)
