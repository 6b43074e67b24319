"""Ordinary trouble is never a fault of the program: full disks, closed streams, no memory, a folder in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from build_issues import write_issue

from bulletin.errors import BulletinError, ExitCode
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.start.installed import ready_folders

HERE = Path(__file__).parent
SENTENCE = "Sáng sớm bà con tổ dân phố số 6 ra bến từ lúc 5 giờ, gió còn mang hơi muối. "


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    return write_issue(tmp_path / "so-18", [{"id": "ben", "title": "Bến cá", "body": SENTENCE * 9}], ["lead"])


def shell(line: str, cache: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which `bulletin` is the program."""
    program = f'bulletin() {{ "{sys.executable}" -m bulletin "$@"; }}; set -o pipefail; '
    env = {**os.environ, "BULLETIN_CACHE": str(cache), "BULLETIN_LANG": "en", "NO_COLOR": "1", **environ}
    return subprocess.run(
        ["bash", "-c", program + line], capture_output=True, text=True, timeout=200, check=False,
        env={name: value for name, value in env.items() if value},
    )  # fmt: skip


def calm(done: subprocess.CompletedProcess[str], code: ExitCode) -> None:
    """The exit code of the table, and no word of Python's."""
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert "Traceback" not in said
    assert "Exception ignored" not in said


# --- 70, 82: closed and full streams ----------------------------------------------------------------------------


@pytest.mark.parametrize("streams", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full", "| true", "2>&1 | true"])
def test_checking_with_streams_that_nobody_reads(issue: Path, cache: Path, streams: str) -> None:
    calm(shell(f"bulletin check {issue} {streams}", cache), ExitCode.DONE)
    (issue / "articles" / "ben.yaml").write_text("id: ben\ntilte: Bến\n", "utf-8")
    calm(shell(f"bulletin check {issue} {streams}", cache), ExitCode.BAD_INPUT)


def test_data_that_is_lost_is_said(issue: Path, cache: Path) -> None:
    for line in (f"check {issue} --json", "schema article", "--help"):
        done = shell(f"bulletin {line} >/dev/full", cache)
        calm(done, ExitCode.CANNOT_WRITE)
        assert "[output.unsaid]" in done.stderr
        assert "no space left on device" in done.stderr


@pytest.mark.parametrize("streams", ["2>&-", "<&- >&- 2>&-", "2>&1 >/dev/null | true"])
def test_building_with_streams_that_nobody_reads(issue: Path, cache: Path, streams: str) -> None:
    calm(shell(f"bulletin build {issue} --editions screen {streams}", cache), ExitCode.DONE)
    assert (issue / "build" / "release.json").exists()


def test_wrong_usage_and_bugs_with_closed_streams(cache: Path) -> None:
    calm(shell("bulletin bild 2>&- >&-", cache), ExitCode.USAGE)


# --- 74: a folder where a file should be ------------------------------------------------------------------------


def test_a_folder_named_screen_pdf(issue: Path, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "screen.pdf").mkdir(parents=True)
    done = shell(f"bulletin build {issue} --editions screen,office --out {out}", cache)
    calm(done, ExitCode.CANNOT_WRITE)
    assert f"{out}/screen.pdf" in done.stderr
    assert "a folder has that name" in done.stderr
    assert [path.name for path in out.iterdir()] == ["screen.pdf"]
    assert list((out / "screen.pdf").iterdir()) == []


def test_a_link_at_build_is_refused_and_its_remedy_works(issue: Path, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (issue / "build").symlink_to(tmp_path / "elsewhere")
    for command in ("build --editions screen", "proof"):
        done = shell(f"bulletin {command} {issue}", cache)
        calm(done, ExitCode.CANNOT_WRITE)
        assert "[output.link]" in done.stderr
        assert list((tmp_path / "elsewhere").iterdir()) == []
    out = tmp_path / "elsewhere"
    assert f"--out “{out}”" in done.stderr
    calm(shell(f"bulletin proof {issue} --out {out}", cache), ExitCode.DONE)


# --- 69: disks without room, folders that cannot be written -----------------------------------------------------


def small_disk(line: str, place: Path, kib: int, cache: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a line with a file system of a few kB at `place`."""
    place.mkdir()
    rights = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
    if subprocess.run(["unshare", *rights, "--mount", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk (unshare --mount)")
    mounted = f"mount -t tmpfs -o size={kib}k none {place} && {line}"
    program = f'bulletin() {{ "{sys.executable}" -m bulletin "$@"; }}; '
    return shell(f"unshare {' '.join(rights)} --mount bash -c '{program}{mounted}'", cache, **environ)


@pytest.mark.parametrize("kib", [4, 200])
def test_a_temporary_disk_without_room(issue: Path, cache: Path, tmp_path: Path, kib: int) -> None:
    place = tmp_path / "small"
    shutil.rmtree(cache / "pages", ignore_errors=True)  # pages that are kept need no room
    done = small_disk(f"bulletin build {issue} --editions screen", place, kib, cache, TMPDIR=str(place))
    calm(done, ExitCode.CANNOT_WRITE)
    assert f"{place}" in done.stderr
    assert "the disk is full" in done.stderr
    assert "TMPDIR=" in done.stderr
    assert not (issue / "build").exists()


def test_a_cache_without_room_is_passed_over(issue: Path, cache: Path, tmp_path: Path) -> None:
    """A part of what is kept fits; the fonts do not, and go to the temporary folder of this user."""
    place, spare = tmp_path / "small", tmp_path / "tmp"
    spare.mkdir()
    environ = {"BULLETIN_CACHE": str(place / "cache"), "TMPDIR": str(spare)}
    done = small_disk(f"bulletin build {issue} --editions screen", place, 300, cache, **environ)
    calm(done, ExitCode.DONE)
    if any((folder / "fonts").is_dir() for folder in ready_folders()):
        # The fonts came with the installation, so nothing that is needed has to be kept.
        assert (issue / "build" / "screen.pdf").exists()
        assert "using" not in done.stderr
        return
    assert "using" in done.stderr
    kept = spare / f"bulletin-{os.getuid()}"
    assert kept.stat().st_mode & 0o777 == 0o700
    assert list((kept / "fonts").rglob("*.ttf"))
    assert (issue / "build" / "screen.pdf").exists()


@pytest.mark.parametrize("home", ["file", "missing", "cache is a file", "read-only"])
def test_a_home_that_cannot_be_written(issue: Path, cache: Path, tmp_path: Path, home: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    spare = tmp_path / "tmp"
    spare.mkdir()
    environ = {
        "file": {"HOME": str(file)},
        "missing": {"HOME": ""},
        "cache is a file": {"BULLETIN_CACHE": str(file)},
        "read-only": {"HOME": "/proc/self"},
    }[home]
    if home == "missing":  # the account's own folder would be used, and must not be
        environ["XDG_CACHE_HOME"] = "/proc/nowhere"
    done = shell(
        f"cd {tmp_path}; bulletin check {issue}", cache, **{"BULLETIN_CACHE": "", "TMPDIR": str(spare), **environ}
    )
    calm(done, ExitCode.DONE)
    assert (spare / f"bulletin-{os.getuid()}" / "CACHEDIR.TAG").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "so-18", "tmp"]


def test_a_spare_folder_that_somebody_else_laid_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bulletin.errors import OutputError
    from bulletin.runtime import cache as caches

    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "mine").mkdir(mode=0o700)
    open_to_all, link, good = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    link.symlink_to(tmp_path / "mine")
    monkeypatch.setattr(caches, "_spare_name", lambda: "a")
    monkeypatch.setattr(caches, "spare_folders", lambda: iter([open_to_all, link, good]))
    assert caches.usable(open_to_all) == good
    assert caches.usable(tmp_path / "file") == good
    monkeypatch.setattr(caches, "spare_folders", lambda: iter([open_to_all, link]))
    with pytest.raises(OutputError) as caught:
        caches.usable(tmp_path / "file")
    assert str(tmp_path / "file") in caught.value.findings[0].what("en")


# --- 72: no memory in a forked stage ----------------------------------------------------------------------------


def test_a_template_cannot_ask_for_memory(cache: Path, tmp_path: Path) -> None:
    """The sandbox refuses what the template asks for; `test_runtime_ahead.py` tests a forked stage without memory."""
    folder = shutil.copytree(HERE / "72-memory-in-forked-stage" / "issue", tmp_path / "issue")
    job = {"folder": str(folder), "out": str(tmp_path / "out"), "cache": str(cache)}
    with pytest.raises(BulletinError) as caught:
        run_job("bulletin.build.recipe:build_job", job, Limits(memory_mib=400))
    assert caught.value.findings[-1].rule.id == "layout.template"
    assert caught.value.exit_code is ExitCode.BAD_INPUT
