"""The fonts of a build, in a cache folder that has room for them: fonts must be files, all else may be skipped."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from bulletin.assets.fonts.load import FontSet, fontconfig, load_fonts
from bulletin.runtime.cache import spare_for
from bulletin.runtime.files import write_error

_NOT_THE_FOLDER = frozenset({errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.EFBIG})
"""What the system says when the process is to blame and not the folder."""


def fonts_with_room(own: Sequence[Path], cache: Path) -> tuple[FontSet, Path, Path]:
    """The faces, the font configuration, and the cache folder that holds them: `cache`, or a spare one.

    Args:
        own: the `fonts/` folders of the issue and of the publication.
        cache: the cache folder.

    Raises:
        OutputError: there is no room in any cache folder.
        ToolError: a font package is missing, is not the checked version or cannot be cut.
    """
    try:
        return *_fonts(own, cache), cache
    except OSError as error:
        if error.errno in _NOT_THE_FOLDER:
            raise
        spare = spare_for(cache, write_error(cache, error))
    try:
        return *_fonts(own, spare), spare
    except OSError as error:
        raise write_error(spare, error) from error


def _fonts(own: Sequence[Path], cache: Path) -> tuple[FontSet, Path]:
    fonts = load_fonts(own, cache)
    return fonts, fontconfig(fonts.folder, cache)
