"""Names that running text may hold, counted over all issues, for a person to confirm."""

from __future__ import annotations

import sqlite3
from collections import Counter

from bulletin.archive.catalogue.confirmed import propose, read_confirmed
from bulletin.archive.catalogue.folding import fold
from bulletin.archive.catalogue.names import GuessedKind, candidates
from bulletin.archive.store.root import Archive
from bulletin.errors import InputError

_MOST = 2000
"""New names a time, the most frequent first: more is read by nobody."""


def propose_candidates(archive: Archive, db: sqlite3.Connection) -> int:
    """Write names that nobody has confirmed, refused or typed to index.yaml as comments; returns how many.

    Raises:
        InputError: index.yaml has mistakes.
        OutputError: it cannot be written.
    """
    confirmed = read_confirmed(archive.folder)
    if confirmed.findings:
        raise InputError(confirmed.findings)
    known = {(kind, name) for kind, name in db.execute("SELECT kind, folded FROM names")}
    known |= confirmed.refused | {(kind, fold(spelling)) for kind, spelling in confirmed.names}
    counts: Counter[tuple[GuessedKind, str]] = Counter()
    where: dict[tuple[GuessedKind, str], str] = {}
    # The lines of a page break names in two.
    for issue, text in db.execute("SELECT issue, text FROM entries WHERE kind = 'story' ORDER BY id DESC"):
        for kind, name in candidates(text):
            if (kind, fold(name)) not in known:
                counts[kind, name] += 1
                where.setdefault((kind, name), issue)
    ordered = sorted(counts, key=lambda pair: (-counts[pair], pair))[:_MOST]
    return propose(
        archive.folder,
        ((kind, name, f"{counts[kind, name]} lần / times, {where[kind, name]}") for kind, name in ordered),
    )
