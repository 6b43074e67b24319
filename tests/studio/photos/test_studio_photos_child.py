"""What the child of the screen of photos does with one photo."""

from __future__ import annotations

from pathlib import Path

import pillow_heif
import pytest
from phone_photos import shot

from bulletin.assets.photos.thumbs import KIND, keep_thumb
from bulletin.runtime.cache import Cache
from bulletin.studio.photos.child import PhotoLookRequest, look_job


@pytest.mark.parametrize(("kind", "name"), [("HEIF", "anh.heic"), ("JPEG", "anh.jpg")])
def test_a_heic_is_decoded_once_and_its_small_picture_is_that_of_any_photo(
    kind: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, cache, other = tmp_path / name, tmp_path / "cache", tmp_path / "other"
    photo.write_bytes(shot(kind, (800, 600)))
    decoded: list[str] = []
    heif = pillow_heif.as_plugin._LibHeifImageFile
    begin = heif.load_prepare
    monkeypatch.setattr(heif, "load_prepare", lambda image: (decoded.append(kind), begin(image)))
    order = PhotoLookRequest(path=photo, root=tmp_path, cache=cache, name=name).to_wire()
    said = look_job(order, lambda *_: None)
    assert said["ok"], said
    assert look_job(order, lambda *_: None) == said
    assert decoded == (["HEIF"] if kind == "HEIF" else [])
    keep_thumb(other, photo, said["sha256"])
    small = Cache(cache).read(KIND, said["sha256"])
    assert small is not None
    assert small == Cache(other).read(KIND, said["sha256"])
