"""The wanted number of pages of an issue as it is typed: a number, a range, or a multiple of the print shop's."""

from __future__ import annotations

from bulletin.lazy import dataclass

TYPED = r"[1-9][0-9]{0,2}(\s?[-–]\s?[1-9][0-9]{0,2})?|auto|tự động|tu dong"
"""What may be typed."""
MOST = 512
"""Pages of an issue, at most."""


@dataclass(frozen=True, slots=True)
class PageWish:
    """The page counts that an issue wants: from `least` to `most`, and a multiple of `multiple`."""

    least: int = 1
    most: int = MOST
    multiple: int = 1

    @property
    def any(self) -> bool:
        """Whether every count will do."""
        return self.least <= 1 and self.most >= MOST and self.multiple <= 1

    def meets(self, pages: int) -> bool:
        """Whether an issue of so many pages is as wanted."""
        return self.least <= pages <= self.most and pages % self.multiple == 0

    def nearest(self, length: float) -> int:
        """The wanted count that is nearest to a length in pages; the larger of two that are equally near."""
        low = max(self.multiple, -(-self.least // self.multiple) * self.multiple)
        if low > self.most:
            return self.least
        high = self.most // self.multiple * self.multiple
        steps = int((length - low) / self.multiple + 0.5)
        return min(high, max(low, low + steps * self.multiple))

    def missed(self, pages: int) -> int:
        """Pages between a count and the nearest wanted one; 0 when it is wanted."""
        return 0 if self.meets(pages) else abs(self.nearest(pages) - pages)


ANY = PageWish()


def page_wish(typed: str | None, multiple: int = 1) -> PageWish:
    """The wish that was typed.

    Args:
        typed: as in `issue.yaml`, whose pattern is `TYPED`; None wants nothing.
        multiple: of the print shop, for `auto`.
    """
    if typed is None:
        return ANY
    numbers = [int(part) for part in typed.replace("–", "-").split("-") if part.strip().isdigit()]
    if not numbers:
        return PageWish(multiple=multiple)
    return PageWish(min(numbers), max(numbers))
