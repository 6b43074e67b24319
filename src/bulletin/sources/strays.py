"""Files that lie where articles and photos are looked for and are none, or are not used: what to do with them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from bulletin.errors import Finding, Place
from bulletin.lazy import pattern
from bulletin.runtime import paths
from bulletin.sources.copies import copies_among, named_like_copies, said_by
from bulletin.sources.folding import fold, free_id, new_path, shorten, slug
from bulletin.sources.rules import files as rules

ARTICLE = (".yaml", ".yml")
ARTICLES = "articles/"
MAX_TOLD = 20

_PICTURE = pattern(r"\.(jpe?g|png|hei[cf]|tiff?|webp|avif|gif|bmp)$", re.I)
_IMPORTED = pattern(r"\.(docx?|odt|rtf|xlsx?|ods|eml|html?|mht|zip)$", re.I)
_OFFICE = pattern(r"\.(pdf|pptx?)$", re.I)
_NOBODYS = pattern(r"^([.~]|thumbs\.db$|desktop\.ini$)|(~|\.(bak|orig|swp|tmp|lock|part))$", re.I)
_YAML_INSIDE = pattern(r"\.ya?ml([. ].*|\.?)$", re.I)
_LEVELS = 2
"""Folders above one that may be an issue: `so-1/photos/old` is two below it."""
_MOST_ISSUES = 6
_MOST_FOLDERS = 500
"""More names are not looked into for issues: that is no folder of a bulletin."""


def is_article(name: str) -> bool:
    """Whether a file of the folder `articles` is read as an article."""
    return name.lower().endswith(ARTICLE) and name[0] != "." and not name.startswith("~$")


def articles_not_read(folder: Path, names: Sequence[str], shown: str = ".") -> Iterator[Finding]:
    """What to do with the files of `articles` that are none, at most `MAX_TOLD` of them."""
    reported = 0
    for name in names:
        if reported < MAX_TOLD and not is_article(name) and not _NOBODYS.search(name):
            finding = _not_an_article(folder, name, names, shown)
            reported += finding is not None
            if finding is not None:
                yield finding


def second_copies(folder: Path, names: Sequence[str], before: str) -> tuple[Mapping[str, str], list[Finding]]:
    """The copies among the files of a folder, each with the file that it is one of, and what to do with them.

    Args:
        folder: that is looked into.
        names: of its files.
        before: what messages say before a name; of two articles with such names each may be a story.
    """
    articles = before == ARTICLES
    like = named_like_copies(names)
    copies = copies_among(names, (lambda name: said_by(folder / name)) if articles else None)
    stems = {PurePath(one).stem for one in names}
    found = []
    for name, first in copies.items():
        ident = slug(PurePath(first).stem) or "bai"
        other = free_id(ident, stems | {ident})
        stems.add(other)  # two copies of one story are no story twice
        found.append(_second_copy(before, name, first, there=first in names, other=other))
    for name in like.keys() - copies.keys() if articles else ():
        ident = said_by(folder / name)[0] or slug(PurePath(name).stem) or "bai"
        taken = {PurePath(one).stem for one in names if one != name}
        values = {
            "word": f"{before}{shorten(name)}", "first": f"{before}{shorten(like[name])}", "id": ident,
            "better": f"{before}{free_id(ident, taken)}.yaml",
        }  # fmt: skip
        found.append(Finding(rules.LIKE_A_COPY, Place(f"{before}{name}"), "", values))
    return copies, sorted(found, key=lambda one: one.place.file or "")


def _second_copy(before: str, name: str, first: str, *, there: bool, other: str) -> Finding:
    word, of = f"{before}{shorten(name)}", f"{before}{shorten(first)}"
    if there:
        story = ("", "")
        if before == ARTICLES:
            story = (
                f" Nếu là bài khác, hãy gõ trong đó: ma: {other}",
                f" If it is another story, type in it: id: {other}",
            )
        mend = (
            f"Hãy so hai tệp, chép chữ còn thiếu sang {of}, rồi xóa {word}.{story[0]}",
            f"Compare both files, copy what is missing to {of}, then delete {word}.{story[1]}",
        )
    else:
        mend = (
            f"Không còn {of}: hãy đổi tên {word} thành {of}, hoặc xóa đi.",
            f"There is no {of} any more: rename {word} to {of}, or delete it.",
        )
    values = {"word": word, "first": of, "mend_vi": mend[0], "mend_en": mend[1]}
    return Finding(rules.SECOND_COPY, Place(f"{before}{name}"), "", values)


def _not_an_article(folder: Path, name: str, names: Sequence[str], issue: str) -> Finding | None:
    shown, stem = f"articles/{shorten(name)}", re.split(r"\.(?=[A-Za-z])", name, maxsplit=1)[0]
    if (folder / name).is_dir():
        if not any(is_article(inner) for inner in names_in(folder / name)):
            return None
        hint = "các thư mục con của articles không được xem", "folders inside articles are not looked into"
        mend = (
            f"Muốn in các bài trong đó, hãy chuyển chúng ra articles: từ {shown}/",
            f"To print its articles, move them to articles, out of {shown}/",
        )
    elif _YAML_INSIDE.search(name):
        right = _YAML_INSIDE.sub(".yaml", name)
        hint = "tên tệp không kết thúc bằng .yaml", "its name does not end in .yaml"
        mend = _rename(shown, right, taken=right in names)
    elif _PICTURE.search(name):
        hint = "đây là ảnh", "it is a photo"
        mend = (
            f"Hãy chuyển tệp vào thư mục photos, rồi gõ trong bài: tep: photos/{name}",
            f"Move it to the folder photos and type in the article: file: photos/{name}",
        )
    elif _IMPORTED.search(name):
        import shlex  # only needed when something is wrong

        command = f"bulletin import {new_path(issue, f'articles/{name}')} --into {shlex.quote(issue)} --suggest"
        hint = "đây là tệp của Word hoặc chương trình khác", "it is a file of Word or another program"
        mend = (
            f"Hãy gõ: {command}; rồi chuyển tệp này ra khỏi thư mục articles.",
            f"Type: {command}; then move this file out of the folder articles.",
        )
    elif _OFFICE.search(name):
        made = new_path(issue, slug(stem) or "bai-moi")
        hint = "đây là tệp của Word hoặc chương trình khác", "it is a file of Word or another program"
        mend = (
            f"Hãy gõ: bulletin new article {made}; rồi chép chữ từ tệp này vào sau “noi_dung: |”, mỗi dòng thụt vào hai dấu cách.",  # noqa: E501
            f"Type: bulletin new article {made}; then copy the words of this file below “noi_dung: |”, each line indented by two spaces.",  # noqa: E501
        )
    else:
        hint = "tên tệp không kết thúc bằng .yaml", "its name does not end in .yaml"
        plain = name.lower().endswith(".txt") or "." not in name
        right = f"{stem}.yaml"
        mend = _rename(shown, right, taken=right in names) if plain else (
            f"Nếu là bài, hãy đổi tên thành articles/{right}; nếu không, hãy chuyển tệp đi chỗ khác.",
            f"If it is an article, rename it articles/{right}; if not, move it elsewhere.",
        )  # fmt: skip
    values = {"word": shown, "hint_vi": hint[0], "hint_en": hint[1], "mend_vi": mend[0], "mend_en": mend[1]}
    return Finding(rules.NOT_AN_ARTICLE, Place(f"articles/{name}"), "", values)


def _rename(shown: str, right: str, *, taken: bool) -> tuple[str, str]:
    if taken:
        return (
            f"Đã có articles/{right}; nếu đây là bài khác, hãy đặt cho nó một tên khác kết thúc bằng .yaml.",
            f"There is articles/{right} already; if this is another article, give it another name that ends in .yaml.",
        )
    show = "Windows có thể đang giấu phần đuôi; bật “File name extensions” để thấy."
    return (
        f"Hãy đổi tên {shown} thành articles/{right}. {show}",
        f"Rename {shown} to articles/{right}. Windows may hide the ending; switch on “File name extensions” to see it.",
    )


def like(folder: Path, wanted: str) -> str | None:
    """A file that is probably meant where `issue.yaml` or `publication.yaml` is missing: `issue.yaml.txt`."""
    stem = wanted.partition(".")[0]
    return next((name for name in names_in(folder) if fold(name.partition(".")[0]) == stem and name != wanted), None)


def issue_elsewhere(folder: Path) -> Finding | None:
    """What is said of a folder that is no issue where one is above it or some are in it; None where none is near."""
    if os.path.lexists(folder / "issue.yaml") or like(folder, "issue.yaml") is not None:
        return None
    above = issue_above(folder)
    if above is not None:
        return above
    issues = [paths.typed(folder / name) for name in issues_in(folder)[-_MOST_ISSUES:]]
    if not issues:
        return None
    commands = "\n".join(f"bulletin check {typed}" for typed in issues)
    hints = {
        "hint_vi": f"Các số báo là thư mục bên trong; hãy gõ tên của một số trong lệnh, ví dụ:\n{commands}",
        "hint_en": f"The issues are folders in this one; name one of them in the command, such as:\n{commands}",
    }
    return Finding(rules.NO_SHEET, Place("issue.yaml"), "", hints)


def issue_above(folder: Path) -> Finding | None:
    """What is said of a folder inside of an issue, such as its `articles`; None where it is in none."""
    if (folder / "articles").is_dir():  # an issue that has lost its sheet
        return None
    above = next((one for one in list(folder.parents)[:_LEVELS] if _is_issue(one)), None)
    if above is None:
        return None
    return Finding(rules.INSIDE_ISSUE, Place(), "", {"word": paths.typed(folder), "issue": paths.typed(above)})


def issues_in(folder: Path) -> list[str]:
    """The issues in a folder that is none itself: names of folders in it, else in those (`2026/so-1`), by number."""
    there = [name for name in names_in(folder)[:_MOST_FOLDERS] if not name.startswith(".")]
    found = [name for name in there if _is_issue(folder / name)]
    if not found:
        deeper = [f"{name}/{inner}" for name in there if (folder / name).is_dir() for inner in names_in(folder / name)]
        found = [name for name in deeper[:_MOST_FOLDERS] if _is_issue(folder / name)]
    return sorted(found, key=lambda name: [(len(part), part) for part in re.findall(r"\d+|\D+", name)])


def _is_issue(folder: Path) -> bool:
    return not folder.is_symlink() and (folder / "issue.yaml").is_file()


def article_like(ident: str, not_read: Iterable[Finding]) -> Finding | None:
    """The file of an article that is asked for and was not read for its name."""
    for finding in not_read:
        name = (finding.place.file or "").rpartition("/")[2]
        if slug(re.split(r"\.(?=[A-Za-z])", name, maxsplit=1)[0]) == ident:
            return finding
    return None


def photos_not_used(files: Iterable[str], used: Mapping[str, Place]) -> Iterator[Finding]:
    """Pictures in `photos` that no article names, in one finding: a folder of a camera may hold hundreds."""
    spare = [name for name in files if name.startswith("photos/") and _PICTURE.search(name) and name not in used]
    if spare:
        more = len(spare) - 1
        ident = slug(spare[0].rpartition("/")[2].rpartition(".")[0]) or "anh-moi"
        values = {
            "word": shorten(spare[0]), "mend": f'- {{ma: {ident}, tep: "{spare[0]}", chu_thich: "…", mo_ta_anh: "…"}}',
            "more_vi": f" (và {more} ảnh khác)" if more else "", "more_en": f" (and {more} more)" if more else "",
        }  # fmt: skip
        yield Finding(rules.PHOTO_NOT_USED, Place(spare[0]), "", values)


def names_in(folder: Path) -> list[str]:
    """The names in a folder; none where it cannot be looked into."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
    except OSError:
        return []
