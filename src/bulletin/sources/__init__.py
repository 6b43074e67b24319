"""READ: files that people type become values (issue, layout, printer profile), or every mistake at once."""

from bulletin.sources.issue import Loaded, SourceCache, load_issue

__all__ = ["Loaded", "SourceCache", "load_issue"]
