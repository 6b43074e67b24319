"""What a cached result was made by: our own source text and the versions of the libraries that we call.

A number that somebody has to raise is forgotten one day, and then the bytes of an issue depend on what lay in the
cache. So every key of this package holds the text of the whole package: a change of a comment makes photos and faces
again, which costs a few seconds once and is never wrong.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from bulletin import __version__


@lru_cache(maxsize=8)
def code_key(*distributions: str) -> str:
    """Names the code behind a result: 16 hexadecimal digits.

    Nothing is imported: `bulletin check` asks for it and must not load what draws. Read once per process (about 1 ms).

    Args:
        distributions: the import names of the libraries whose version counts, such as `PIL`.
    """
    return source_key(Path(__file__).parent, *(installed(name) for name in distributions))


def source_key(folder: Path, *extra: str) -> str:
    """Names the Python files of a folder and some texts beside them.

    Raises:
        OSError: a file cannot be read.
    """
    digest = hashlib.sha256(repr((__version__, extra)).encode())
    for path in sorted(folder.rglob("*.py")):
        digest.update(
            hashlib.sha256(path.relative_to(folder).as_posix().encode()).digest()
            + hashlib.sha256(path.read_bytes()).digest()
        )
    return digest.hexdigest()[:16]


def installed(name: str) -> str:
    """The versions of the distributions that brought a package, from the names of their folders beside it.

    `importlib.metadata` would answer too, but its first use costs 50 ms of CPU.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return f"{name} none"
    site = Path(spec.origin).parent.parent
    project = _PROJECTS.get(name, name).lower()
    return "+".join(
        sorted(path.name for path in site.glob("*.dist-info") if path.name.lower().startswith(f"{project}-"))
    )


_PROJECTS = {"PIL": "pillow", "fontTools": "fonttools", "zxingcpp": "zxing_cpp"}
"""Where the project's name differs from the package's."""
