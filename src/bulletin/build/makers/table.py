"""The editions by name; a new edition is one more maker here."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.build.makers.maker import Maker
from bulletin.build.makers.office import OfficeMaker
from bulletin.build.makers.press import PressMaker
from bulletin.build.makers.record import RecordMaker
from bulletin.build.makers.screen import ScreenMaker
from bulletin.model import EditionName

MAKERS: Mapping[EditionName, Maker] = {
    maker.name: maker for maker in (ScreenMaker(), PressMaker(), OfficeMaker(), RecordMaker())
}
