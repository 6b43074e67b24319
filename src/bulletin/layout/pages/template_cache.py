"""Compiled templates kept between builds, each behind its own hash: what a bad disk changed is compiled again."""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from bulletin.runtime.cache import keep_sealed, read_sealed, sha256


class TemplateCache(jinja2.BytecodeCache):
    """Jinja's own cache in a folder, but nothing is unpacked whose hash does not fit.

    Args:
        folder: below the cache folder.
        environment: names what else the compiled code depends on: a sandbox compiles otherwise.
    """

    def __init__(self, folder: Path, environment: type[jinja2.Environment] = jinja2.Environment) -> None:
        self._folder = folder
        self._kind = f"{environment.__module__}.{environment.__qualname__} {jinja2.__version__}"

    def load_bytecode(self, bucket: Bucket) -> None:
        data = read_sealed(self._file(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep_sealed(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{sha256(f'{self._kind} {bucket.key}'.encode())[:40]}.jinja"
