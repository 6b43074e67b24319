"""Acts on the board as changes of files: several acts add up, and each says what takes it back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, field
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.sources.partial import values_of
from bulletin.studio.board.flatplan import SLOTS, FlatplanAct, act_of, apply
from bulletin.studio.board.new_story import story_id, story_source

_MOST_TITLE = 300
_WORDS = {
    "move": "Chuyển chỗ bài", "slot": "Đổi cỡ bài", "section": "Chuyển mục bài", "hold": "Để bài sang số sau",
    "place": "Đưa bài vào số", "new_story": "Thêm bài", "trash": "Bỏ bài vào thùng rác", "restore": "Lấy lại bài",
}  # fmt: skip


@dataclass(slots=True)
class Changes:
    """What acts make of an issue.

    Args:
        folder: of the issue.
        articles: the files of its articles by id.
        content: gives a former content by its SHA-256.
    """

    folder: Path
    articles: Mapping[str, Path]
    content: Callable[[str], bytes | None]
    files: dict[Path, bytes | None] = field(default_factory=dict)
    undo: list[dict[str, Any]] = field(default_factory=list)
    what: str = ""
    made: str | None = None

    def sheet(self) -> bytes:
        """The bytes of the issue's file as the acts before have left it."""
        path = self.folder / "issue.yaml"
        kept = self.files.get(path)
        return kept if kept is not None else path.read_bytes()

    def flatplan(self, act: FlatplanAct) -> bool:
        """Change the flat plan; False when it cannot be done."""
        acted = apply(self.sheet(), act)
        if acted is None:
            return False
        self.files[self.folder / "issue.yaml"] = acted.source
        self.undo.append({name: value for name, value in asdict(acted.undo).items() if value is not None})
        return True


def change(done: Changes, said: Mapping[str, Any]) -> bool:
    """Do one act of the window; False when it cannot be done."""
    name = said.get("act")
    done.what = done.what or _WORDS.get(str(name), "")
    if name == "new_story":
        return _new_story(done, said)
    if name == "trash":
        return _trash(done, said.get("article"))
    if name == "restore":
        return _restore(done, said)
    act = act_of(said)
    return act is not None and (act.act != "place" or act.article in _there(done)) and done.flatplan(act)


def _there(done: Changes) -> set[str]:
    """The ids of the articles, those that an act before has brought back too."""
    new = {str(values_of("article", data).get("id")) for data in done.files.values() if data is not None}
    return {*done.articles, *new}


def _new_story(done: Changes, said: Mapping[str, Any]) -> bool:
    title, slot, section = said.get("title"), said.get("slot"), said.get("section")
    words = " ".join(title.split()) if isinstance(title, str) else ""
    if not words or len(words) > _MOST_TITLE or slot not in SLOTS or not _is_section(section):
        return False
    ident = story_id(done.folder, words)
    done.files[done.folder / "articles" / f"{ident}.yaml"] = story_source(ident, words, section)
    if not done.flatplan(FlatplanAct("place", ident, None, slot, section)):
        return False
    done.undo[-1:] = [{"act": "trash", "article": ident}]
    done.made = ident
    return True


def _is_section(section: object) -> bool:
    return section is None or (isinstance(section, str) and re.fullmatch(r"[a-z0-9-]{1,100}", section) is not None)


def _trash(done: Changes, article: object) -> bool:
    path = done.articles.get(article) if isinstance(article, str) else None
    if path is None or not path.is_file():
        return False
    assert isinstance(article, str)
    done.flatplan(FlatplanAct("hold", article))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    done.files[path] = None
    done.undo.append({"act": "restore", "article": article, "file": path.name, "version": digest})
    return True


def _restore(done: Changes, said: Mapping[str, Any]) -> bool:
    """Bring back a story from the history, under a file name in the folder of articles that is free."""
    file, version = said.get("file"), said.get("version")
    if not (isinstance(file, str) and isinstance(version, str) and re.fullmatch(r"[0-9a-f]{64}", version)):
        return False
    path = done.folder / "articles" / file
    data = done.content(version)
    if data is None or Path(file).name != file or path.suffix not in (".yaml", ".yml") or path.exists():
        return False
    done.files[path] = data
    done.undo.append({"act": "trash", "article": said.get("article")})
    return True
