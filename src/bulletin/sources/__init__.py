"""READ: input of any kind becomes an `Issue`. Today a folder of YAML files and photos."""

from bulletin.sources.issue import Loaded, SourceCache, load_issue

__all__ = ["Loaded", "SourceCache", "load_issue"]
