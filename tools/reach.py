"""Name the test files that a change can reach: `./check --fast` runs them, light and near ones first.

    python tools/reach.py                test files for what has changed since the branch left the main line
    python tools/reach.py --since REF    the same since REF
    python tools/reach.py FILE …         the same for these files (paths from the root of the project)

A change reaches a test file when imports lead from the test to the changed file; entries of child processes
(`bulletin.build.recipe:build_job`) and programs in strings (`-c "from bulletin …"`) count as imports. A file that is no
Python reaches what `READERS` says. The tests of `tests/smoke.txt` come first, whatever has changed.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tests", "tools", "benchmarks")
MAIN_LINES = ("origin/HEAD", "origin/main", "main")
SMOKE = "tests/smoke.txt"

# Beginning of a path → tests that read such files. All that fit count.
READERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("layouts/", ("tests/golden/", "tests/layouts/")),
    ("fonts/", ("tests/assets/test_assets_fonts",)),
    ("src/bulletin/data/preflight/", ("tests/preflight/html/",)),
    ("printers/", ("tests/sources/test_sources_printers", "tests/press/")),
    ("examples/", ("tests/examples/", "tests/golden/")),
    ("docs/", ("tests/docs/",)),
    ("changelog/", ("tests/docs/",)),
    ("README", ("tests/docs/",)),
    ("CONTRIBUTING", ("tests/docs/",)),
    ("CHANGELOG", ("tests/docs/",)),
    ("tools/", ("tests/setup/",)),
    ("tests/core.txt", ("tests/setup/",)),
    ("tests/smoke.txt", ("tests/setup/",)),
    (".ci/", ("tests/setup/",)),
    ("run", ("tests/setup/",)),
    ("check", ("tests/setup/",)),
    ("pyproject.toml", ("tests/setup/",)),
    ("requirements", ("tests/setup/",)),
)
# File → the folder all of whose modules it imports by itself, without naming them.
LOADERS = {
    "src/bulletin/preflight/checks/catalogue.py": "src/bulletin/preflight/checks/",
    "src/bulletin/importing/readers/dispatch.py": "src/bulletin/importing/readers/",
}
# Tests that plan or build whole issues, a second and more each, come after all others: in the time that one of them
# takes a thousand light ones are done. Only an order: what is not named here is taken for light.
HEAVY = (
    "tests/archive/", "tests/delivery/letter/test_delivery_screen", "tests/delivery/printing/",
    "tests/delivery/returns/", "tests/delivery/sending/test_delivery_sending_killed", "tests/delivery/settings/",
    "tests/benchmarks/", "tests/build/test_build_hostile", "tests/build/test_build_s", "tests/cli/test_cli_children",
    "tests/cli/test_cli_doctor", "tests/cli/test_cli_usage", "tests/defects/", "tests/docs/test_docs_commands",
    "tests/docs/test_docs_editions", "tests/e2e/", "tests/examples/test_examples_photos", "tests/golden/",
    "tests/layout/test_layout_full_pages", "tests/layout/test_layout_p", "tests/layout/test_layout_tags",
    "tests/layouts/", "tests/preflight/checks/test_preflight_checks_broken", "tests/press/",
    "tests/runtime/test_runtime_child",
    "tests/setup/test_setup_installed", "tests/setup/test_setup_wheel", "tests/validators/",
)  # fmt: skip

_ENTRY = re.compile(r"([A-Za-z_]\w*(?:\.\w+)*)(?::\w+)?")
_IN_CODE = re.compile(r"\bfrom\s+([\w.]+)\s+import\s+(\w+)|\bimport\s+([\w.]+)")


def module_name(path: str) -> str:
    """The name under which a Python file is imported: tests and tools have their folders on `sys.path`."""
    parts = list(Path(path).with_suffix("").parts)
    if parts[0] in {"src", "tools"}:
        parts = parts[1:]
    elif parts[0] == "tests":
        parts = parts[-1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def names_in(source: str) -> Iterator[str]:
    """Every name that a file may import; the caller knows which of them are files of the project."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _names_in_text(node.value)


def _names_in_text(text: str) -> Iterator[str]:
    if text == "bulletin":  # an argument: `python -m bulletin`, or the console script
        yield "bulletin.__main__"
    elif entry := _ENTRY.fullmatch(text):
        if "." in text or ":" in text:
            yield entry[1]
    elif "import" in text:
        for source, name, module in _IN_CODE.findall(text):
            yield from (f"{source}.{name}", source) if source else (module,)


def importers(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """File → the files that import it. `sources`: path from the root → text."""
    files = {module_name(path): path for path in sources}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for loader, below in LOADERS.items():
        for path in sources:
            if loader in sources and path.startswith(below) and path != loader:
                found[path].add(loader)
    for path, source in sources.items():
        for name in names_in(source):
            if name in files and files[name] != path:
                found[files[name]].add(path)
        for folder in Path(path).parents:
            conftest = (folder / "conftest.py").as_posix()
            if conftest in sources and conftest != path:
                found[conftest].add(path)
    return found


def is_test(path: str) -> bool:
    return path.startswith("tests/") and Path(path).name.startswith("test_") and path.endswith(".py")


def readers_of(path: str, tests: Iterable[str]) -> set[str]:
    """Tests for a file that nothing imports."""
    wanted = [start for known, starts in READERS if path.startswith(known) for start in starts]
    if path.startswith("tests/"):
        wanted.append(f"{Path(path).parent.as_posix()}/")
    if path.startswith("src/"):  # data: the tests of the folder whose name it shares
        wanted.append(f"tests/{Path(path).parts[2]}/")
    return {test for test in tests if test.startswith(tuple(wanted))} if wanted else set()


def distances(
    changed: Iterable[str], sources: Mapping[str, str], graph: Mapping[str, Iterable[str]] | None = None
) -> dict[str, int]:
    """Test file → how many imports lie between it and the nearest changed file. `graph`: `importers(sources)`."""
    graph = importers(sources) if graph is None else graph
    far = {path: 0 for path in changed if path in sources}
    queue = deque(far)
    while queue:
        path = queue.popleft()
        for importer in graph.get(path, ()):
            if importer not in far:
                far[importer] = far[path] + 1
                queue.append(importer)
    tests = [path for path in sources if is_test(path)]
    for path in set(changed) - set(sources):
        for test in readers_of(path, tests):
            far[test] = min(far.get(test, 1), 1)
    return {path: far[path] for path in tests if path in far}


def in_order(far: Mapping[str, int]) -> list[str]:
    """Changed tests first, then the light ones, then the heavy ones; the nearest of each first."""
    return sorted(far, key=lambda path: (far[path] > 0, path.startswith(HEAVY), far[path], path))


def read_sources(root: Path) -> dict[str, str]:
    paths = (path for folder in FOLDERS for path in (root / folder).rglob("*.py"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


def listed(root: Path, name: str) -> list[str]:
    """The lines of a list of tests, without comments."""
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def changed_files(root: Path, since: str | None = None) -> tuple[str, list[str]] | None:
    """(the commit compared with, changed and new files), or nothing when git cannot say."""
    lines = (since,) if since else MAIN_LINES
    bases = (_git(root, "merge-base", "HEAD", line) for line in lines)
    base = next((found for found in bases if found), None if since else _git(root, "rev-parse", "HEAD"))
    if base is None:
        return None
    known = _git(root, "diff", "--name-only", "--no-renames", base)
    new = _git(root, "ls-files", "--others", "--exclude-standard")
    if known is None or new is None:
        return None
    return base[:10], sorted({*known.splitlines(), *new.splitlines()})


def main(arguments: list[str] | None = None) -> int:
    """Print the test files, one a line; what was compared goes to stderr."""
    parser = argparse.ArgumentParser(description="Tests that a change can reach.")
    parser.add_argument("files", nargs="*", help="changed files; default: ask git")
    parser.add_argument("--since", metavar="REF", help="compare with this commit")
    options = parser.parse_args(arguments)
    if options.files:
        about, changed = "given", list(options.files)
    else:
        answer = changed_files(ROOT, options.since)
        if answer is None and options.since:
            sys.stderr.write(f"Git không có / git does not know: {options.since}\n")
            return 2
        about, changed = answer or ("no git", [])
    sources = read_sources(ROOT)
    far = distances(changed, sources)
    tests = [path for path in sources if is_test(path)]
    idle = [path for path in changed if path not in sources and not readers_of(path, tests)]
    sys.stderr.write(
        f"{len(changed)} tệp đã đổi ({about}) → {len(far)} tệp kiểm thử. / {len(changed)} changed files → "
        f"{len(far)} test files, beside {SMOKE}.\n"
    )
    for path in idle:
        sys.stderr.write(f"  không kiểm thử nào đọc / no test reads: {path}\n")
    smoke = listed(ROOT, SMOKE)
    chosen = [*smoke, *(path for path in in_order(far) if path not in smoke)]
    sys.stdout.write("".join(f"{path}\n" for path in chosen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
