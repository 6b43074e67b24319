"""What a damage is, and the small tools with which damages cut into a finished PDF.

Places are mm from the top left corner of the trim, like those of the findings. The walker here is deliberately not the
one of the preflight: a mistake in that one must not hide in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from bulletin.layout.laid import Laid, LineFacts, PageBox, TextSlot

MM = 72 / 25.4
TOLERANCE_MM = 2.0
Edition = Literal["press", "press-x1a", "press-marks", "press-mono", "office", "screen", "record", "record-a1b"]
BoxMm = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
Instruction = tuple[list[Any], pikepdf.Operator]
Resources = Mapping[str, Mapping[str, Any]]

FREE: BoxMm = (40.0, 140.0, 50.0, 20.0)
"""White paper on page 2 of the sample, far from all that is printed."""
FREE_PAGE = 2
UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a damage may know of the file that it damages: the plan of its pages."""

    laid: Laid

    def slot(self, page: int, role: str, n: int = 0) -> TextSlot:
        """The nth piece of text of a role on a page."""
        return [slot for slot in self.laid.slots if slot.box.page == page and slot.role == role][n]


EMPTY_LAID = Laid(b"", 0, (1, 1), 0, (), (), (), {}, (), (), LineFacts(0, 0, 0, 0, 0, 0))
Harm = Callable[[pikepdf.Pdf, Facts], None]
Fit = Literal["edges", "inside", "around"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One row: what is done to which edition, and what preflight must say of it.

    `rules` (ids without `preflight.`) must all be raised, each on `page` and at `box` where those are given:
    `edges` all four within 2 mm, `inside` the finding lies in the box, `around` it holds the box. `also` lists rules
    that honestly follow from the same damage; any other rule that the good file does not raise is a false name.
    `harm` edits the open file, `bytes_harm` the saved one, `limits` what the profile promises.
    `severity` is asked for where a rule has two.
    """

    name: str
    edition: Edition
    rules: tuple[str, ...]
    how: str
    harm: Harm | None = None
    bytes_harm: Callable[[bytes], bytes] | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)
    page: int | None = None
    box: BoxMm | Callable[[Facts], BoxMm] | None = None
    fit: Fit = "edges"
    also: tuple[str, ...] = ()
    quote: str = ""
    severity: Literal["error", "warning", ""] = ""


def fits(found: BoxMm, wanted: BoxMm, fit: Fit) -> bool:
    """Whether a finding is at its place, give or take 2 mm."""
    left, top, right, low = (f - w for f, w in zip(edges(found), edges(wanted), strict=True))
    if fit == "edges":
        return max(abs(left), abs(top), abs(right), abs(low)) <= TOLERANCE_MM
    if fit == "inside":
        return min(left, top) >= -TOLERANCE_MM and max(right, low) <= TOLERANCE_MM
    return max(left, top) <= TOLERANCE_MM and min(right, low) >= -TOLERANCE_MM


def edges(box: BoxMm) -> tuple[float, float, float, float]:
    """Left, top, right and lower edge."""
    return box[0], box[1], box[0] + box[2], box[1] + box[3]


def box_of(box: PageBox) -> BoxMm:
    """A box of the page plan as findings carry it."""
    return box.x, box.y, box.width, box.height


def sheet(pdf: pikepdf.Pdf, page: int) -> pikepdf.Page:
    """A page, counted from 1."""
    return pdf.pages[page - 1]


def trim(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The trim (of a screen page its MediaBox) in points."""
    left, low, right, top = (float(value) for value in page.trimbox)
    return left, low, right, top


def to_points(page: pikepdf.Page, box: BoxMm) -> tuple[float, float, float, float]:
    """Left, lower edge, width and height in points of a box in mm."""
    left, _, _, top = trim(page)
    return left + box[0] * MM, top - (box[1] + box[3]) * MM, box[2] * MM, box[3] * MM


def to_mm(page: pikepdf.Page, points: tuple[float, float, float, float]) -> BoxMm:
    """The box in mm of left, low, right, top in points."""
    left, _, _, top = trim(page)
    x0, y0, x1, y1 = points
    return (x0 - left) / MM, (top - y1) / MM, (x1 - x0) / MM, (y1 - y0) / MM


# --- content streams --------------------------------------------------------------------------------------------


def read(page: pikepdf.Page) -> list[Instruction]:
    """The operators of a page."""
    return [([*operands], operator) for operands, operator in pikepdf.parse_content_stream(page)]


def write(pdf: pikepdf.Pdf, page: pikepdf.Page, instructions: list[Instruction]) -> None:
    """New operators for a page."""
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def parsed(pdf: pikepdf.Pdf, code: str) -> list[Instruction]:
    """Operators typed as text."""
    return [
        ([*operands], operator) for operands, operator in pikepdf.parse_content_stream(pdf.make_stream(code.encode()))
    ]


def own_resources(page: pikepdf.Page) -> Dictionary:
    """Resources that belong to this page alone, so that a damage stays on its page."""
    resources = Dictionary(page.obj.get("/Resources") or page.resources)
    for kind in list(resources.keys()):
        if isinstance(resources[kind], Dictionary):
            resources[kind] = Dictionary(resources[kind])
    page.obj.Resources = resources
    return resources


def add_resources(page: pikepdf.Page, extra: Resources) -> None:
    """Named resources beside those of the page."""
    resources = own_resources(page)
    for kind, entries in extra.items():
        if kind not in resources:
            resources[kind] = Dictionary()
        for name, value in entries.items():
            resources[kind][name] = value


def paint(pdf: pikepdf.Pdf, number: int, code: str, extra: Resources | None = None, *, under: bool = False) -> None:
    """Draw operators in default user space over (or under) what stands on a page."""
    page = sheet(pdf, number)
    add_resources(page, extra or {})
    page.contents_coalesce()
    old = page.obj.Contents.read_bytes()
    new = f"q\n{code}\nQ\n".encode()
    page.obj.Contents = pdf.make_stream(new + b"q\n" + old + b"\nQ\n" if under else b"q\n" + old + b"\nQ\n" + new)


def fill_box(
    code: str, box: BoxMm = FREE, number: int = FREE_PAGE, extra: Callable[[], Resources] | None = None
) -> Harm:
    """Harm: a filled rectangle after the operators `code` have set colour and state.

    `extra` makes the resources anew for each file: an object belongs to the file that it was put into.
    """

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        x, y, width, height = to_points(sheet(pdf, number), box)
        paint(pdf, number, f"{code}\n{x:.3f} {y:.3f} {width:.3f} {height:.3f} re f", extra() if extra else None)

    return harm


def place_image(
    pdf: pikepdf.Pdf, image: pikepdf.Object, box: BoxMm = FREE, number: int = FREE_PAGE, before: str = ""
) -> None:
    """Show an image or a form of 1 × 1 unit in a box."""
    x, y, width, height = to_points(sheet(pdf, number), box)
    code = f"{before}\n{width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm /Harm Do"
    paint(pdf, number, code, {"/XObject": {"/Harm": image}})


def raster(
    pdf: pikepdf.Pdf, size: tuple[int, int], data: bytes, space: Any, bits: int = 8, **keys: Any
) -> pikepdf.Stream:
    """An uncompressed image (the save compresses it)."""
    facts = {"Type": Name.XObject, "Subtype": Name.Image, "Width": size[0], "Height": size[1], "ColorSpace": space}
    return pdf.make_stream(data, BitsPerComponent=bits, **facts, **keys)


# --- what stands where --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """Something painted: the instructions `start` … `stop` (exclusive), kind and box in mm.

    Of text the box is the point where its baseline begins, with the type size as height above it.
    """

    kind: Literal["text", "path", "object"]
    start: int
    stop: int
    box: BoxMm
    name: str = ""
    show: int = -1


def times(a: Matrix, b: Matrix) -> Matrix:
    """First `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def hull(points: list[tuple[float, float]], matrix: Matrix) -> tuple[float, float, float, float]:
    """Left, low, right, top of points after a matrix."""
    moved = [times((1, 0, 0, 1, x, y), matrix)[4:] for x, y in points]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return min(xs), min(ys), max(xs), max(ys)


def matrix_of(operands: list[Any]) -> Matrix:
    """Six operands as a matrix."""
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def marks(page: pikepdf.Page, instructions: list[Instruction]) -> Iterator[Mark]:
    """Text objects, filled or stroked paths and objects of a page in painting order."""
    ctm, stack, tm, size, font = UNIT, [], UNIT, 1.0, ""
    points: list[tuple[float, float]] = []
    start = shown = began = -1
    for n, (operands, operator) in enumerate(instructions):
        op = str(operator)
        if op == "q":
            stack.append(ctm)
        elif op == "Q" and stack:
            ctm = stack.pop()
        elif op == "cm":
            ctm = times(matrix_of(operands), ctm)
        elif op == "BT":
            began, shown, tm = n, -1, UNIT
        elif op == "Tf":
            font, size = str(operands[0]), float(operands[1])
        elif op == "Tm":
            tm = matrix_of(operands)
        elif op in ("Td", "TD"):
            tm = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), tm)
        elif op in ("Tj", "TJ") and shown < 0:
            shown, base = n, hull([(0, 0), (0, size)], times(tm, ctm))
        elif op == "ET" and shown >= 0:
            yield Mark("text", began, n + 1, to_mm(page, base), font, shown)
        elif op in ("m", "l", "re"):
            start = n if not points else start
            x, y = float(operands[0]), float(operands[1])
            points += [(x, y)] if op != "re" else [(x, y), (x + float(operands[2]), y + float(operands[3]))]
        elif op in ("f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "n"):
            if points and op != "n":
                yield Mark("path", start, n + 1, to_mm(page, hull(points, ctm)), op)
            points = []
        elif op == "Do":
            yield Mark("object", n, n + 1, to_mm(page, hull(corners(page, operands[0]), ctm)), str(operands[0]))


def corners(page: pikepdf.Page, name: Any) -> list[tuple[float, float]]:
    """The corners of an object in the space in which it is called: a unit square, or the BBox of a form."""
    target = page.resources["/XObject"][str(name)]
    if target.Subtype != Name.Form:
        return [(0, 0), (1, 0), (0, 1), (1, 1)]
    x0, y0, x1, y1 = (float(value) for value in target.BBox)
    matrix = matrix_of(list(target.get("/Matrix", Array([1, 0, 0, 1, 0, 0]))))
    return [times((1, 0, 0, 1, x, y), matrix)[4:] for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))]


def in_box(mark: Mark, box: BoxMm, slack: float = 1.0) -> bool:
    """Whether something painted lies in a box."""
    a, b = edges(mark.box), edges(box)
    return a[0] >= b[0] - slack and a[1] >= b[1] - slack and a[2] <= b[2] + slack and a[3] <= b[3] + slack


def found(page: pikepdf.Page, instructions: list[Instruction], kind: str, box: BoxMm) -> list[Mark]:
    """What of a kind is painted in a box; a damage that finds nothing to damage is a mistake of its own."""
    hits = [mark for mark in marks(page, instructions) if mark.kind == kind and in_box(mark, box)]
    if not hits:
        raise LookupError(f"no {kind} in {box}")
    return hits


def wrap(
    pdf: pikepdf.Pdf, instructions: list[Instruction], targets: list[Mark], before: str, after: str = ""
) -> list[Instruction]:
    """The same operators with `q before … after Q` around each target."""
    out = list(instructions)
    for mark in sorted(targets, key=lambda m: m.start, reverse=True):
        out[mark.start : mark.stop] = [
            *parsed(pdf, f"q {before}"), *out[mark.start : mark.stop], *parsed(pdf, f"{after} Q")
        ]  # fmt: skip
    return out


def around(number: int, kind: str, box: BoxMm | Callable[[Facts], BoxMm], before: str, first: bool = False) -> Harm:
    """Harm: operators before everything (or the first thing) of a kind in a box, undone after it."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        page = sheet(pdf, number)
        instructions = read(page)
        targets = found(page, instructions, kind, box if isinstance(box, tuple) else box(facts))
        write(pdf, page, wrap(pdf, instructions, targets[:1] if first else targets, before))

    return harm


def text_box(page: int, role: str, n: int = 0) -> Callable[[Facts], BoxMm]:
    """Where a piece of text stands."""
    return lambda facts: box_of(facts.slot(page, role, n).box)


def say(
    pdf: pikepdf.Pdf,
    number: int,
    at: tuple[float, float],
    size: float,
    before: str = "",
    *,
    glyphs: int = 4,
    font: Any = None,
    like: tuple[int, str] = (1, "body"),
    facts: Facts,
) -> None:
    """Show the first letters of a piece of text again at (x, baseline y) in mm, in its own embedded font or another."""
    source = sheet(pdf, like[0])
    instructions = read(source)
    mark = found(source, instructions, "text", box_of(facts.slot(like[0], like[1]).box))[0]
    codes = letters(instructions[mark.show])[: glyphs * 2].hex() if font is None else b"Bulletin"[:glyphs].hex()
    resource = source.resources["/Font"][mark.name] if font is None else font
    x, y, _, _ = to_points(sheet(pdf, number), (at[0], at[1], 0, 0))
    code = f"{before}\nBT /HarmF {size} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm <{codes}> Tj ET"
    paint(pdf, number, code, {"/Font": {"/HarmF": resource}})


def letters(instruction: Instruction) -> bytes:
    """The codes shown by a Tj or TJ."""
    operand = instruction[0][0]
    if isinstance(operand, pikepdf.Array):
        return b"".join(bytes(part) for part in operand if isinstance(part, pikepdf.String))
    return bytes(operand)
