"""Nothing is set twice: another edition, other data and a build after the preview find their pages set.

Cached and uncached builds give the same bytes, whatever of the cache is there and however many cores there are.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from build_issues import body, bulletin, python, small_issue, write_issue

from bulletin.build.warm import WarmBuild
from bulletin.layout.setting import kept as setting_kept
from bulletin.layout.setting import library_versions

TRAP = "raise ImportError('weasyprint was imported though nothing has to be set')\n"
BUILD = """
import os, sys
from bulletin.runtime import cache
if "off" in sys.argv[5]:
    cache.read_marked = lambda path: None
from bulletin.build.recipe import build_job
if "1" in sys.argv[5]:
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


def _build(folder: Path, out: Path, cache: Path, editions: str, how: str = "", **environ: str) -> None:
    """Build; `how` may say `1` for one core, and `off` for a cache of which nothing is read."""
    done = python(BUILD, str(folder), str(out), str(cache), editions, how, **environ)
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


@pytest.mark.parametrize(
    ("cache_is", "how"),
    [("empty", "1"), ("half filled", ""), ("some pages", "1"), ("damaged", "1"), ("full", "1"), ("full", "off")],
)
def test_the_same_bytes_with_any_cache_and_any_cores(
    made: tuple[Path, Path], tmp_path: Path, cache_is: str, how: str
) -> None:
    folder, full = made
    cache = tmp_path / "cache"
    if cache_is != "empty":
        shutil.copytree(full, cache)
        entries = sorted(path for path in cache.rglob("*") if path.is_file() and path.name != "CACHEDIR.TAG")
        half = {"half filled": entries[1::2], "some pages": [p for p in entries if p.name.startswith("set-")][::2]}
        for path in entries:
            if path in half.get(cache_is, ()):
                path.unlink()
            elif cache_is == "damaged" and path.suffix not in {".conf", ".ttf"}:
                path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2] + b"?")
    _build(folder, tmp_path / "out", cache, ALL, how)
    _same(tmp_path / "out", folder, *EVERY)


@pytest.fixture(scope="module")
def longer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An issue of several pages, built in a cache of its own."""
    folder = tmp_path_factory.mktemp("longer") / "so-19"
    articles = [{"id": f"bai-{n}", "title": f"Chuyện thứ {n} ở bến", "body": body(14)} for n in range(5)]
    write_issue(folder, articles)
    _build(folder, folder / "build", folder.parent / "cache", "screen")
    assert len(_set_pages(folder.parent / "cache")) > 2
    return folder, folder.parent / "cache"


def _change(folder: Path) -> None:
    """One word of the first story, as long as before."""
    article = folder / "articles" / "bai-0.yaml"
    text = article.read_text("utf-8")
    assert "từ lúc 5 giờ" in text
    article.write_text(text.replace("từ lúc 5 giờ", "từ lúc 6 giờ", 1), "utf-8")


def test_only_the_page_of_a_changed_word_is_set(longer: tuple[Path, Path], tmp_path: Path) -> None:
    folder, cache = shutil.copytree(longer[0], tmp_path / "so-19"), shutil.copytree(longer[1], tmp_path / "cache")
    before = _set_pages(cache)
    _change(folder)
    _build(folder, tmp_path / "edited", cache, "screen")
    assert len(_set_pages(cache) - before) == 1
    _build(folder, tmp_path / "anew", tmp_path / "other", "screen", "1")
    assert (tmp_path / "edited" / "screen.pdf").read_bytes() == (tmp_path / "anew" / "screen.pdf").read_bytes()


def test_a_build_finds_the_pages_that_the_preview_set_one_by_one(
    longer: tuple[Path, Path], tmp_path: Path, trap: str
) -> None:
    folder, cache = shutil.copytree(longer[0], tmp_path / "so-19"), tmp_path / "cache"
    warm = WarmBuild(folder, cache)
    assert warm.rebuild().ok
    _change(folder)
    assert len(warm.rebuild().changed) == 1
    _build(folder, tmp_path / "shown", cache, "screen", PYTHONPATH=trap)
    _build(folder, tmp_path / "anew", tmp_path / "other", "screen")
    assert (tmp_path / "shown" / "screen.pdf").read_bytes() == (tmp_path / "anew" / "screen.pdf").read_bytes()


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
