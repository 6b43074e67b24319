"""The benchmark: its arithmetic is right, its issues are what they claim, and it runs on a tiny issue."""

from __future__ import annotations

import json
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
from benchmarks.costs import Figures, machine_line  # noqa: E402
from benchmarks.figures import Target, ratios, spread, table  # noqa: E402
from benchmarks.measure import Cost  # noqa: E402

from benchmarks import issues, measure, plain, regimes, report, targets, typst_peer, words  # noqa: E402

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


SECONDS_OF = {
    "plain": 10.0, "all-cold": 9.0, "all-cached": 7.0, "cold": 4.0, "cached": 4.0, "unchanged": 2.5,
    "other-edition": 2.0, "plain-small": 5.0, "engine": 3.0, "edit": 0.5, "after-preview": 3.0, "edit-build": 3.0,
}  # fmt: skip


def _figures() -> Figures:
    def costs(seconds: float, pages: int, peak: float) -> list[Cost]:
        facts = {"pages": pages, "pdf_mb": 4.0, "report_mb": pages * 0.03}
        facts["stages"] = {"pages": {"wall": seconds, "cpu": seconds / 2}}
        watched = Cost(99.0, 99.0, peak, facts)
        return [watched, *(Cost(seconds * n, seconds * n / 2, None, facts, 0.02 * n) for n in (1, 2, 3))]

    small = {regime: costs(s, 8, 150.0) for regime, s in SECONDS_OF.items()}
    large = {regime: costs(s * 10, 128, 150.0) for regime, s in SECONDS_OF.items()}
    tick = [Cost(0.2, 0.31, None), Cost(0.2, 0.29, None), Cost(0.2, 0.2, None)]
    return Figures({"8": small, "32": small, "128": large}, {"check": tick}, {"8": 20, "32": 80, "128": 320})


def test_targets_are_taken_from_the_rounds_that_count() -> None:
    found = {t.name: (round(t.value or 0, 3), t.met) for t in targets.targets(_figures())}
    assert found["8: screen, empty cache, wall / plain"] == (0.4, True)
    assert found["8: screen, photos cached, wall / plain"] == (0.4, False)
    assert found["8: screen, photos cached, CPU / plain"] == (0.4, True)
    assert found["8: unchanged: screen again for another printer, wall / plain"] == (0.25, True)
    assert found["8: build after preview, CPU / plain"] == (0.3, True)
    assert found["8: edit and build: one word changed, wall / plain"] == (0.3, True)
    assert found["8: engine alone: photos scaled beforehand, CPU / plain, photos scaled beforehand"] == (0.6, True)
    assert found["8: one-word edit in the preview, wall / plain"] == (0.05, True)
    assert found["8: all editions, photos cached, CPU / plain"] == (0.7, True)
    assert found["8: all editions, photos cached, CPU / screen alone"] == (1.75, True)
    assert found["32: screen, photos cached, wall / plain"] == (0.4, False)
    assert found["8: peak of the process tree, screen"] == (150.0, False)
    assert found["8: peak of the process tree, all editions"] == (150.0, True)
    assert found["128: peak of the process tree, screen"] == (150.0, True)
    assert found["8: screen.pdf a photo"] == (0.2, True)
    assert found["8: preflight.html a page"] == (0.03, False)
    assert found["CPU a page at 128 / at 8, screen, photos cached"] == (0.625, True)
    assert found["check: CPU"] == (0.29, True)


def test_a_target_whose_regime_was_not_measured_is_missed() -> None:
    figures = Figures({"8": {"plain": _figures().issues["8"]["plain"]}}, {}, {"8": 20})
    assert not any(target.met for target in targets.targets(figures))
    assert len(targets.targets(figures)) > 12


def test_every_regime_is_in_the_reports() -> None:
    figures = _figures()
    verdicts = targets.targets(figures)
    text = report.issue_report(figures, "8") + report.commands_report(figures)
    for words_ in (*regimes.TITLES.values(), "0.40 (0.40–0.40)", "check"):
        assert words_ in text
    said = report.targets_report(figures, verdicts)
    assert f"{sum(t.met for t in verdicts)} of {len(verdicts)} met" in said
    shown = report.markdown(figures, verdicts)
    assert all(f"| {title} |" in shown for title in regimes.TITLES.values())
    assert shown.count("✗") == sum(not t.met for t in verdicts)


@pytest.mark.parametrize(("share", "quiet"), [(0.0, True), (0.1, True), (0.11, False), (1.0, False)])
def test_a_machine_that_was_not_quiet_is_named(share: float, quiet: bool) -> None:
    runs = [Cost(1, 1), *[Cost(1, 1, None, {}, share)] * 3]
    assert ("NOT QUIET" in machine_line(Figures({"8": {"plain": runs}}, {}, {"8": 1}))) is not quiet


def test_others_are_what_is_busy_and_not_ours() -> None:
    cores = measure.os.cpu_count() or 1
    assert measure.others(busy_s=3.0, own_s=3.0, wall_s=2.0) == 0
    assert measure.others(busy_s=3.0 + cores, own_s=3.0, wall_s=2.0) == 0.5
    assert measure.others(busy_s=2.0, own_s=3.0, wall_s=2.0) == 0, "clock ticks are coarse"


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


class Recorded:
    """In place of `run`: the commands that would be run, each a second of CPU; nothing is built."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[str], dict[str, str], bool]] = []

    def __call__(
        self, command: list[str], settings: dict[str, str], folder: Path, *, memory: bool = False
    ) -> tuple[Cost, str]:
        self.calls.append((list(command), dict(settings), memory))
        said: dict[str, object] = {"pages": 1, "stages": {"pages": {"wall": 1.0, "cpu": 1.0}}}
        if "--out" in command:
            out = Path(command[command.index("--out") + 1])
            out.mkdir(exist_ok=True)
            editions = command[command.index("--editions") + 1].split(",")
            for name in ("preflight.html", *(f"{edition}.pdf" for edition in editions)):
                (out / name).write_bytes(b"x" * 1000)
            said["editions"] = [{"name": edition, "bytes": 1000} for edition in editions]
            Path(settings["BULLETIN_CACHE"], "photos").mkdir(parents=True, exist_ok=True)
            Path(settings["BULLETIN_CACHE"], "fonts").mkdir(parents=True, exist_ok=True)
        elif "benchmarks.plain" in command:
            Path(command[-1]).write_bytes(b"x" * 1000)
        return Cost(1.0, 1.0, 10.0 if memory else None), json.dumps(said)


class StillPreview:
    """In place of the preview's child."""

    pid = measure.os.getpid()

    def __init__(self, entry: str) -> None:
        self.built = 0

    def run(self, job: dict[str, str]) -> dict[str, object]:
        self.built += 1
        return {"ok": True, "pages": ["a"], "timings": {"pages": 0.1}}

    def close(self) -> None:
        pass


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    run = Recorded()
    monkeypatch.setattr(regimes, "run", run)
    monkeypatch.setattr("bulletin.runtime.child.WarmChild", StillPreview)
    return run


def test_all_regimes_run_in_turn(tiny: regimes.Bench, recorded: Recorded) -> None:
    found = list(regimes.rounds(tiny, 2))
    assert [(n, regime) for n, regime, _ in found] == [(n, r) for n in (0, 1, 2) for r in regimes.REGIMES]
    for n, regime, cost in found:
        assert (cost.peak_mib is not None) is (n == 0)
        assert cost.facts["pages"] == 1
        assert regime == "edit" or cost.facts["pdf_mb"] == 0.001


def test_peaks_can_be_measured_alone(
    tiny: regimes.Bench, recorded: Recorded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.__main__.prepare", lambda name, work: tiny)
    assert main(["--memory", "--only", "8,commands"]) == 0
    assert all(memory for _, _, memory in recorded.calls)
    said = capsys.readouterr().out
    assert "8: peak of the process tree, all editions" in said
    assert "plain" not in said.partition("target")[2]


def test_what_each_regime_builds_and_what_its_cache_holds(tiny: regimes.Bench, recorded: Recorded) -> None:
    seen: dict[str, tuple[list[str], set[str]]] = {}
    before: set[str] = set()
    run = regimes.run

    def looked(command: list[str], settings: dict[str, str], folder: Path, *, memory: bool = False) -> object:
        nonlocal before
        cache = Path(settings.get("BULLETIN_CACHE", tiny.work / "none"))
        before = {path.name for path in cache.iterdir()} if cache.is_dir() else set()
        return run(command, settings, folder, memory=memory)

    regimes.run = looked
    try:
        for _, regime, _cost in regimes.rounds(tiny, 0):
            seen[regime] = recorded.calls[-1][0], before
    finally:
        regimes.run = run
    options = {
        regime: command[command.index("--editions") + 1 :]
        for regime, (command, _) in seen.items()
        if "build" in command
    }
    assert options == {
        "all-cold": [regimes.ALL], "all-cached": [regimes.ALL], "cold": ["screen"], "cached": ["screen"],
        "unchanged": ["screen", "--printer", regimes.OTHER_PRINTER], "other-edition": ["office"], "engine": ["screen"],
        "edit": ["screen"], "after-preview": ["screen"], "edit-build": ["screen"],
    }  # fmt: skip
    full = {"photos", "fonts"}
    assert {regime: cache for regime, (_, cache) in seen.items() if regime in options} == {
        "all-cold": set(), "all-cached": full, "cold": set(), "cached": full, "unchanged": full, "other-edition": full,
        "engine": {"fonts"}, "edit": {"fonts"}, "after-preview": set(), "edit-build": full,
    }  # fmt: skip
    assert seen["plain-small"][0][-2] == str(tiny.work / "tiny-small")


def test_small_photos_are_the_same_issue(tiny: regimes.Bench) -> None:
    small = tiny.small()
    assert small.photos == tiny.photos
    for path in sorted((tiny.folder / "articles").iterdir()):
        assert (small.folder / "articles" / path.name).read_bytes() == path.read_bytes()
    for path in sorted((small.folder / "photos").iterdir()):
        with Image.open(path) as image:
            assert max(image.size) == issues.SMALL_PX


def test_the_plain_template_a_build_and_an_edit_are_real(tiny: regimes.Bench) -> None:
    """One of each kind; the other regimes differ in options and cache alone, which the tests above hold."""
    plain_cost, built = tiny.plain(memory=True), tiny.cold()
    for cost in (plain_cost, built):
        assert cost.cpu_s > 0
        assert cost.wall_s > 0
        assert 0 <= cost.others <= 1
        assert cost.facts["pages"] >= 1
        assert cost.facts["pdf_mb"] > 0
    assert (plain_cost.peak_mib or 0) > 20
    assert "layout" in plain_cost.facts["stages"]
    assert "pages" in built.facts["stages"]
    assert built.facts["report_mb"] > 0
    with tiny.preview() as shown:
        edited = shown.edit(memory=True)
    assert (edited.peak_mib or 0) > 20
    # An edit sets at least one page anew: else nothing was measured.
    assert "screen edition" in edited.facts["stages"]


def test_commands_that_lay_nothing_out_never_import_weasyprint(
    tiny: regimes.Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = regimes.run, []

    def counted(command: list[str], settings: dict[str, str], folder: Path) -> object:
        calls.append((command[3], settings.get("PYTHONPATH")))
        return real(command, settings, folder)

    monkeypatch.setattr(regimes, "run", counted)
    assert list(regimes.commands(tiny, 0)) == []
    trap = str(tiny.work / "trap")
    assert {name for name, path in calls if path == trap} == {"--help", "build", "check", "schema", "layouts", "new"}
    assert len(calls) == 8
    trapped = subprocess.run([sys.executable, "-c", "import weasyprint"], env={"PYTHONPATH": trap}, capture_output=True)
    assert trapped.returncode != 0, "the trap shuts"


def test_commands_are_counted_but_for_the_first_round(tiny: regimes.Bench, recorded: Recorded) -> None:
    names = [name for name, _ in regimes.commands(tiny, 2)]
    assert len(names) == 16
    assert names[:8] == names[8:]
    assert len(recorded.calls) == 24


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


IMPORTING = """
import importlib, os, sys, traceback
failed = 0
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(f"benchmarks.{name}")
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    failed += os.waitpid(child, 0)[1] != 0
sys.exit(failed)
"""


def test_every_benchmark_finds_what_it_imports() -> None:
    """One looked for its helper where it had been before a move; without pytest's paths, as a person starts it."""
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
    assert len(names) > 10
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_explains_every_regime(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert all(f"  {name} " in said and title in said for name, title in regimes.TITLES.items())


def test_articles_are_turned_into_typst_word_by_word() -> None:
    article = yaml.safe_load(issues.article_yaml(3, ["a.jpg"]))
    made = typst_peer.article_of(article, "codes/3.png")
    body = typst_peer.re.sub(r"!\[\[.*?\]\]|\*\*|^## ", " ", article["body"], flags=typst_peer.re.MULTILINE)
    printed = typst_peer.re.sub(r'#strong\(|"\)?|#|^==? ', "", made, flags=typst_peer.re.MULTILINE)
    for paragraph in filter(None, (part.strip() for part in body.split("\n\n"))):
        assert " ".join(paragraph.split()) in " ".join(printed.split())
    assert "image" not in made
    assert made.count("#photo(") == 1
    with pytest.raises(ValueError, match="bai-003"):
        typst_peer.article_of({**article, "body": "- a\n- b"}, "")


def test_strings_of_typst_hold_what_is_typed() -> None:
    assert typst_peer.quoted('a "b" \\ c\nd') == '"a \\"b\\" \\\\ c d"'


def test_the_lock_of_typst_has_hashes() -> None:
    text = (ROOT / "benchmarks" / "requirements-typst.lock").read_text("utf-8").replace("\\\n", " ")
    assert typst_peer.re.fullmatch(r"typst==\S+(\s+--hash=sha256:[0-9a-f]{64})+\s*", text)
