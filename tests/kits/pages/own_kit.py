"""An issue with a layout of its own, for tests of what an office may get wrong in one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from layouts_kit import EXAMPLES, LAYOUTS

from bulletin.build.reading import read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose
from bulletin.errors import BulletinError, Finding
from bulletin.layout.engine import Composed
from bulletin.model import Issue

NOTICE = "Chợ đêm nghỉ họp hai ngày cuối tháng"
CORRECTION = "Số trước ghi nhầm giờ họp tổ dân phố, giờ đúng là 19 giờ 30"


@dataclass(frozen=True)
class OwnIssue:
    """A copy of the one-page example whose layout is `layouts/cua-toi/`."""

    folder: Path
    cache: Path

    @property
    def layout(self) -> Path:
        return self.folder / "layouts" / "cua-toi"

    def change(self, file: str, old: str, new: str) -> None:
        """Replace words in a file of the layout; they must be there."""
        path = self.layout / file
        text = path.read_text("utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new), "utf-8")

    def write(self, file: str, text: str) -> None:
        (self.layout / file).write_text(text, "utf-8")

    def check(self) -> tuple[Finding, ...]:
        """What `bulletin check` finds."""
        return read(BuildRun(self.cache), self.folder, proof=False).findings

    def composed(self) -> tuple[Issue, Composed]:
        """The pages, unless a finding stops them."""
        run = BuildRun(self.cache)
        checked = read(run, self.folder, proof=False)
        assert checked.issue is not None, checked.findings
        return checked.issue, compose(run, layout_engine(run, checked.issue), checked.issue, checked.seen)

    def problems(self) -> tuple[Finding, ...]:
        """What stops the issue before a page is set: findings of `check`, else those of composing."""
        found = tuple(finding for finding in self.check() if finding.severity == "error")
        if found:
            return found
        try:
            self.composed()
        except BulletinError as error:
            return tuple(finding for finding in error.findings if finding.severity != "info")
        return ()


def own_issue(folder: Path, cache: Path, layout: str = "tuan-tin", example: str = "mot-trang") -> OwnIssue:
    """The example with a correction, a notice and a copy of a shipped layout."""
    shutil.copytree(EXAMPLES / example, folder, ignore=shutil.ignore_patterns("build"))
    made = OwnIssue(folder, cache)
    shutil.copytree(LAYOUTS / layout, made.layout)
    sheet = folder / "issue.yaml"
    lines = [line for line in sheet.read_text("utf-8").splitlines() if not line.startswith("layout:")]
    lines += ["layout: cua-toi", f'notices: ["{NOTICE}"]', f'corrections: ["{CORRECTION}"]']
    sheet.write_text("\n".join(lines) + "\n", "utf-8")
    return made
