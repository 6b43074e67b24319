"""The benchmark of the studio asks for what the studio answers; a figure that was not measured is no figure."""

from __future__ import annotations

import re
from pathlib import Path

from bulletin.studio.edits.routes import ROUTES as EDITS
from bulletin.studio.rooms import ROUTES

SOURCE = Path(__file__).resolve().parents[2] / "benchmarks" / "studio.py"


def test_every_address_of_the_benchmark_is_one_of_the_studio() -> None:
    asked = set(re.findall(r'studio\.at\("(\w+)"', SOURCE.read_text("utf-8")))
    known = {
        found[1] for one in (*ROUTES, *EDITS) if (found := re.match(r"/api/\{bulletin\}/\{issue\}/(\w+)", one.path))
    }
    assert asked == {"acts", "ahead", "edits", "photos", "story"}
    assert sorted(asked - known) == []
