"""The four sides of a page in the order of its box: left, top, right, bottom."""

from __future__ import annotations

SIDES = (("trái", "left"), ("trên", "top"), ("phải", "right"), ("dưới", "bottom"))
LEFT, RIGHT = 0, 2
