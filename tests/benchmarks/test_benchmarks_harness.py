"""The benchmark: its arithmetic is right, its issues are what they claim, and it runs on a tiny issue."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
from benchmarks.__main__ import main  # noqa: E402
from benchmarks.figures import Target, ratios, spread, table  # noqa: E402
from benchmarks.measure import Cost  # noqa: E402

from benchmarks import issues, measure, plain, regimes, report, words  # noqa: E402

SECONDS = st.lists(st.floats(0.01, 1000), min_size=1, max_size=9)


def test_median_and_range() -> None:
    found = spread([3.0, 1.0, 2.0, 9.0, 4.0])
    assert found is not None
    assert (found.median, found.low, found.high, found.count) == (3.0, 1.0, 9.0, 5)
    assert str(found) == "3.00 (1.00–9.00)"
    assert spread([]) is None


def test_ratios_pair_the_runs_of_one_round() -> None:
    # The medians alone would give 20 / 20 = 1; in each round ours took half or a fifth.
    found = ratios([5.0, 20.0, 30.0], [10.0, 100.0, 60.0])
    assert found is not None
    assert (found.median, found.low, found.high) == (0.5, 0.2, 0.5)
    with pytest.raises(ValueError, match="zip"):
        ratios([1.0], [1.0, 2.0])


@given(SECONDS)
def test_a_tool_beside_itself_is_one(seconds: list[float]) -> None:
    found = ratios(seconds, seconds)
    assert found is not None
    assert (found.low, found.median, found.high) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(("value", "met"), [(0.45, True), (0.451, False), (0.1, True), (None, False)])
def test_a_target_is_met_at_its_limit_and_never_unmeasured(value: float | None, met: bool) -> None:
    target = Target("x", value, 0.45)
    assert target.met is met
    assert str(target).startswith("✓" if met else "✗")


def test_table_lines_up() -> None:
    assert table(("a", "b"), [("long", "1"), ("x", "22")]).splitlines() == [
        "a      b",
        "----  --",
        "long   1",
        "x     22",
    ]


def _figures() -> report.Figures:
    def costs(wall: float, pages: int, peak: float) -> list[Cost]:
        facts = {"pages": pages, "pdf_mb": 4.0, "stages": {"pages": {"wall": wall, "cpu": wall / 2}}}
        watched = Cost(99.0, 99.0, peak, facts)
        return [watched, *(Cost(wall * n, wall * n, None, facts) for n in (1, 2, 3))]

    # In the order of the regimes: plain, all editions cold and cached, screen cold and cached, edit.
    small = {r: costs(s, 8, 150.0) for r, s in zip(regimes.REGIMES, (10.0, 8.0, 8.0, 4.0, 4.0, 1.0), strict=True)}
    large = {
        r: costs(s, 128, 150.0) for r, s in zip(regimes.REGIMES, (100.0, 90.0, 80.0, 50.0, 50.0, 1.0), strict=True)
    }
    tick = [Cost(0.2, 0.31, None), Cost(0.2, 0.29, None), Cost(0.2, 0.2, None)]
    return report.Figures({"8": small, "128": large}, {"check": tick}, {"8": 20, "128": 320})


def test_targets_are_taken_from_the_rounds_that_count() -> None:
    found = {t.name: (round(t.value or 0, 3), t.met) for t in report.targets(_figures())}
    assert found["8: screen, empty cache, wall / plain"] == (0.4, True)
    assert found["8: screen, photos cached, wall / plain"] == (0.4, False)
    assert found["8: one-word edit, wall / plain"] == (0.1, True)
    assert found["128: screen, empty cache, wall / plain"] == (0.5, False)
    assert found["8: all editions, empty cache, CPU / screen alone"] == (2.0, True)
    assert found["8: all editions, photos cached, CPU / screen alone"] == (2.0, False)
    assert found["8: peak memory"] == (150.0, True)
    assert found["8: PDF a photo"] == (0.2, True)
    assert found["CPU a page at 128 / at 8, screen, empty cache"] == (0.781, True)
    assert found["check: CPU"] == (0.29, True)


def test_a_report_shows_every_regime() -> None:
    figures = _figures()
    text = report.issue_report(figures, "8") + report.commands_report(figures)
    for words_ in ("plain template", "empty cache", "photos cached", "one-word edit", "0.40 (0.40–0.40)", "check"):
        assert words_ in text
    assert figures.as_dict()["targets"]


def test_the_same_words_every_time() -> None:
    assert words.Writer("a").paragraph(40) == words.Writer("a").paragraph(40)
    assert words.Writer("a").paragraph(40) != words.Writer("b").paragraph(40)


@pytest.mark.parametrize("size", issues.SIZES.values())
def test_photos_are_shared_out_completely(size: issues.Size) -> None:
    given_ = issues.shares(size.articles, size.photos)
    assert (len(given_), sum(given_)) == (size.articles, size.photos)
    assert max(given_) <= issues.PARAGRAPHS


def test_articles_have_the_promised_length() -> None:
    lengths = [len(yaml.safe_load(issues.article_yaml(n, []))["body"].split()) for n in range(20)]
    assert 0.9 * issues.WORDS_AN_ARTICLE < sum(lengths) / len(lengths) < 1.1 * issues.WORDS_AN_ARTICLE


def test_vietnamese_keys_mean_the_same_to_the_plain_template() -> None:
    assert plain.english({"tiêu đề": "A", "anh": [{"ma": "b", "chú thích": "c"}], "nguon": {"địa chỉ": "d"}}) == {
        "title": "A",
        "photos": [{"id": "b", "caption": "c"}],
        "source": {"url": "d"},
    }


@pytest.fixture
def tiny(tmp_path: Path) -> regimes.Bench:
    """Two articles of a few words, three photos of which the third is the first again."""
    roll = []
    for n, colour in enumerate(("#355", "#a63")):
        roll.append(tmp_path / f"{n}.jpg")
        Image.new("RGB", (1500, 1000), colour).save(roll[-1])
    folder = issues.write_issue(tmp_path / "tiny", issues.Size(1, 2, 3), roll, words=200)
    return regimes.Bench("tiny", folder, tmp_path)


def test_repeated_photos_are_other_files(tiny: regimes.Bench) -> None:
    files = sorted((tiny.folder / "photos").iterdir())
    assert len(files) == tiny.photos == 3
    assert len({f.read_bytes() for f in files}) == 3
    for file in files:
        with Image.open(file) as image:
            image.load()


def test_an_edit_changes_one_word_and_every_edit_another(tiny: regimes.Bench) -> None:
    before = {p: p.read_text("utf-8").split() for p in (tiny.folder / "articles").iterdir()}
    seen = set()
    for n in range(5):
        done = issues.edit(tiny.folder, n)
        path = tiny.folder / "articles" / done.file
        now = path.read_text("utf-8").split()
        assert [w for w, old in zip(now, before[path], strict=True) if w != old] == [done.new]
        assert yaml.safe_load(path.read_text("utf-8"))["body"]
        before[path] = now
        seen.add(done.new)
    assert len(seen) == 5


def test_all_regimes_run_in_turn(tiny: regimes.Bench) -> None:
    found = [(n, regime, cost) for n, regime, cost in regimes.rounds(tiny, 1)]
    assert [(n, regime) for n, regime, _ in found] == [(n, r) for n in (0, 1) for r in regimes.REGIMES]
    for n, regime, cost in found:
        assert cost.cpu_s > 0
        assert cost.wall_s > 0
        assert (cost.peak_mib is not None) is (n == 0)
        assert cost.facts["pages"] >= 1
        assert "pages" in cost.facts["stages"] or "layout" in cost.facts["stages"]
        assert regime == "edit" or cost.facts["pdf_mb"] > 0
    # An edit sets at least one page anew: else nothing was measured.
    assert all("screen edition" in cost.facts["stages"] for _, regime, cost in found if regime == "edit")


def test_commands_that_lay_nothing_out_never_import_weasyprint(tiny: regimes.Bench) -> None:
    names = {name for name, cost in regimes.commands(tiny, 1) if cost.cpu_s > 0}
    assert {"--help", "check", "schema", "layouts", "new article"} <= names


def test_a_failing_command_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(measure.CommandFailedError, match="zzz"):
        measure.run([sys.executable, "-c", "raise SystemExit('zzz')"], {}, tmp_path)


def test_cpu_and_memory_of_a_whole_tree(tmp_path: Path) -> None:
    burn = "x = bytearray(40 << 20)\nimport time\nwhile time.process_time() < .4: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}], check=True)"
    cost, _ = measure.run([sys.executable, "-c", code], {}, tmp_path, memory=True)
    assert cost.cpu_s > 0.4
    assert cost.peak_mib is not None
    assert 40 < cost.peak_mib < 200
    before = measure.cpu_of([measure.os.getpid()])
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass
    assert measure.cpu_of([measure.os.getpid()]) - before >= 0.08


def test_an_unknown_issue_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "9"])
    assert "9" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py")))
def test_a_benchmark_finds_what_it_imports(name: str) -> None:
    """One looked for its helper where it had been before a move; without pytest's paths, as a person starts it."""
    done = subprocess.run(
        [sys.executable, "-c", f"import benchmarks.{name}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
