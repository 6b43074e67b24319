"""The pages say what is true: made pages are current, links lead somewhere, every rule and exit code is documented."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import make_reference
import pytest
from docs_kit import ROOT, anchors, documents, links
from reference_pages import findings, text_rules

import bulletin
from bulletin.cli.main import COMMANDS
from bulletin.errors import ExitCode, Rule
from bulletin.release import FILE_NAME

DOCS = ROOT / "docs"
RULES = findings.all_rules()
PAGES = make_reference.pages()

# Every `Rule` alive after all modules are imported, whoever holds it.
ALIVE = """
import gc, importlib, json, pkgutil, bulletin
from bulletin.errors import Rule
for info in pkgutil.walk_packages(bulletin.__path__, "bulletin."):
    if not info.name.endswith("__main__"):
        importlib.import_module(info.name)
print(json.dumps(sorted(o.id for o in gc.get_objects() if isinstance(o, Rule))))
"""


@pytest.mark.parametrize("name", PAGES)
def test_made_pages_are_current(name: str) -> None:
    on_disk = (DOCS / name).read_text(encoding="utf-8")
    assert on_disk == PAGES[name], f"docs/{name} is out of date; type: python tools/make_reference.py"


def test_every_rule_has_one_id_and_stands_in_the_findings() -> None:
    done = subprocess.run([sys.executable, "-c", ALIVE], capture_output=True, text=True, check=True)
    alive = json.loads(done.stdout)
    assert len(alive) > 100
    assert len(alive) == len(set(alive)), f"ids used twice: {sorted({i for i in alive if alive.count(i) > 1})}"
    assert set(alive) == set(RULES), "a rule that no module holds by name is not found by tools/reference_pages"
    headings = set(re.findall(r"^### (\S+)$", PAGES["findings.md"], re.M))
    assert headings == set(alive)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_speaks_both_languages(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)", rule.id)
    for part in (rule.what, rule.why, rule.remedy):
        assert part.vi.strip(), rule.id
        assert part.en.strip(), rule.id
    fields = [set(re.findall(r"\{(\w+)\}", text)) for text in (rule.what.vi, rule.what.en)]
    plain = [{re.sub(r"(^|_)(vi|en)\b", "", name) for name in names} for names in fields]
    assert plain[0] == plain[1], f"{rule.id}: the two languages name different things"


def test_every_area_has_a_name() -> None:
    assert {rule_id.partition(".")[0] for rule_id in RULES} <= set(findings.AREAS)


def test_text_rule_examples_are_true() -> None:
    for rule in (*text_rules.RULES, *text_rules.STYLE_RULES):
        assert rule(rule.before) == rule.after, rule.id
    for name, *_, sample in text_rules.TIES:
        assert "⍽" in text_rules.tied(sample, last_line=name == "R42"), name


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for target in links(path):
        if re.match(r"https?://|mailto:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{path.name}: {target}"
        assert there.is_relative_to(ROOT), f"{path.name}: {target}"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), f"{path.name}: {target}"


def test_links_are_found_at_all() -> None:
    found = set(links(ROOT / "README.md"))
    assert {"docs/tutorial.md", "#english", "docs/pictures/trang-nhat.png"} <= found
    assert "english" in anchors(ROOT / "README.md")


@pytest.mark.parametrize("code", ExitCode, ids=lambda code: code.name)
def test_every_exit_code_is_documented(code: ExitCode) -> None:
    text = (DOCS / "exit-codes.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| {int(code)} \| `{code.name}` \|", text, re.M)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_is_in_both_tables_of_the_readme(language: str) -> None:
    vi, _, en = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## English\n")
    half = vi if language == "vi" else en
    listed = set(re.findall(r"^\| `bulletin ([a-z-]+)", half, re.M))
    assert listed == set(COMMANDS)


def test_pictures_are_small_and_used() -> None:
    used = {target.rpartition("/")[2] for path in documents() for target in links(path) if target.endswith(".png")}
    for picture in (DOCS / "pictures").rglob("*.png"):
        assert picture.stat().st_size <= 150_000, picture.name
        assert picture.name in used, f"{picture.name} is shown nowhere"


def test_the_changelog_tells_of_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.search(r"^## (\S+)", text, re.M)
    assert first
    assert first[1] == bulletin.__version__


def test_changes_that_are_not_released_speak_both_languages() -> None:
    for path in (ROOT / "changelog" / "unreleased").glob("*.md"):
        if path.name != "README.md":
            parts = path.read_text(encoding="utf-8").strip().split("\n\n")
            assert len(parts) == 2, f"{path.name}: a Vietnamese sentence, an empty line, an English one"


def test_the_release_file_has_the_name_that_the_pages_give() -> None:
    for name in ("README.md", "docs/tutorial.md", "docs/how-it-works.md", "docs/security.md"):
        assert FILE_NAME in (ROOT / name).read_text(encoding="utf-8"), name


def test_files_that_how_it_works_names_exist() -> None:
    text = (DOCS / "how-it-works.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_*]+\.py|(?:[a-z_]+/)+)`", text))
    assert len(named) > 30
    bases = (ROOT / "src" / "bulletin", ROOT)
    lost = [name for name in named if not any(list(base.glob(name.rstrip("/"))) for base in bases)]
    assert lost == []
