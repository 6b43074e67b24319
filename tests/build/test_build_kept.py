"""Nothing is set twice: another edition, other data and a build after the preview find their pages set.

Cached and uncached builds give the same bytes, whatever of the cache is there and however many cores there are.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from build_issues import bulletin, python, small_issue

from bulletin.build.warm import WarmBuild
from bulletin.layout.setting import kept as setting_kept
from bulletin.layout.setting import library_versions

TRAP = "raise ImportError('weasyprint was imported though nothing has to be set')\n"
BUILD = """
import os, sys
from bulletin.build.recipe import build_job
if sys.argv[5] == "1":
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
choices = {"editions": sys.argv[4].split(",")}
build_job({"folder": sys.argv[1], "out": sys.argv[2], "cache": sys.argv[3], "layout": None, "choices": choices})
"""
ALL = "screen,press,office,record"


@pytest.fixture
def trap(tmp_path: Path) -> str:
    """A folder for PYTHONPATH in which WeasyPrint cannot be imported."""
    (tmp_path / "trap" / "weasyprint" / "text").mkdir(parents=True)
    (tmp_path / "trap" / "weasyprint" / "text" / "ffi.py").write_text("", "utf-8")  # read for its hash
    (tmp_path / "trap" / "weasyprint" / "__init__.py").write_text(TRAP, "utf-8")
    return str(tmp_path / "trap")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[Path, Path]:
    """An issue with all its editions in `build/`, and a cache of its own that this build has filled."""
    folder = small_issue(tmp_path_factory.mktemp("kept") / "so-18")
    own = folder.parent / "cache"
    shutil.copytree(cache / "fonts", own / "fonts") if (cache / "fonts").is_dir() else None
    _build(folder, folder / "build", own, ALL)
    return folder, own


def _build(folder: Path, out: Path, cache: Path, editions: str, cores: str = "", **environ: str) -> None:
    done = python(BUILD, str(folder), str(out), str(cache), editions, cores, **environ)
    assert done.returncode == 0, done.stderr


def _same(out: Path, folder: Path, *names: str) -> None:
    for name in names:
        assert (out / name).read_bytes() == (folder / "build" / name).read_bytes(), name


def _set_pages(cache: Path) -> set[str]:
    return {path.name for path in (cache / "pages").glob("set-*")}


EVERY = ("screen.pdf", "press.pdf", "office.pdf", "record.pdf", "preflight.html", "release.json", "articles.json")


def test_another_edition_and_new_data_set_nothing(made: tuple[Path, Path], tmp_path: Path, trap: str) -> None:
    folder, cache = made
    _build(folder, tmp_path / "all", cache, ALL, PYTHONPATH=trap)
    _same(tmp_path / "all", folder, *EVERY)
    _build(folder, tmp_path / "one", cache, "screen", PYTHONPATH=trap)
    _same(tmp_path / "one", folder, "screen.pdf")
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    with (data / "issue.yaml").open("a", encoding="utf-8") as file:
        file.write("outputs: {press: {marks: full}}\n")
    before = _set_pages(cache)
    _build(data, tmp_path / "marks", cache, "press")  # a file changed, so WeasyPrint is imported ahead, for nothing
    assert _set_pages(cache) == before
    assert (tmp_path / "marks" / "press.pdf").read_bytes() != (folder / "build" / "press.pdf").read_bytes()


def test_a_changed_word_is_set(made: tuple[Path, Path], tmp_path: Path, trap: str) -> None:
    """The trap works, and what is kept is not taken for other pages."""
    folder, cache = made
    other = tmp_path / "so-18"
    shutil.copytree(folder, other)
    article = other / "articles" / "ngo-14.yaml"
    article.write_text(article.read_text("utf-8").replace("Ngõ 14 lát lại gạch", "Ngõ 14 lát lại đá"), "utf-8")
    done = python(BUILD, str(other), str(tmp_path / "out"), str(cache), "screen", "", PYTHONPATH=trap)
    assert "nothing has to be set" in done.stderr
    _build(other, tmp_path / "out", cache, "screen")
    assert (tmp_path / "out" / "screen.pdf").read_bytes() != (folder / "build" / "screen.pdf").read_bytes()


@pytest.mark.parametrize(("cache_is", "cores"), [("empty", "1"), ("half filled", ""), ("damaged", "1"), ("full", "1")])
def test_the_same_bytes_with_any_cache_and_any_cores(
    made: tuple[Path, Path], tmp_path: Path, cache_is: str, cores: str
) -> None:
    folder, full = made
    cache = tmp_path / "cache"
    if cache_is != "empty":
        shutil.copytree(full, cache)
        entries = sorted(path for path in cache.rglob("*") if path.is_file() and path.name != "CACHEDIR.TAG")
        for n, path in enumerate(entries):
            if cache_is == "half filled" and n % 2:
                path.unlink()
            elif cache_is == "damaged" and path.suffix not in {".conf", ".ttf"}:
                path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2] + b"?")
    _build(folder, tmp_path / "out", cache, ALL, cores)
    _same(tmp_path / "out", folder, *EVERY)


def test_a_build_after_the_preview_sets_nothing(tmp_path: Path, cache: Path, trap: str) -> None:
    """After its first build, and after an edit of which only some pages were set."""
    folder = small_issue(tmp_path / "so-18")
    own = tmp_path / "cache"
    warm = WarmBuild(folder, own)
    assert warm.rebuild().ok
    _build(folder, tmp_path / "first", own, ALL, PYTHONPATH=trap)
    article = folder / "articles" / "ngo-14.yaml"
    article.write_text(article.read_text("utf-8").replace("Ngõ 14 lát lại gạch", "Ngõ 14 lát lại đá"), "utf-8")
    assert warm.rebuild().ok
    _build(folder, tmp_path / "edited", own, ALL, PYTHONPATH=trap)


def test_the_setter_is_imported_ahead_only_where_files_changed(made: tuple[Path, Path], tmp_path: Path) -> None:
    from bulletin.build.kept.unchanged import unchanged

    folder, cache = made
    assert unchanged(cache, folder, None)
    assert not unchanged(cache, folder, "so-tay")
    assert not unchanged(tmp_path / "other", folder, None)
    article = folder / "articles" / "ngo-14.yaml"
    found = article.stat()
    os.utime(article, ns=(found.st_atime_ns, found.st_mtime_ns + 1))
    assert not unchanged(cache, folder, None)
    os.utime(article, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert unchanged(cache, folder, None)


def test_the_command_line_builds_from_kept_pages(made: tuple[Path, Path], tmp_path: Path, trap: str) -> None:
    folder, cache = made
    done = bulletin("build", str(folder), "--out", str(tmp_path), "--editions", "screen", cache=cache, PYTHONPATH=trap)
    assert done.returncode == 0, done.stderr
    _same(tmp_path, folder, "screen.pdf")


def test_pages_are_kept_apart_by_every_library_that_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    said = library_versions.library_versions()
    assert all(one.partition(" ")[2] for one in said), said
    keys = {_key()}
    for name in library_versions._ASKED:
        with monkeypatch.context() as patch:
            patch.setattr(library_versions, "_ASKED", {**library_versions._ASKED, name: lambda: "another"})
            keys.add(_key())
    with monkeypatch.context() as patch:
        patch.setattr(setting_kept, "_installed", lambda: ["pikepdf-0.dist-info"])
        keys.add(_key())
    _key()
    assert len(keys) == 2 + len(library_versions._ASKED)


def _key() -> str:
    library_versions.library_versions.cache_clear()
    setting_kept.setter_key.cache_clear()
    return setting_kept.setter_key()
