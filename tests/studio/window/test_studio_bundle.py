"""What the window is built from and what it weighs: pinned by hash, without addresses, with every licence, small."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import make_studio
import pytest
from window_kit import chromium

ROOT = Path(__file__).resolve().parents[3]
WEB = ROOT / "src" / "bulletin" / "studio" / "web"
BUILT = ROOT / "src" / "bulletin" / "data" / "studio"
LONGEST = 300
MOST_KB, MOST_GZIP_KB = 275, 98
"""What a browser fetches to show any one screen, the first one too."""
START_KB, START_GZIP_KB = 98, 35
"""What it fetches to show Home and Board."""
ALL_KB, ALL_GZIP_KB = 334, 115
"""Everything, over all screens."""
STRING = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"""
FREE = {"MIT", "Apache-2.0", "BSD-3-Clause", "ISC"}


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """The window of these sources, built where it is not."""
    if not make_studio.is_current():
        make_studio.build()


def test_the_lock_pins_every_package_by_hash_and_names_no_address() -> None:
    text = (WEB / "package-lock.json").read_text()
    packages = {name: facts for name, facts in json.loads(text)["packages"].items() if name}
    assert len(packages) > 10
    assert all(facts["integrity"].startswith("sha512-") for facts in packages.values())
    assert "http" not in re.sub(r'"(funding|url)": *("[^"]*"|\{[^}]*\})', "", text)


def test_versions_are_exact() -> None:
    facts = json.loads((WEB / "package.json").read_text())
    versions = {**facts["dependencies"], **facts["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values()), versions


def test_no_script_of_others_and_nothing_built_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files", "src/bulletin"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = listed.stdout.split()
    assert "src/bulletin/studio/web/main.tsx" in names
    assert not [name for name in names if "node_modules" in name or name.startswith("src/bulletin/data/studio/")]
    assert not [name for name in names if name.startswith("src/bulletin/studio/web/") and name.endswith(".js")]


def test_files_of_the_window_are_short() -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in make_studio.sources()}
    long = [path.name for path, count in lines.items() if count > LONGEST and path.suffix in (".ts", ".tsx")]
    assert long == []


def fetched(*scripts: str) -> set[str]:
    """Scripts with all that they import before they run."""
    found: set[str] = set()
    todo = list(scripts)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += re.findall(r'(?:from|import)"\./(part-\w+\.js)"', (BUILT / name).read_text())
    return found


def fits(names: set[str], most_kb: int, most_gzip_kb: float) -> bool:
    data = [(BUILT / name).read_bytes() for name in {*names, "index.html", "studio.css"}]
    return sum(map(len, data)) <= most_kb * 1000 and sum(len(gzip.compress(one, 9)) for one in data) <= (
        most_gzip_kb * 1000
    )


def test_the_window_is_small() -> None:
    first = "".join((BUILT / name).read_text() for name in fetched("studio.js"))
    later = set(re.findall(r'import\("\./(part-\w+\.js)"\)', first))
    assert len(later) == 2, "two parts: small ones weigh more"
    assert fits(fetched("studio.js"), START_KB, START_GZIP_KB)
    assert [part for part in later if not fits(fetched("studio.js", part), MOST_KB, MOST_GZIP_KB)] == []
    assert fits(fetched("studio.js", *later), ALL_KB, ALL_GZIP_KB)
    assert fetched("studio.js", *later) == {path.name for path in BUILT.glob("*.js")}


def test_every_bundled_package_has_a_free_licence_with_its_text() -> None:
    rows = json.loads((BUILT / "licences.json").read_text())
    names = {row["name"] for row in rows}
    assert {"preact", "prosemirror-model", "prosemirror-view"} <= names
    assert {row["licence"] for row in rows} <= FREE
    assert all("permission" in row["text"].lower() or "licen" in row["text"].lower() for row in rows)
    assert "ProseMirror" in scripts()  # its classes of styles: the bundle is what the list is about


def scripts() -> str:
    return "".join(path.read_text() for path in sorted(BUILT.glob("*.js")))


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_$][\w$]*", text))


def known_to_others() -> set[str]:
    """Names that the browser, Preact, a string of the editor's libraries or the program knows."""
    modules = WEB / "node_modules"
    known = set()
    for path in [*make_studio.editor_libraries(), *modules.glob("*/dist/index.js")]:
        text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.S)
        known |= words(" ".join(re.findall(STRING, text)))
    browser = list(modules.glob("*typescript*/**/lib.*.d.ts"))
    assert browser
    for path in [*browser, *modules.glob("preact/**/*.mjs"), *modules.glob("@preact/signals-core/**/*.js")]:
        known |= words(path.read_text("utf-8"))
    return known


def test_names_that_are_shortened_are_ProseMirrors_own_and_nobody_elses() -> None:  # noqa: N802
    """A name that the browser, a string or a file of ours knows too must not be shortened in the bundle."""
    make_studio.check()  # brings the compiler, which knows the browser's names
    names = set(json.loads((WEB / "inner-names.json").read_text()))
    others = known_to_others()
    for path in make_studio.sources():
        if path.name not in ("cut.json", "inner-names.json", "shared-names.json", "package-lock.json"):
            others |= words(path.read_text("utf-8"))
    assert sorted(names & others) == []
    libraries = words("".join(make_studio.cut_libraries().values()))
    assert sorted(names - libraries) == []


def test_names_that_are_shortened_in_our_files_too_are_properties_of_the_editor() -> None:
    """Only files that speak to the editor know them, none in a string, and nothing that the program sends has them."""
    make_studio.check()
    names = set(json.loads((WEB / "shared-names.json").read_text()))
    assert sorted(names & known_to_others()) == []
    program = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "bulletin").rglob("*.py"))
    assert sorted(names & words(" ".join(re.findall(STRING, program)))) == []
    for path in make_studio.sources():
        if path.suffix not in (".ts", ".tsx"):
            continue
        text = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", path.read_text("utf-8"), flags=re.S | re.M)
        assert sorted(names & words(" ".join(re.findall(STRING, text)))) == [], path
        if names & words(text):
            assert path.parent.name == "story", path
            assert 'from "prosemirror-' in text or 'from "./commands.ts"' in text, path


_BROWSERS_NAMES = """() => {
  const found = new Set();
  const add = (one) => Object.getOwnPropertyNames(one).forEach((name) => found.add(name));
  for (let one = window; one; one = Object.getPrototypeOf(one)) add(one);
  for (const name of Object.getOwnPropertyNames(window)) {
    if (name === "localStorage" || name === "sessionStorage") continue;  // an empty page may not ask for them
    const one = window[name];
    if (typeof one !== "function") continue;
    add(one);
    if (one.prototype) add(one.prototype);
  }
  return [...found];
}"""


def test_no_name_of_the_browser_itself_is_shortened() -> None:
    """The compiler's lists know less than the browser: trusted types are not in them."""
    names = {name for kind in ("inner", "shared") for name in json.loads((WEB / f"{kind}-names.json").read_text())}
    with chromium() as browser:
        known = set(browser.new_page().evaluate(_BROWSERS_NAMES))
    assert {"trustedTypes", "createHTML", "innerHTML", "getSelection"} <= known
    assert sorted(names & known) == []


def test_what_is_cut_out_of_prosemirror_is_used_by_nobody() -> None:
    """A name that is cut is no property that is read, no string, and taken out of no record."""
    cut = json.loads((WEB / "cut.json").read_text())
    before = {path: path.read_text("utf-8") for path in make_studio.editor_libraries()}
    after = make_studio.cut_libraries()
    assert len(after) == len(before) == 6
    ours = [path.read_text("utf-8") for path in make_studio.sources() if path.suffix in (".ts", ".tsx")]
    text = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", "\n".join([*after.values(), *ours]), flags=re.S | re.M)
    for name in cut["methods"]:
        assert any(re.search(rf"^    (?:static |get )?{name}\(", one, re.M) for one in before.values()), name
        assert not re.search(rf"\.\s*{name}\b|[\"'`]{name}[\"'`]|^    (?:static |get )?{name}\(", text, re.M), name
        assert not re.search(rf"\{{[^{{}}]*\b{name}\b[^{{}}]*\}}\s*(?:=[^=>]|\)|,)", text), name
    for name in cut["functions"]:
        assert any(f"\nfunction {name}(" in one for one in before.values()), name
        assert not re.search(rf"import \{{[^}}]*\b{name}\b[^}}]*\}} from", text), name
    for name in cut["never"]:
        assert text.count(f"const {name} = false;") == 1
    for words in (*cut["lines"], *cut["blocks"], *cut["instead"]):
        assert any(words in one for one in before.values()), words
    asked = {name for words in cut["instead"] for name in re.findall(r'(?:someProp\(|view, )"(\w+)"', words)}
    assert len(asked) == 21
    wishes = rf"\b(?:{'|'.join(asked)}|rebased)"
    assert not re.search(rf"{wishes}(?::|[\"'`])", text), "a wish that somebody has"
    assert not re.search(rf"{wishes}\b", "\n".join(ours))
    for words in cut["lines"] + cut["blocks"]:
        assert not any(words in one for one in after.values()), words
    # As many classes as before, and each function and brace where it was.
    assert all(one.count("{") == one.count("}") for one in (re.sub(STRING, "", one) for one in after.values()))


HOOKS = (
    "appendTransaction", "filterTransaction", "historyPreserveItems", "clearMark", "closeParent", "consuming",
    "namespace", "excludes", "removeWhenPresent", "enterInlineAtoms", "includeWhitespace", "inclusiveStart",
)  # fmt: skip
"""What plugins, rules of pasted words, marks and commands may ask of ProseMirror; where ours do not, it is cut."""


def test_our_editor_is_what_the_cuts_say_of_it() -> None:
    """`cut.json` replaces what is the same for every schema, plugin and view like ours: this is what they are like."""
    story = {path.name: path.read_text("utf-8") for path in (WEB / "story").glob("*.ts*")}
    assert not words("\n".join(story.values())) & set(HOOKS)
    schema, editor = story["schema.ts"], story["editor.ts"]
    contents = re.findall(r'content: "([^"]*)"', schema)
    assert len(contents) == 10
    assert [one for one in contents if not re.fullmatch(r"\w+[+*]", one)] == []
    assert contents.count("block+") == 1, "blocks are in the document alone, so none is lifted out of another one"
    # No attribute is part of an element as it is, which could then be an element that others wrote.
    drawn = re.findall(r"toDOM: .*", schema)
    assert len(drawn) == 12
    assert [one for one in drawn if re.search(r"\.attrs\b", re.sub(r"String\([^)]*\)|\.attrs\.head \?", "", one))] == []
    assert re.findall(r"Decoration\.node\(.*", editor) == ['Decoration.node(from, to, { class: "found" })),']
    wishes = re.search(r"new EditorView\(place, \{.*?attributes: \{(.*?)\n      \},", editor, re.S)
    assert wishes
    assert not re.search(r"\b(class|style|nodeName|contenteditable)\b", wishes[1])
    assert "plugins: [keymap(KEYS), history(), marked()]" in editor
    assert re.findall(r"\bview: \S+", story["keymap.ts"] + editor) == ["view: EditorView;"], "no plugin has a view"
    style = (WEB / "story" / "story.css").read_text("utf-8")
    assert re.search(r"\.ProseMirror \{[^}]*white-space: break-spaces;", style)


ON_OTHERS = {
    "add": {"classList", "ancestors"}, "remove": {"classList", "a", "b", "br"},
    "find": {"addedNodes", "prototype", "this"},
    "invert": {"getMap", "map", "s"}, "check": set(), "wrap": set(), "setBlockType": set(),
    "inline": {"d", "spec", "stream", "this"},
}  # fmt: skip
"""Methods that are cut of one class only, with what has one of that name that stays."""


def test_methods_that_are_cut_of_one_class_are_called_on_others_only() -> None:
    cut = json.loads((WEB / "cut.json").read_text())["classes"]
    libraries = "\n".join(path.read_text("utf-8") for path in make_studio.editor_libraries())
    after = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", "\n".join(make_studio.cut_libraries().values()), flags=re.S | re.M)
    for name, methods in cut.items():
        body = re.search(rf"^class {name}\b.*?^\}}\n", libraries, re.M | re.S)
        assert body, name
        for method in methods:
            assert re.search(rf"^    (?:static |get )?{method}\(", body[0], re.M), (name, method)
            # Words about a value are for errors, whose words are cut too; the rest is called on what is named here.
            if not method.startswith("toString"):
                called = set(re.findall(rf"(\w+)(?:\(\))?\.{method}\b", after))
                assert called <= ON_OTHERS.get(method, set()), (name, method, called)
    schema = (WEB / "story" / "schema.ts").read_text("utf-8")
    assert not re.search(r"context:|linebreakReplacement|inline:", schema)
    ours = [path.read_text("utf-8") for path in (WEB / "story").glob("*.ts*")]
    assert sorted(set(re.findall(r"Decoration\.(\w+)", "".join(ours)))) == ["node"]


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    make_studio.build(tmp_path / "again")
    names = {path.name for path in BUILT.iterdir()}
    assert {path.name for path in (tmp_path / "again").iterdir()} == names
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (BUILT / name).read_bytes(), name


def test_the_window_holds_no_address_of_others_and_no_eval() -> None:
    script = scripts()
    addresses = set(re.findall(r"https?://[\w.-]+", script))
    # Names of XML, and a hint in a message of ProseMirror: never fetched (test_studio_screens.py counts requests).
    assert addresses <= {"http://www.w3.org", "https://prosemirror.net"}
    assert not re.search(r"\beval\(|new Function\(", script)


def test_nothing_is_built_twice(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-I", "tools/make_studio.py"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_word_is_said_somewhere() -> None:
    """Words that no screen shows weigh for nothing."""
    texts = {path: path.read_text("utf-8") for path in make_studio.sources() if path.suffix in (".ts", ".tsx")}
    tables = [path for path in texts if path.name.endswith("words.ts")]
    written = {(path, name) for path in tables for name in re.findall(r"(?m)^export const (\w+)", texts[path])}
    said: set[tuple[Path, str]] = set()
    for path, text in texts.items():
        for own, place in re.findall(r'import \* as (\w+) from "([./\w-]+words\.ts)"', text):
            table = (path.parent / place).resolve()
            said |= {(table, name) for name in re.findall(rf"(?<!\w)(?<!\w\.){own}\.(\w+)", text)}
    assert len(tables) == 11
    assert {table for table, _ in said} == set(tables)
    assert sorted(written - said) == []


def test_labels_never_speak_of_files_or_their_form() -> None:
    for path in WEB.rglob("*words.ts"):
        if "node_modules" in path.parts:
            continue
        text = path.read_text("utf-8")
        said = " ".join(re.findall(r'"[^"]*"|`[^`]*`', text))
        assert not re.search(r"yaml|\.md\b|\bdòng \d|\bcột \d|publication|\bissue\.", said, re.I), path
