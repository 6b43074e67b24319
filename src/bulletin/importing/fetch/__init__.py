"""One page from the network when somebody asks for it with `--fetch`, and the pictures of its article; nothing else."""

from __future__ import annotations

from bulletin.importing.fetch.session import Fetched, FetchSession

__all__ = ["FetchSession", "Fetched"]
