"""What to choose in the print dialogue and what to do with the sheets, in the order in which one does it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence

from bulletin.editions.impose.order import SheetPlan
from bulletin.editions.impose.sheet import PAPERS, Scheme, SheetGeometry
from bulletin.errors import Text
from bulletin.geometry import PT_PER_MM

STAPLES = 15
"""Sheets of 80 g/m² that a booklet stapler or the finisher of a copier takes without bulging."""
USUAL_CALIPER_MM = 0.1
"""Thickness of a sheet of 80 g/m²: what `bulletin impose` takes unless it is told."""
_ROUNDED = 1.0
"""mm that a page may differ from a paper size through rounding."""


def advice(
    scheme: Scheme, ground: SheetGeometry, plan: SheetPlan, pages: int, again: Sequence[str]
) -> tuple[Text, ...]:
    """One sentence or two for each step; `again` are the words of the command that lays the same file out anew."""
    return (
        _amount(ground, plan, pages),
        _dialogue(scheme, ground, plan),
        *_hints(scheme, ground, plan, again),
        *_hands(scheme, plan, ground),
    )


def other_edge(scheme: Scheme, file: str, out: str = "") -> list[str]:
    """The words of the command that lays a file out in the same way for the other edge, into `out` or beside it."""
    sheet = scheme.sheet if isinstance(scheme.sheet, str) else "{:g}x{:g}".format(*scheme.sheet)
    flags = (("--insert", scheme.insert), ("--fold-marks", scheme.fold_marks), ("--fit", scheme.fit))
    return [
        "bulletin", "impose", file, *(["--scheme", scheme.kind] if scheme.kind != "booklet" else []),
        *(["--sheet", sheet] if sheet != "auto" else []),
        *(["--caliper", f"{scheme.caliper_mm:g}"] if scheme.caliper_mm != USUAL_CALIPER_MM else []),
        *(flag for flag, wanted in flags if wanted), "--flip", "long" if scheme.flip == "short" else "short",
        *(["--out", out] if out else []),
    ]  # fmt: skip


def plain_advice(pages: int, trim_mm: tuple[float, float]) -> tuple[Text, ...]:
    """How to print the office edition as it is, page by page.

    Args:
        pages: of the file.
        trim_mm: width and height of a page.
    """
    width, height = trim_mm
    paper = _paper(trim_mm)
    standing = height >= width
    way = ("dọc", "portrait") if standing else ("ngang", "landscape")
    edge = ("cạnh dài", "long edge") if standing else ("cạnh ngắn", "short edge")
    duplex = (f"in hai mặt, lật theo {edge[0]} (Flip on {edge[1]})", f"two-sided, flip on {edge[1]}")
    both = duplex if pages > 1 else ("in một mặt", "one-sided")
    size = f"{width:g} × {height:g} mm"
    if paper is None:
        return (
            Text(
                f"Trang {size} lớn hơn giấy A3: máy của cơ quan không in được đúng cỡ; hãy gửi nhà in.",
                f"Pages of {size} are larger than A3: an office machine cannot print them at their size; send them to "
                "a print shop.",
            ),
        )
    sheets = -(-pages // 2)
    sides = ("một mặt", "one side") if pages == 1 else ("hai mặt", "both sides")
    steps = [
        Text(
            f"Một bản {pages} trang in trên {sheets} tờ {paper}, {sides[0]}.",
            f"One copy of {pages} {_s('page', pages)} takes {sheets} {_s('sheet', sheets)} of {paper}, {sides[1]}.",
        ),
        Text(
            f"Trong hộp thoại in, chọn: khổ giấy {paper}; hướng giấy {way[0]}; {both[0]}; "
            "tỉ lệ 100 % (Actual size), không chọn “Fit to page”.",
            f"In the print dialogue choose: paper {paper}; {way[1]}; {both[1]}; scale 100 % (Actual size), not “Fit to "
            "page”.",
        ),
    ]
    if not _fills(PAPERS[paper.lower()], trim_mm):
        steps.append(
            Text(
                f"Trang {size} nhỏ hơn giấy {paper}, thường nằm giữa tờ: in xong thì xén, hoặc dùng “bulletin impose” "
                "để in hai trang một mặt.",
                f"Pages of {size} are smaller than {paper} and usually stand in its middle: trim them after printing, "
                "or use “bulletin impose” to print two on a side.",
            )
        )
    return tuple(steps)


def settings(ground: SheetGeometry, plan: SheetPlan) -> Mapping[str, str]:
    """The choices of the print dialogue as `bulletin print` reads them from `release.json`."""
    return {
        "orientation": "landscape" if ground.width >= ground.height else "portrait",
        "sides": "one" if plan.one_sided else "two",
    }


def plain_settings(pages: int, trim_mm: tuple[float, float]) -> Mapping[str, str]:
    """The same for the office edition page by page; nothing when no office paper takes its pages.

    Args:
        pages: of the file.
        trim_mm: width and height of a page.
    """
    paper = _paper(trim_mm)
    if paper is None:
        return {}
    standing = trim_mm[1] >= trim_mm[0]
    return {
        "paper": paper,
        "orientation": "portrait" if standing else "landscape",
        "sides": "two" if pages > 1 else "one",
        "flip": "long" if standing else "short",
        "sheets": str(-(-pages // 2)),
    }


def _paper(trim_mm: tuple[float, float]) -> str | None:
    """The smallest office paper that takes a page at its size."""
    return next((name.upper() for name, size in PAPERS.items() if _fits(size, trim_mm)), None)


def _fits(paper: tuple[float, float], trim: tuple[float, float]) -> bool:
    """Whether a page fits on a sheet, upright or lying."""
    return min(trim) <= paper[0] + _ROUNDED and max(trim) <= paper[1] + _ROUNDED


def _fills(paper: tuple[float, float], trim: tuple[float, float]) -> bool:
    return min(trim) > paper[0] - _ROUNDED and max(trim) > paper[1] - _ROUNDED


def _amount(ground: SheetGeometry, plan: SheetPlan, pages: int) -> Text:
    sheets = len(plan.sheets)
    sides = ("một mặt", "one side") if plan.one_sided else ("hai mặt", "both sides")
    vi = f"Một bản {pages} trang in trên {sheets} tờ {ground.paper}, {sides[0]}."
    en = f"One copy of {pages} {_s('page', pages)} takes {sheets} {_s('sheet', sheets)} of {ground.paper}, {sides[1]}."
    if pages == 1 and plan.loose:
        vi, en = f"Mỗi tờ {ground.paper} được hai bản, in {sides[0]}.", f"A sheet of {ground.paper} holds two copies, "
        en += f"on {sides[1]}."
    if plan.blanks:
        blank = _blank(len(plan.blanks), plan.blanks[0] - 1, pages)
        vi, en = vi + blank.vi, en + blank.en
    if abs(ground.scale - 1) > 0.002:
        vi += (
            f" Trang in còn {_percent(ground)} cỡ gốc."
            if ground.scale < 1
            else f" Trang in to {_percent(ground)} cỡ gốc."
        )
        en += f" Pages are printed at {_percent(ground)} of their size."
    return Text(vi, en)


def _blank(count: int, before: int, pages: int) -> Text:
    """Where the blank pages are, by the pages of the bulletin: those of the finished copy have other numbers."""
    if before >= pages:
        return Text(
            f" Có {count} trang để trắng sau trang {pages}.",
            f" {count} blank {_s('page', count)} behind page {pages}.",
        )
    return Text(
        f" Có {count} trang để trắng giữa trang {before} và trang {before + 1}.",
        f" {count} blank {_s('page', count)} between page {before} and page {before + 1}.",
    )


def _dialogue(scheme: Scheme, ground: SheetGeometry, plan: SheetPlan) -> Text:
    edge_vi, edge_en = ("cạnh ngắn", "short edge") if scheme.flip == "short" else ("cạnh dài", "long edge")
    sides = (f"in hai mặt, lật theo {edge_vi} (Flip on {edge_en})", f"two-sided, flip on {edge_en}")
    if plan.one_sided:
        sides = "in một mặt", "one-sided"
    tray = f"khay giấy {ground.paper}" if ground.paper.lower() in PAPERS else "khay có đúng loại giấy đó"
    lies = ground.width >= ground.height
    return Text(
        f"Trong hộp thoại in, chọn: khổ giấy {ground.paper}, {tray}; hướng giấy {'ngang' if lies else 'dọc'}; "
        f"{sides[0]}; tỉ lệ 100 % (Actual size), không chọn “Fit to page”; "
        "không chọn “Booklet” hay nhiều trang trên một tờ, vì trang đã được dàn sẵn.",
        f"In the print dialogue choose: paper {ground.paper} and its tray; {'landscape' if lies else 'portrait'}; "
        f"{sides[1]}; scale 100 % (Actual size), not “Fit to page”; no “Booklet”, not several pages "
        "on a sheet, for the pages are laid out already.",
    )


def _hints(scheme: Scheme, ground: SheetGeometry, plan: SheetPlan, again: Sequence[str]) -> Iterator[Text]:
    if not plan.one_sided:
        typed = shlex.join(again)
        yield Text(
            "In thử một bản: nếu mặt sau bị ngược đầu, đổi sang lật theo cạnh kia; máy không đổi được thì dàn lại rồi "
            f"in tệp mới: {typed}",
            "Print one copy first: if the backs stand on their heads, choose the other edge; where the printer has "
            f"only one, lay the pages out anew and print that file: {typed}",
        )
    deepest = max((sheet.depth for sheet in plan.sheets), default=0)
    if scheme.kind == "booklet" and scheme.insert and not plan.loose:
        yield Text(
            "Không cần tờ rời: tách tờ giữa ra không bớt được trang trắng nào.",
            "No loose sheet was made: it would save no blank page.",
        )
    if deepest and scheme.caliper_mm > 0:
        yield Text(
            f"Đã bù độ dày giấy: tờ trong cùng dịch về phía gáy {_vi(deepest * scheme.caliper_mm)} mm.",
            f"Paper thickness is allowed for: the innermost sheet is moved {deepest * scheme.caliper_mm:.1f} mm "
            "towards the fold.",
        )
    if scheme.kind == "booklet" and deepest + 1 > STAPLES:
        yield Text(
            f"Tập dày {deepest + 1} tờ: ghim giữa thường chỉ chịu khoảng {STAPLES} tờ; nên chia làm hai tập.",
            f"The booklet has {deepest + 1} sheets; staples in the fold hold about {STAPLES}. Make it two.",
        )


def _hands(scheme: Scheme, plan: SheetPlan, ground: SheetGeometry) -> Iterator[Text]:
    """What happens after the printer."""
    trimmed = ground.pair[0] > PT_PER_MM
    if scheme.kind == "cut-stack":
        yield Text(
            "In xong để nguyên cả xấp, cắt đôi theo đường giữa, đặt nửa phải xuống dưới nửa trái: các trang sẽ "
            "đúng thứ tự.",
            "Keep the pile as it comes, cut it through the middle and lay the right half under the left: the pages are "
            "in order.",
        )
    elif scheme.kind == "two-up":
        yield from _two_up(plan)
    elif any(not sheet.loose for sheet in plan.sheets):
        folded = sum(not sheet.loose for sheet in plan.sheets)
        if folded > 1:
            yield Text(
                f"Giữ đúng thứ tự máy in nhả ra, lồng {folded} tờ vào nhau với tờ 1 ngoài cùng, gấp đôi theo đường "
                "giữa, bấm hai ghim vào nếp gấp.",
                f"Keep the {folded} sheets in the order of the printer, sheet 1 outermost, fold them together in the "
                "middle and put two staples into the fold.",
            )
        else:
            yield Text("Gấp đôi tờ giấy theo đường giữa, trang 1 ở ngoài; không cần ghim.",
                       "Fold the sheet in the middle with page 1 outside; no staple is needed.")  # fmt: skip
    if plan.loose and scheme.kind == "booklet":
        first = _first_loose(plan)
        yield Text(
            f"Tờ cuối là tờ rời (trang {first} và {first + 1}), mỗi tờ in sẵn hai bản: cắt đôi rồi kẹp vào giữa cuốn. "
            "In riêng tờ này chỉ cần một nửa số bản.",
            f"The last sheet is the loose one (pages {first} and {first + 1}), twice on each sheet: cut it in two and "
            "lay one into the middle. Printed on its own, half as many are enough.",
        )
    if trimmed and scheme.kind != "two-up":
        yield Text(
            "Giấy rộng hơn trang: xén theo các dấu cắt ở góc, sau khi đã gấp và ghim." if scheme.kind == "booklet"
            else "Giấy rộng hơn trang: cắt theo các dấu cắt ở góc.",
            "The paper is larger than the pages: trim along the marks at the corners"
            + (", after folding and stapling." if scheme.kind == "booklet" else "."),
        )  # fmt: skip


def _two_up(plan: SheetPlan) -> Iterator[Text]:
    if len(plan.sheets) > plan.loose:
        where = ("Đọc từ trái sang phải", "Read from left to right")
        if not plan.one_sided:
            where = f"{where[0]}, mặt trước rồi mặt sau", f"{where[1]}, front and then back"
        yield Text(f"{where[0]}; không cần gấp, không cần cắt.", f"{where[1]}; nothing to fold or cut.")
        if plan.loose:
            last = _first_loose(plan)
            yield Text(
                f"Tờ cuối chỉ có trang {last}, in sẵn hai bản ở một mặt: cắt đôi theo đường giữa, mỗi cuốn một nửa. "
                "In riêng tờ này chỉ cần một nửa số bản.",
                f"The last sheet holds page {last} alone, twice on one side: cut it through the middle, one half for "
                "each copy. Printed on its own, half as many are enough.",
            )
    else:
        yield Text(
            "Mỗi tờ có hai bản giống nhau: cắt đôi theo đường giữa; chỉ cần in số tờ bằng nửa số bản.",
            "Each sheet holds the same page twice: cut it through the middle; half as many sheets as copies will do.",
        )


def _first_loose(plan: SheetPlan) -> int:
    page = plan.sheets[-1].front[0]
    assert page is not None
    return page + 1


def _percent(ground: SheetGeometry) -> str:
    return f"{ground.scale * 100:.0f} %"


def _vi(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _s(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
