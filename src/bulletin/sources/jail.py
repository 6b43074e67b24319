"""Paths typed in YAML lead to plain files inside one folder, or to a finding."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from bulletin.errors import Finding, Place, Rule
from bulletin.lazy import dataclass, pattern
from bulletin.runtime import paths
from bulletin.sources.folding import shorten
from bulletin.sources.rules import files as rules

_MAX_LENGTH = 500
_MAX_NAME_BYTES = 255
_MAX_LISTED = 2000
_SKIPPED = frozenset(("build", "node_modules", "mail"))
_PRIVATE = "mail"
"""The folder of readers and their addresses, beside `publication.yaml`: nothing of it is printed, packed or named."""
_EXAMPLE = "photos/anh-1.jpg"
_MAX_COMPARED = 200
_DIGITS = pattern(r"\d+")
_PICTURES = frozenset(("jpg", "jpeg", "png", "heic", "heif", "tif", "tiff", "webp", "avif", "gif", "bmp"))
_KINDS = (
    (stat.S_ISDIR, "thư mục / folder"),
    (stat.S_ISFIFO, "ống dẫn / pipe"),
    (stat.S_ISSOCK, "ổ cắm / socket"),
    (stat.S_ISCHR, "thiết bị / device"),
    (stat.S_ISBLK, "thiết bị / device"),
)

_FORMS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"), "có ký tự điều khiển", "a control character"),
    (pattern(r"\\"), "hãy dùng dấu / thay cho \\", "use / instead of \\"),
    (pattern(r"^/"), "phải bắt đầu từ thư mục của số báo, không phải gốc của máy", "it begins at the root"),
    (pattern(r"^~"), "không dùng dấu ~ ở đầu", "it must not begin with ~"),
    (pattern(r":"), "không dùng dấu hai chấm (tên ổ đĩa, địa chỉ mạng)", "no colon (drive letter, web address)"),
    (pattern(r"%[0-9A-Fa-f]{2}"), "không dùng mã phần trăm (%2E…)", "no percent-encoding (%2E …)"),
    (pattern(r"(^|/)[. ]*\.[. ]*(/|$)"), "không dùng . hoặc .. làm tên thư mục", "no . or .. as a folder"),
    (pattern(r"//|/$"), "có dấu / thừa", "there is a / too many"),
    (pattern(r"^\s|\s$|\s/|/\s"), "có dấu cách ở đầu hoặc cuối tên", "a name begins or ends with a space"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What else is known where a file is missing: the files of the folder, and those that are named already."""

    files: Sequence[str] = ()
    used: Collection[str] = ()


def resolve(
    root: Path,
    typed: str,
    place: Place | None = None,
    key: str = "tep",
    *,
    around: Callable[[], Around] | None = None,
    example: str = _EXAMPLE,
) -> Path | Finding:
    """The plain file that a typed path means.

    Args:
        root: the folder that may not be left (the issue's, or the publication's for logo and fonts).
        typed: the path as typed, with `/` between its parts.
        place: where it was typed, for the finding.
        key: the field, for the line to type.
        around: gives the files among which a missing one is looked for; by default those of `root`.
        example: a path as it should be, for the line to type and the folder to copy to.

    Returns:
        The file's path as it is spelled on the disk (NFC and NFD count as the same), or what is wrong with it.
    """
    where = place or Place()
    problem = _form(typed)
    if problem is not None:
        return _bad_form(typed, where, key, example, problem)
    current = root
    parts = typed.split("/")
    if _lower(parts[0]) == _PRIVATE:
        return _finding(rules.PATH_PRIVATE, where, typed, **_mend(key, example))
    for number, part in enumerate(parts):
        try:
            found = _entry(current, part)
            if found is None:
                return _missing(root, typed, where, key, around() if around else Around(listing(root)))
            current, status = found
        except OSError as error:
            return _finding(rules.UNREADABLE, where, typed, reason=error.strerror or type(error).__name__)
        refused = _refused(typed, where, _mend(key, example), status, last=number == len(parts) - 1)
        if refused is not None:
            return refused
    return current


def _bad_form(typed: str, place: Place, key: str, example: str, problem: tuple[str, str]) -> Finding:
    """Only the signs of a path from Windows are to be changed; anything else is copied under a name that will do."""
    turned = typed.replace("\\", "/")
    if "\\" in typed and _form(turned) is None:
        return _finding(rules.PATH_BACKSLASH, place, typed, mend=f"{key}: {turned}")
    name = re.split(r"[/\\]", typed)[-1].strip()
    folder = example.rpartition("/")[0]
    copied = f"{folder}/{name}" if folder else name
    fits = re.search(r"\.\w{2,5}$", name) and _form(copied) is None
    values = {"hint_vi": problem[0], "hint_en": problem[1], **_mend(key, copied if fits else example)}
    return _finding(rules.PATH_FORM, place, typed, **values)


def kind_of(mode: int) -> str:
    """What a directory entry is, in both languages."""
    return next((name for test, name in _KINDS if test(mode)), "liên kết / link")


def not_plain(path: Path, shown: str, mode: int) -> Finding:
    """What is said where a file is asked for and an entry is none, with the command that mends it.

    Args:
        path: of the entry.
        shown: its name for the finding.
        mode: of the entry itself, links not followed.
    """
    typed, aside = paths.typed(path), paths.typed(path.with_name(f"{path.name}-cu"))
    if stat.S_ISREG(mode):
        vi, en = f"Cần thư mục; hãy đổi tên tệp: mv {typed} {aside}", f"A folder is needed; rename: mv {typed} {aside}"
    elif stat.S_ISDIR(mode):
        vi = f"Hãy đổi tên thư mục ấy: mv {typed} {aside} – rồi chép tệp cần dùng ở trong ra đúng tên này."
        en = f"Rename that folder: mv {typed} {aside} – then copy the file that is needed out of it to this name."
    elif stat.S_ISLNK(mode) and paths.exists(path):
        copy = f'cp --remove-destination "$(readlink -f {typed})" {typed}'
        if paths.is_dir(path):
            copy = f"cp -rL {typed} {aside} && rm {typed} && mv {aside} {typed}"
        vi = f"Hãy thay liên kết bằng chính thứ nó chỉ tới: {copy}"
        en = f"Put what it leads to in the place of the link: {copy}"
    else:
        vi, en = f"Không có chữ nào ở đó; hãy xóa: rm {typed}", f"There is no text in it; remove it: rm {typed}"
    values = {"word": shown, "kind": kind_of(mode), "hint_vi": vi, "hint_en": en}
    return Finding(rules.NOT_REGULAR, Place(shown), "", values)


def _finding(rule: Rule, place: Place, typed: str, **values: str) -> Finding:
    word = shorten(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "?", typed))
    return Finding(rule, place, word, {"word": word, **values})


def _form(typed: str) -> tuple[str, str] | None:
    """Why the characters of a path are refused; look-alikes (`․․`, `／`) count as what they look like."""
    if not typed.strip():
        return "tên tệp để trống", "it is empty"
    if len(typed) > _MAX_LENGTH or any(
        len(part.encode(errors="replace")) > _MAX_NAME_BYTES for part in typed.split("/")
    ):
        return "tên quá dài", "it is too long"
    for text in (typed, unicodedata.normalize("NFKC", typed), _plain_slashes(typed)):
        if text.count("/") != typed.count("/"):
            return "có ký tự trông giống dấu /", "a sign only looks like /"
        for form, vi, en in _FORMS:
            if form.search(text):
                return vi, en
    if any(unicodedata.category(char) in ("Cf", "Co", "Cn") for char in typed):
        return "có ký tự không nhìn thấy", "it holds an invisible character"
    return None


def _plain_slashes(typed: str) -> str:
    """Slashes and dots that only look like them and that NFKC leaves alone."""
    return typed.translate(
        {ord(char): "/" for char in "\u2044\u2215\u29f8"} | {ord(char): "\\" for char in "\u2216\u29f5\u29f9"}
    )


def _entry(folder: Path, name: str) -> tuple[Path, os.stat_result] | None:
    """The entry of a folder with this name in any normal form, never following a link."""
    for form in dict.fromkeys((name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))):
        path = folder / form
        try:
            return path, path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
    wanted = unicodedata.normalize("NFC", name)
    if folder.is_dir():
        for other in sorted(os.listdir(folder)):  # noqa: PTH208 - names, not paths
            if unicodedata.normalize("NFC", other) == wanted:
                return folder / other, (folder / other).lstat()
    return None


def _mend(key: str, example: str) -> dict[str, str]:
    return {"folder": example.rpartition("/")[0], "mend": f"{key}: {example}"}


def _refused(typed: str, place: Place, mend: dict[str, str], status: os.stat_result, *, last: bool) -> Finding | None:
    if stat.S_ISLNK(status.st_mode):
        return _finding(rules.PATH_LINK, place, typed, **mend)
    if not last and stat.S_ISDIR(status.st_mode):
        return None
    if not last or not stat.S_ISREG(status.st_mode):
        kind = kind_of(status.st_mode) if last or not stat.S_ISREG(status.st_mode) else "tệp / file"
        return _finding(rules.PATH_KIND, place, typed, kind=kind, **mend)
    if status.st_nlink > 1:
        return _finding(rules.PATH_HARD_LINK, place, typed, count=str(status.st_nlink), **mend)
    return None


def _missing(root: Path, typed: str, place: Place, key: str, around: Around) -> Finding:
    """The file is to be copied; a name that is only similar is a question, and never one with another number."""
    same = [name for name in around.files if _lower(name) == _lower(typed)]
    if same:
        return _finding(rules.PATH_CASE, place, typed, found=same[0], mend=f"{key}: {same[0]}")
    folder = typed.rpartition("/")[0] or root.absolute().name or str(root)
    near = _similar(typed, around)
    vi = en = ""
    if near is not None and _form(near) is None:
        vi = f" Hay tên gõ nhầm, ý là “{near}”? Nếu đúng thế, hãy gõ: {key}: {near}"
        en = f" Or is the name a slip for “{near}”? If so, type: {key}: {near}"
    elif near is not None and near.strip() != near:  # what cannot be typed is renamed
        name = typed.rpartition("/")[2]
        vi = f" Hay là tệp “{near}”, tên thừa dấu cách? Nếu đúng thế, hãy đổi tên tệp ấy thành {name}"
        en = f" Or is it “{near}”, whose name has a blank too many? If so, rename that file to {name}"
    return _finding(rules.PATH_MISSING, place, typed, folder=folder, hint_vi=vi, hint_en=en)


def _similar(typed: str, around: Around) -> str | None:
    """The one file whose name differs by a slip only: the same digits, of the same kind, and not in use."""
    import difflib  # only needed when something is wrong

    used = {_lower(name) for name in around.used}
    bare = "." not in typed.rpartition("/")[2]
    digits = _DIGITS.findall(typed.rpartition("/")[2])
    free = {_lower(name): name for name in around.files if _DIGITS.findall(name.rpartition("/")[2]) == digits}
    names = [name for lower, name in free.items() if lower not in used and (bare or _kind(name) == _kind(typed))]
    wanted = _lower(typed.rpartition("/")[2])
    stem = wanted.rpartition(".")[0]
    if bare:
        stems = (name for name in names if _kind(name) == "picture" and _stem(name) == wanted)
        return next(stems, None)
    elsewhere = [name for name in names if _lower(name.rpartition("/")[2]).strip() == wanted]
    elsewhere += [name for name in names if stem and _stem(name) == stem]
    if elsewhere:
        return elsewhere[0]
    found = difflib.get_close_matches(_lower(typed), [_lower(name) for name in names[:_MAX_COMPARED]], n=1, cutoff=0.8)
    return free[found[0]] if found else None


def _stem(name: str) -> str:
    return _lower(name.rpartition("/")[2]).rpartition(".")[0].strip()


def _kind(name: str) -> str:
    ending = _lower(name).rpartition(".")[2].strip()
    return "picture" if ending in _PICTURES else ending


def _lower(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def listing(root: Path) -> list[str]:
    """The plain files below a folder as posix paths, at most `_MAX_LISTED`, without hidden and built ones."""
    names: list[str] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and not name.startswith("."))
        base = Path(folder)
        names += [(base / name).relative_to(root).as_posix() for name in sorted(files) if not name.startswith(".")]
        if len(names) > _MAX_LISTED:
            break
    return names[:_MAX_LISTED]
