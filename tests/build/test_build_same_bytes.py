"""Same input, same bytes; nothing is read from the network or from outside; the release says what was built."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import shutil
import sys
from pathlib import Path

import pytest
from build_issues import build, photo, python, release_of, small_issue, write_issue

from bulletin.errors import BulletinError
from bulletin.release import verify

BUILD = """
import sys
from bulletin.build.recipe import build_job
build_job({"folder": sys.argv[1], "out": sys.argv[2], "cache": sys.argv[3], "layout": None})
"""

# Everything that the interpreter opens or connects to is judged before it happens.
GUARDED = """
import os, sys
log = os.open(sys.argv[4], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
roots = tuple(sys.argv[5:])
CALLS = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "os.system", "os.exec", "os.posix_spawn", "subprocess.")
def hook(event, args):
    if event.startswith(CALLS) and event != "socket.__new__":
        os.write(log, f"{event} {args[:2]}\\n".encode())
    if event == "open" and isinstance(args[0], (str, bytes)):
        if os.sep not in os.fsdecode(args[0]):
            return  # an entry of a folder that is open already, and was judged then (photos are opened so)
        path = os.path.abspath(os.fsdecode(args[0]))
        writes = bool(args[2] & 3)
        if not path.startswith(roots[:3] if writes else roots):
            os.write(log, f"open {'to write' if writes else 'to read'} {path}\\n".encode())
sys.addaudithook(hook)
from bulletin.build.recipe import build_job
build_job({"folder": sys.argv[1], "out": sys.argv[2], "cache": sys.argv[3], "layout": None})
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A folder with its build in `build/`."""
    folder = small_issue(tmp_path_factory.mktemp("so-18"))
    build(folder, folder / "build", cache)
    return folder


def test_same_input_same_bytes(built: Path, tmp_path: Path) -> None:
    """Another folder, an empty cache, another time zone, locale and hash seed."""
    other = tmp_path / "nơi khác" / "số báo"
    shutil.copytree(built, other, ignore=shutil.ignore_patterns("build"))
    for path in other.rglob("*"):
        path.touch()
    environ = {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C"}
    done = python(BUILD, str(other), str(other / "build"), str(tmp_path / "cache"), cwd=tmp_path, **environ)
    assert done.returncode == 0, done.stderr
    for name in ("screen.pdf", "release.json"):
        assert (other / "build" / name).read_bytes() == (built / "build" / name).read_bytes(), name


def test_nothing_outside_is_read_written_or_called(built: Path, tmp_path: Path, cache: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    root = Path(__file__).resolve().parents[2]
    allowed = [
        tmp_path / "out", cache, temporary, built, root, Path(sys.prefix), Path(sys.base_prefix) / "lib", Path("/proc"),
        Path("/sys"), Path("/dev/urandom"), Path("/usr/lib"), Path("/usr/share/zoneinfo"), Path("/lib"),
        *map(Path, mimetypes.knownfiles),
    ]  # fmt: skip
    log = tmp_path / "log"
    places = [built, tmp_path / "out", cache, log, *allowed]
    # The hook sees names inside the open output folder without their folder, so it begins there.
    (tmp_path / "out").mkdir()
    done = python(GUARDED, *map(str, places), cwd=tmp_path / "out", TMPDIR=str(temporary))
    assert done.returncode == 0, done.stderr
    assert log.read_text("utf-8") == ""
    assert not [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".") or path.is_dir()]
    assert list(temporary.iterdir()) == []


def test_the_release_says_what_was_built(built: Path) -> None:
    out = built / "build"
    release = release_of(out)
    for edition in release["editions"].values():
        data = (out / edition["file"]).read_bytes()
        assert (edition["sha256"], edition["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    wanted = {
        path.relative_to(built).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in built.rglob("*") if path.is_file() and "build" not in path.relative_to(built).parts
    }  # fmt: skip
    assert release["inputs"] == wanted
    assert release["fonts"]
    assert release["layout"]["tuan-tin/layout.yaml"]
    assert release["layout"]["_base/base.css"]
    assert {"weasyprint", "bulletin"} <= {name.casefold() for name in release["tools"]}
    assert verify(out) == ()
    assert str(built) not in (out / "release.json").read_text("utf-8")


def test_a_changed_file_is_noticed(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    shutil.copytree(built / "build", out)
    with (out / "screen.pdf").open("ab") as stream:
        stream.write(b" ")
    assert [f.rule.id for f in verify(out)] == ["release.file-changed"]


def test_a_failed_build_writes_nothing_and_keeps_the_last_one(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    build(folder, folder / "build", cache)
    before = {p.name: p.read_bytes() for p in (folder / "build").iterdir()}
    text = (folder / "articles" / "ngo-14.yaml").read_text("utf-8")
    for broken in (text.replace("title:", "tilte:"), text.replace("Ngõ 14 lát", "Ngõ 學 lát"), "id: [", ""):
        (folder / "articles" / "ngo-14.yaml").write_text(broken, "utf-8")
        with pytest.raises(BulletinError) as caught:
            build(folder, folder / "build", cache)
        assert caught.value.findings
        assert {p.name: p.read_bytes() for p in (folder / "build").iterdir()} == before
        with pytest.raises(BulletinError):
            build(folder, tmp_path / "elsewhere", cache)
        assert not (tmp_path / "elsewhere").exists() or not list((tmp_path / "elsewhere").iterdir())


def test_where_a_photo_was_taken_never_reaches_the_file(tmp_path: Path, cache: Path) -> None:
    folder = small_issue(tmp_path / "so-18")
    photo(folder / "photos" / "ben.jpg", gps=True)
    raw = (folder / "photos" / "ben.jpg").read_bytes()
    assert b"MAYANH-BIMAT" in raw
    build(folder, tmp_path / "out", cache)
    pdf = (tmp_path / "out" / "screen.pdf").read_bytes()
    for secret in (b"MAYANH", b"NGUOI-CHUP-BIMAT", b"Exif\0\0", b"GPS"):
        assert secret not in pdf
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        pictures = 0
        for obj in document.objects:
            if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == pikepdf.Name.Image:
                data = obj.read_raw_bytes()
                pictures += data.startswith(b"\xff\xd8")
                assert b"Exif" not in data
                assert b"BIMAT" not in data
        assert pictures == 1


@pytest.mark.parametrize(
    ("size", "rule"), [((260, 174), "photo.edition-resolution"), ((90, 60), "photo.too-low-resolution")]
)
def test_a_photo_without_enough_pixels_is_reported(
    tmp_path: Path, cache: Path, size: tuple[int, int], rule: str
) -> None:
    """A warning builds; an error is an error: nothing is written."""
    shot = {"id": "anh-1", "file": "photos/nho.jpg", "caption": "Ảnh nhỏ", "alt": "Ảnh", "width": "column"}
    folder = tmp_path / "so-18"
    photo(folder / "photos" / "nho.jpg", *size)
    write_issue(folder, [{"id": "mot", "title": "Một", "body": SMALL_BODY, "photos": [shot]}])
    if rule == "photo.too-low-resolution":
        with pytest.raises(BulletinError) as caught:
            build(folder, tmp_path / "out", cache)
        assert rule in [f.rule.id for f in caught.value.findings]
        assert not (tmp_path / "out" / "screen.pdf").exists()
        return
    result = build(folder, tmp_path / "out", cache)
    assert rule in [f["rule"] for f in result["findings"]]
    assert rule in [f["rule"] for f in release_of(tmp_path / "out")["findings"]]


SMALL_BODY = "Bà con ra bến từ sớm. " * 12


def test_the_result_of_a_build_is_plain_data(built: Path, tmp_path: Path, cache: Path) -> None:
    result = build(built, tmp_path / "out", cache)
    assert json.loads(json.dumps(result)) == result
    assert result["pages"] == release_of(tmp_path / "out")["editions"]["screen"]["pages"]
    assert result["lines"]["refereed"] == 0
    assert {"read", "plan", "pages", "proof", "write"} <= set(result["stages"])


def test_a_paragraph_typed_twice_is_printed_twice(tmp_path: Path, cache: Path) -> None:
    """Also where its first copy is parted by the end of a column, and the second is not."""
    body = "\n\n".join([SMALL_BODY, "Ai có gạch vụn sạch thì để dành cho ngõ 14, tổ trưởng sẽ cho xe đến chở."] * 9)
    folder = write_issue(tmp_path / "so-18", [{"id": "mot", "title": "Một chuyện kể mãi", "body": body}], ["lead"])
    assert build(folder, tmp_path / "out", cache)["pages"] >= 1


def test_photos_may_be_listed_in_any_order(tmp_path: Path, cache: Path) -> None:
    """The text decides where photos stand; the list at the end of the file need not follow it."""
    shots = [
        {"id": f"anh-{n}", "file": "photos/a.jpg", "caption": f"Chú thích dài của tấm ảnh thứ {n}", "alt": f"Ảnh {n}"}
        for n in range(3)
    ]
    body = "\n\n".join(f"{SMALL_BODY}\n\n![[anh-{n}]]" for n in (2, 0, 1))
    folder = write_issue(tmp_path / "so-18", [{"id": "mot", "title": "Ba tấm ảnh", "body": body, "photos": shots}])
    assert build(folder, tmp_path / "out", cache)["pages"] >= 1
