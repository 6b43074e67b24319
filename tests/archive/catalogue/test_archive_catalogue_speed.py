"""The speed of finding, scaled down; `python -m benchmarks.catalogue` measures the whole figures."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from find_kit import new_archive, years

from bulletin.archive.catalogue import catalogue
from bulletin.archive.catalogue.search import SearchRequest, search

BUSY = 6.0
"""CPU seconds grow when the other threads of a core work too."""


def test_a_year_is_read_and_searched_in_its_share_of_the_time(tmp_path: Path) -> None:
    archive = new_archive(tmp_path)
    years(archive, 26)
    started = time.process_time()
    made = catalogue.rebuild(archive)
    assert time.process_time() - started <= BUSY * 10.0 * 26 / 520 + 0.5  # and half a second for modules
    times = []
    for words in ("bương", "buong sười", "Nguyễn Văn An", "to dan pho so 3", "31-nq/du", '"nghị quyết số"') * 3:
        started = time.process_time()
        search(made.db, SearchRequest(words=words, limit=20))
        times.append(time.process_time() - started)
    made.close()
    assert statistics.median(times) <= BUSY * 0.020


def test_an_unchanged_archive_is_not_read_again(tmp_path: Path) -> None:
    archive = new_archive(tmp_path)
    years(archive, 3, stories=2, words=20)
    assert catalogue.open_catalogue(archive).read_anew == 3
    for path in archive.root.rglob("inventory.json"):
        path.touch()  # as after copying the archive elsewhere
    assert catalogue.open_catalogue(archive).read_anew == 0
