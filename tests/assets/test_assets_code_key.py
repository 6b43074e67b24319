"""Cached results are named by the code that made them, whoever forgets what."""

from __future__ import annotations

import re
from pathlib import Path

import bulletin.assets
from bulletin.assets import code_key, qr
from bulletin.assets.code_key import installed, source_key
from bulletin.assets.photos import cache as photo_cache

ASSETS = Path(bulletin.assets.__file__).parent


def test_another_source_text_is_another_key(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    first = source_key(tmp_path, "lib-1")
    assert first == source_key(tmp_path, "lib-1") != source_key(tmp_path, "lib-2")
    (tmp_path / "a.py").write_text("x = 2\n")
    second = source_key(tmp_path, "lib-1")
    (tmp_path / "b.py").write_text("")
    assert len({first, second, source_key(tmp_path, "lib-1")}) == 3


def test_changed_rendering_code_finds_no_old_entry(monkeypatch, tmp_path: Path) -> None:
    def keys() -> tuple[object, ...]:
        picture = photo_cache.picture_key("0" * 64, (0, 0, 1, 1), (10, 10), 82, "RGB", ())
        return picture, photo_cache._content_entry(tmp_path, "0" * 64), qr._file("https://a.vn", "M", tmp_path)

    before = keys()
    assert before == keys()
    copy = tmp_path / "assets"
    copy.mkdir()
    for path in ASSETS.glob("*.py"):
        extra = "\n# another curve\n" if path.name == "toner.py" else ""
        (copy / path.name).write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    monkeypatch.setattr(code_key, "__file__", str(copy / "code_key.py"))
    code_key.code_key.cache_clear()
    try:
        after = keys()
    finally:
        code_key.code_key.cache_clear()
    assert all(new != old for new, old in zip(after, before, strict=True))


def test_libraries_are_named_with_their_versions() -> None:
    for name in ("PIL", "uharfbuzz", "fontTools", "qrcode"):
        assert re.search(r"-\d+\.\d", installed(name)), name
    assert installed("no_such_package") == "no_such_package none"


def test_no_version_is_kept_by_hand() -> None:
    for path in ASSETS.glob("*.py"):
        assert not re.search(r"^_?[A-Z_]*VERSION = \d", path.read_text(encoding="utf-8"), re.M), path.name
