"""One line of the examination of a computer."""

from __future__ import annotations

from bulletin.errors import Text
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """One line of the examination. `remedy` is empty when all is well."""

    id: str
    ok: bool
    what: Text
    remedy: Text = Text("", "")

    def as_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "ok": self.ok,
            "vi": {"what": self.what.vi, "remedy": self.remedy.vi},
            "en": {"what": self.what.en, "remedy": self.remedy.en},
        }
