"""The pictures of a page: in its folder, inside its text, or only an address that is never followed here."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import field
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from bulletin.importing.document import Origin, SourcePicture
from bulletin.importing.readers.beside import picture_beside, picture_name
from bulletin.importing.readers.context import Context, FoundPictures
from bulletin.importing.readers.markup import Element
from bulletin.lazy import dataclass

_LARGEST_INLINE = 10 << 20
_SMALLEST = 200
"""A picture of fewer bytes is a dot that counts visitors or holds a place."""
_INSIDE = ("data:", "cid:", "blob:", "about:")
_LAZY = ("data-original", "data-src", "data-lazy-src", "data-lazy", "data-url", "data-image", "data-full-url", "src")
_SETS = ("data-srcset", "srcset")
_SET_PART = re.compile(r"(\S+)(?:\s+([\d.]{1,9})[wx])?\s*(?:,|\Z)")


@dataclass
class PagePictures:
    """Finds the picture that an `img` shows."""

    pictures: FoundPictures
    context: Context
    base: str | None
    remote: list[str] = field(default_factory=list)

    def find(self, element: Element) -> SourcePicture | None:
        """The picture; None for dots and for elements that name none."""
        candidates = _candidates(element)
        alt = (element.get("alt") or "").strip()
        origin = Origin(self.context.file)
        tiny: set[str] = set()
        found = [(address, self._bytes(address)) for address in candidates]
        outside = [address for address in candidates if not address.startswith(_INSIDE)]
        found += [(address, picture_beside(address, self.context)) for address in outside]
        for address, data in found:
            if data is None:
                continue
            if len(data) < _SMALLEST:
                tiny.add(address)
                continue
            name = "anh" if address.startswith("data:") else _last_part(address)
            if (key := self.pictures.add(name, data)) is not None:
                return SourcePicture(key, origin, name, alt, href=self._absolute(candidates))
        remote = next((one for one in candidates if _on_the_network(one) and one not in tiny), None)
        if remote is None or _dot(element):
            return None
        self.remote.append(_last_part(remote))
        return SourcePicture(None, origin, _last_part(remote), alt, href=self._absolute(candidates))

    def _bytes(self, address: str) -> bytes | None:
        if address.startswith("data:"):
            return inline_data(address)
        found = self.context.sibling(address)
        if found is None and self.base is not None:
            found = self.context.sibling(urljoin(self.base, address))
        return found

    def _absolute(self, candidates: list[str]) -> str | None:
        """The address on the network, for a fetch that somebody asks for."""
        for address in candidates:
            try:
                joined = urljoin(self.base or "", address)
                if urlsplit(joined).scheme in {"http", "https"}:
                    return joined
            except ValueError:
                continue
        return None


def inline_data(address: str) -> bytes | None:
    """The bytes of a `data:` address; None for a damaged or too large one."""
    head, comma, body = address.partition(",")
    if not comma or len(body) > _LARGEST_INLINE:
        return None
    if ";base64" not in head.lower():
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(re.sub(r"\s", "", body), validate=False)
    except (binascii.Error, ValueError):
        return None


def _candidates(element: Element) -> list[str]:
    """The addresses that an `img` gives, the best first."""
    made = [str(element.get(name)).strip() for name in _LAZY if element.get(name)]
    for name in _SETS:
        found = [(float(size or 1) if (size or "1").count(".") < 2 else 0.0, address)
                 for address, size in _SET_PART.findall(element.get(name) or "")[:20]]  # fmt: skip
        made += [address for _, address in sorted(found, reverse=True)]
    return list(dict.fromkeys(one for one in made if one))


def _on_the_network(address: str) -> bool:
    return not address.startswith(("file:", *_INSIDE))


def _last_part(address: str) -> str:
    return picture_name(address) or "anh"


def _dot(element: Element) -> bool:
    """Whether the page itself says that the picture is a dot."""
    return {element.get("width"), element.get("height")} <= {"0", "1", "0px", "1px"} - {None} and bool(
        element.get("width")
    )
