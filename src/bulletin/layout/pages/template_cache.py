"""Compiled templates kept between builds, each behind its own hash: what a bad disk changed is compiled again.

Those of the shipped layouts come with the installation.
"""

from __future__ import annotations

import marshal
import pickle
import sys
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, bc_magic

from bulletin.runtime.cache import keep_sealed, read_sealed, sha256
from bulletin.runtime.start.installed import ready_sealed

KIND = "templates"
"""The folder of compiled templates, in a cache and in the installation."""


class TemplateCache(jinja2.BytecodeCache):
    """Jinja's own cache in a folder, but nothing is unpacked whose hash does not fit.

    Args:
        folder: of a cache; None keeps nothing and knows only what came with the installation.
        environment: what the compiled code depends on besides: a sandbox compiles otherwise.
    """

    def __init__(self, folder: Path | None, environment: type[jinja2.Environment] = jinja2.Environment) -> None:
        self._folder = folder
        maker = Path(sys.modules[environment.__module__].__file__ or "")
        self._kind = f"{environment.__qualname__} {jinja2.__version__} {sha256(maker.read_bytes())}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from the installation, else from the cache; Jinja refuses code of another Python or text."""
        data = ready_sealed(KIND, self._name(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)
        if bucket.code is None and self._folder is not None:
            data = read_sealed(self._folder / self._name(bucket))
            if data is not None:
                bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of the bucket, written so that the same template gives the same bytes each time."""
        if self._folder is not None:
            code = marshal.dumps(bucket.code, 2)  # the last version that does not count references
            keep_sealed(self._folder / self._name(bucket), bc_magic + pickle.dumps(bucket.checksum, 2) + code)

    def _name(self, bucket: Bucket) -> str:
        return f"{sha256(f'{self._kind} {bucket.key}'.encode())[:40]}.jinja"
