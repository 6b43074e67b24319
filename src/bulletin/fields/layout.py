"""`layouts/NAME/layout.yaml`: page, grid, roles of text and palette of one layout.

Lengths are mm where the name ends in `_mm` and pt where it ends in `_pt`; `_rows` are lines of the baseline grid.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bulletin.fields import spec
from bulletin.fields.pages.codes import Codes as Codes
from bulletin.fields.pages.forms import Forms as Forms
from bulletin.geometry import PT_PER_MM
from bulletin.lazy import dataclass

Align = Literal["justify", "left", "center", "right"]
LINE_FORMS = ("verse", "lines", "signature", "centre")
"""Forms of paragraphs that keep the author's lines; each has a role below `body` and `box`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """How one kind of text is set. `leading_pt` is from baseline to baseline; `after_pt` is the space below."""

    family: str = spec(
        vi="Họ phông chữ", en="Family of the typeface", example="Source Serif 4",
        pattern=r"[A-Za-z0-9][A-Za-z0-9 -]*", max_length=80,
    )  # fmt: skip
    weight: int = spec(
        vi="Độ đậm: 400 là thường, 700 là đậm", en="Weight: 400 regular, 700 bold", default=400,
        minimum=100, maximum=900, example="400",
    )  # fmt: skip
    style: Literal["normal", "italic"] = spec(
        vi="Dáng chữ: normal (đứng) hoặc italic (nghiêng)", en="Upright (normal) or italic", default="normal",
        values={"đứng": "normal", "nghiêng": "italic"}, example="normal",
    )  # fmt: skip
    size_pt: float = spec(vi="Cỡ chữ (pt)", en="Size of the type, pt", minimum=3, maximum=300, example="9,2")
    leading_pt: float = spec(
        vi="Cách dòng, từ chân chữ đến chân chữ (pt)", en="Leading, from baseline to baseline, pt",
        minimum=3, maximum=400, example="12,4",
    )  # fmt: skip
    align: Align = spec(
        vi="Căn: justify (đều hai bên), left, center hoặc right", en="Alignment: justify, left, center or right",
        default="left", values={"đều": "justify", "trái": "left", "giữa": "center", "phải": "right"}, example="left",
    )  # fmt: skip
    after_pt: float = spec(
        vi="Khoảng trống bên dưới (pt)", en="Space below, pt", default=0.0, minimum=0, maximum=100, example="3"
    )
    indent_em: float = spec(
        vi="Thụt dòng đầu (số lần cỡ chữ)", en="Indent of the first line, em", default=0.0, minimum=0, maximum=10,
        example="1,2",
    )  # fmt: skip
    bold_weight: int = spec(
        vi="Độ đậm của chữ đậm trong bài", en="Weight of bold words", default=700, minimum=100, maximum=900,
        example="700",
    )  # fmt: skip
    capitals: float = spec(
        vi="Cỡ của chữ viết tắt in hoa như UBND, HĐND (số lần cỡ chữ); 1 là không đổi",
        en="Size of abbreviations in capitals such as UBND, in shares of the size; 1 leaves them as they are",
        default=1.0, minimum=0.8, maximum=1, example="0,94",
    )  # fmt: skip
    hang_em: float = spec(
        vi="Dấu ngoặc kép, gạch nối, dấu chấm, phẩy ở đầu và cuối dòng được ra ngoài khuôn bao nhiêu (số lần cỡ chữ)",
        en="How far quotation marks, hyphens, stops and commas at the ends of lines may hang outside the measure, em",
        default=0.0, minimum=0, maximum=0.6, example="0,45",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """White around the type area; odd pages have `inner` on the left."""

    top: float = spec(vi="Lề trên (mm)", en="Top margin, mm", minimum=0, maximum=200, example="18")
    bottom: float = spec(vi="Lề dưới (mm)", en="Bottom margin, mm", minimum=0, maximum=200, example="11")
    inner: float = spec(vi="Lề phía gáy (mm)", en="Margin at the fold, mm", minimum=0, maximum=200, example="13")
    outer: float = spec(vi="Lề phía mép ngoài (mm)", en="Outer margin, mm", minimum=0, maximum=200, example="11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Rows that furniture takes from the grid. Zero means: this layout does not print it."""

    masthead_rows: int = spec(
        vi="Số dòng của măng-sét, tính từ lề trên", en="Rows of the masthead, from the top margin",
        minimum=0, maximum=200, example="10",
    )  # fmt: skip
    contents_rows: int = spec(
        vi="Số dòng của “Trong số này”; 0 là không in", en="Rows of the contents; 0 prints none", default=0,
        minimum=0, maximum=200, example="6",
    )  # fmt: skip
    contents_columns: int = spec(
        vi="Số cột của “Trong số này”", en="Columns of the contents", default=3, minimum=1, maximum=8, example="3"
    )
    contents_entries: int = spec(
        vi="Số mục nhiều nhất của “Trong số này”", en="Most entries of the contents", default=9, minimum=1, maximum=99,
        example="9",
    )  # fmt: skip
    skybox_rows: int = spec(
        vi="Số dòng của dải giới thiệu bài trong, ngay dưới măng-sét; 0 là không in",
        en="Rows of the line of teasers under the masthead; 0 prints none", default=0, minimum=0, maximum=20,
        example="3",
    )  # fmt: skip
    skybox_entries: int = spec(
        vi="Số bài nhiều nhất được giới thiệu ở dải ấy", en="Most stories that are teased in it", default=3, minimum=2,
        maximum=6, example="3",
    )  # fmt: skip
    section_heads: bool = spec(
        vi="Đầu trang ghi tên chuyên mục khi mọi bài bắt đầu ở trang ấy cùng một chuyên mục: có hoặc không",
        en="The running head names the section where all stories that begin on the page are of one", default=False,
        example="có",
    )  # fmt: skip
    briefs_head: str = spec(
        vi="Đầu chung của các tin ngắn đứng cùng nhau; bỏ trống là không in",
        en="Common head over several briefs; empty prints none", default="", max_length=40, example="Tin vắn",
    )  # fmt: skip
    jump_heads: Literal["titles", "words"] = spec(
        vi="Đầu phần tiếp theo của bài in gì: titles (tít ngắn) hoặc words (một từ của tít, như “Bến cá”)",
        en="What the rest of a story is called on another page: titles (its short title) or words (one word of it)",
        default="titles", values={"tít": "titles", "từ": "words"}, example="words",
    )  # fmt: skip
    imprint_columns: int = spec(
        vi="Số cột của phần thông tin xuất bản", en="Columns of the imprint", default=3, minimum=1, maximum=8,
        example="3",
    )  # fmt: skip
    continued_rows: int = spec(
        vi="Số dòng của đầu phần tiếp theo", en="Rows of the head of a continuation", default=2, minimum=1, maximum=20,
        example="2",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Spaces:
    """The least word gap of running text in em of its size, and the gaps between things."""

    word_min_em: float = spec(
        vi="Khoảng cách từ nhỏ nhất (số lần cỡ chữ)", en="Smallest word space in justified text, em", default=0.19,
        minimum=0.08, maximum=0.6, example="0,19",
    )  # fmt: skip
    tracking_max_em: float = spec(
        vi="Giãn chữ nhiều nhất ở dòng thưa (số lần cỡ chữ); 0 là không giãn",
        en="Most letter-spacing of a loose line, em; 0 is none", default=0.0, minimum=0, maximum=0.03, example="0,02",
    )  # fmt: skip
    ragged_from: float = spec(
        vi="Đoạn có khoảng cách từ rộng hơn số này (số lần bình thường) thì không dàn đều",
        en="A paragraph with word spaces wider than so many natural ones is set ragged", default=5.0, minimum=2,
        maximum=20, example="5",
    )  # fmt: skip
    hang_max_mm: float = spec(
        vi="Dấu câu treo ngoài khuôn nhiều nhất (mm); giữa hai cột thì không quá nửa khoảng cách cột",
        en="The most that a sign hangs outside the measure, mm; between columns never beyond the middle of the gutter",
        default=5.0, minimum=0, maximum=10, example="2,4",
    )  # fmt: skip
    story_gap_rows: int = spec(
        vi="Số dòng trống giữa hai bài", en="Rows between stories", default=2, minimum=0, maximum=20, example="2"
    )
    open_rows: int = spec(
        vi="Số dòng trống nhiều nhất thêm vào một cột, mỗi chỗ giữa hai đoạn một dòng, để bài hết đúng chân trang",
        en="Most blank rows added to a column, one between two paragraphs, so that a story ends at the foot",
        default=0, minimum=0, maximum=20, example="5",
    )  # fmt: skip
    float_gap_pt: float = spec(
        vi="Khoảng trống sau ảnh và chú thích (pt)", en="Space after a caption, pt", default=5.0, minimum=0,
        maximum=100, example="7",
    )  # fmt: skip
    caption_gap_pt: float = spec(
        vi="Khoảng trống giữa ảnh và chú thích (pt)", en="Space before a caption, pt", default=3.5, minimum=0,
        maximum=100, example="3,5",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """How a head finds its size: a ladder of roles, and what makes a title go down on it."""

    ladder: tuple[str, ...] = spec(
        vi="Thang cỡ tít: tên các kiểu chữ, từ lớn đến nhỏ; bỏ trống là không đổi cỡ",
        en="Ladder of sizes: names of roles from large to small; empty means that no size changes", default=(),
        pattern=r"headline(-[a-z0-9]+)*", example="headline-lead",
    )  # fmt: skip
    max_lines: int = spec(
        vi="Số dòng nhiều nhất của tít", en="Most lines of a headline", default=3, minimum=1, maximum=9, example="3"
    )
    column_lines: int = spec(
        vi="Số dòng nhiều nhất của tít trong một cột", en="Most lines of a headline in one column", default=4,
        minimum=1, maximum=9, example="4",
    )  # fmt: skip
    max_share: float = spec(
        vi="Phần cao nhất của bài mà đầu bài được chiếm (0 đến 1)",
        en="Share of its story that a head may take, 0 to 1",
        default=0.35, minimum=0.1, maximum=1, example="0,35",
    )  # fmt: skip
    steps_down: int = spec(
        vi="Số bậc tít xuống trước khi tách phần đứng trước dấu hai chấm",
        en="Steps that a title goes down before what is before its colon becomes the kicker", default=2, minimum=0,
        maximum=9, example="2",
    )  # fmt: skip
    centred_lines: int = spec(
        vi="Tít, sapo căn giữa có nhiều dòng hơn số này thì căn trái",
        en="A centred headline or standfirst of more lines is set flush left", default=4, minimum=1, maximum=40,
        example="4",
    )  # fmt: skip
    deck: bool = spec(
        vi="Tít quá dài thì in tít ngắn, tít đầy đủ ở dưới: có hoặc không",
        en="A title that stays too long gives way to the short title, with the full one below it", default=False,
        example="có",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Initials:
    """A large first letter of a story, on the grid: its foot is on a baseline, its head level with the capitals."""

    rows: int = spec(
        vi="Chữ cái đầu bài cao mấy dòng (2 hoặc 3); 0 là không có", en="Rows of the first letter, 2 or 3; 0 is none",
        default=0, minimum=0, maximum=3, example="3",
    )  # fmt: skip
    slots: tuple[Literal["lead", "photo", "story"], ...] = spec(
        vi="Các loại bài có chữ cái đầu lớn", en="Kinds of stories that have one", default=("lead", "photo"),
        example="lead",
    )  # fmt: skip
    family: str | None = spec(
        vi="Họ phông của chữ ấy; bỏ trống là phông của body", en="Family of its typeface; empty is that of body",
        default=None, pattern=r"[A-Za-z0-9][A-Za-z0-9 -]*", max_length=80, example="Source Serif 4 Display",
    )  # fmt: skip
    weight: int = spec(vi="Độ đậm", en="Weight", default=400, minimum=100, maximum=900, example="700")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """How far a layout gives way to a wanted number of pages: which levers in which order, and their limits."""

    shorter: tuple[Literal["spacing", "heads", "photos", "spares", "body"], ...] = spec(
        vi="Thứ tự các cách rút ngắn: spacing (khoảng cách), heads (cỡ tít), photos (chiều cao ảnh), spares (bỏ ảnh "
        "ghi là được bỏ), body (cỡ chữ và cách dòng của bài)",
        en="Order of the ways to save room: spacing, heads, photos, spares (photos that may be left out), body (size "
        "and leading of the text)",
        default=("spacing", "heads", "photos", "spares", "body"),
        values={"khoảng cách": "spacing", "tít": "heads", "ảnh": "photos", "ảnh được bỏ": "spares", "chữ": "body"},
        example="heads",
    )  # fmt: skip
    longer: tuple[Literal["spacing", "photos", "body"], ...] = spec(
        vi="Thứ tự các cách kéo dài: photos (chiều cao ảnh), spacing (khoảng cách), body (cỡ chữ và cách dòng của bài)",
        en="Order of the ways to fill room: photos, spacing, body (size and leading of the text)",
        default=("photos", "spacing", "body"),
        values={"khoảng cách": "spacing", "ảnh": "photos", "chữ": "body"}, example="photos",
    )  # fmt: skip
    gap_less: int = spec(
        vi="Khoảng trống giữa hai bài bớt được mấy dòng", en="Rows that the gap between stories may lose", default=1,
        minimum=0, maximum=5, example="1",
    )  # fmt: skip
    gap_more: int = spec(
        vi="Khoảng trống giữa hai bài thêm được mấy dòng", en="Rows that the gap between stories may gain", default=1,
        minimum=0, maximum=5, example="1",
    )  # fmt: skip
    heads_down: int = spec(
        vi="Mọi tít nhỏ đi được mấy bậc trong thang cỡ tít", en="Steps of the ladder that every head may go down",
        default=2, minimum=0, maximum=5, example="1",
    )  # fmt: skip
    photos_lower: float = spec(
        vi="Chiều cao nhiều nhất của ảnh bớt được bao nhiêu phần (0 đến 0,6)",
        en="Share that the tallest photos may lose of their height, 0 to 0.6", default=0.6, minimum=0, maximum=0.6,
        example="0,3",
    )  # fmt: skip
    photos_taller: float = spec(
        vi="Chiều cao nhiều nhất của ảnh thêm được bao nhiêu phần (0 đến 1)",
        en="Share that the tallest photos may gain in height, 0 to 1", default=0.3, minimum=0, maximum=1,
        example="0,3",
    )  # fmt: skip
    body_smaller: float = spec(
        vi="Chữ và cách dòng của bài, cả số báo như nhau, nhỏ đi được bao nhiêu phần (0 đến 0,08)",
        en="Share that size and leading of the text may lose, in the whole issue alike, 0 to 0.08", default=0.04,
        minimum=0, maximum=0.08, example="0,03",
    )  # fmt: skip
    body_larger: float = spec(
        vi="Chữ và cách dòng của bài, cả số báo như nhau, lớn thêm được bao nhiêu phần (0 đến 0,08)",
        en="Share that size and leading of the text may gain, in the whole issue alike, 0 to 0.08", default=0.04,
        minimum=0, maximum=0.08, example="0,03",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Photos:
    """Frame proportions (width : height) and how far a crop may go from the picture's own."""

    max_crop: float = spec(
        vi="Phần ảnh nhiều nhất được cắt bỏ (0 đến 0,9)", en="Share of a photo that may be cut off, 0 to 0.9",
        default=0.22, minimum=0, maximum=0.9, example="0,24",
    )  # fmt: skip
    max_crop_unaimed: float = spec(
        vi="Phần ảnh được cắt bỏ khi không ghi focus; quá mức này chỉ khi không còn cách khác (0 đến 0,9)",
        en="Share that is cut off a photo without focus; more only where nothing else is possible, 0 to 0.9",
        default=0.12, minimum=0, maximum=0.9, example="0,12",
    )  # fmt: skip
    lead_max_rows: int = spec(
        vi="Số dòng cao nhất của ảnh nhiều cột", en="Tallest photo over several columns, rows", default=26,
        minimum=3, maximum=200, example="24",
    )  # fmt: skip
    column_max_rows: int = spec(
        vi="Số dòng cao nhất của ảnh một cột", en="Tallest photo in one column, rows", default=16,
        minimum=3, maximum=200, example="15",
    )  # fmt: skip
    screen_ppi: int = spec(
        vi="Mật độ ảnh trên màn hình (ppi)", en="Resolution of photos on screens, ppi", default=175,
        minimum=72, maximum=600, example="170",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A named colour: what screens show and what the press prints (0 to 100 per cent each)."""

    srgb: str = spec(
        vi="Màu trên màn hình, dạng #rrggbb trong ngoặc kép", en="Colour on screens, #rrggbb in quotes",
        pattern=r"#[0-9a-fA-F]{6}", example='"#b3202a"',
    )  # fmt: skip
    cmyk: tuple[float, float, float, float] = spec(
        vi="Bốn mực khi in, mỗi mực từ 0 đến 100", en="The four inks of the press, 0 to 100 each", kind="measures",
        minimum=0, maximum=100, example="[0, 95, 85, 25]",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The sheet of one layout."""

    title: str = spec(vi="Tên mẫu", en="Name of the layout", max_length=80, example="Tuần tin")
    about: str = spec(vi="Một dòng về mẫu", en="One line about it", max_length=200, example="Báo tuần ba cột")
    replaces_shipped: bool = spec(
        "mau_rieng",
        vi="Mẫu này cố ý dùng thay mẫu có sẵn cùng tên: có hoặc không",
        en="This layout is meant to be used instead of the shipped one of the same name", default=False, example="có",
    )  # fmt: skip
    engine: Literal["newspaper", "flow"] = spec(
        vi="Cách xếp bài: newspaper (nhiều bài cạnh nhau) hoặc flow (một cột, hết bài này đến bài khác)",
        en="newspaper (stories side by side) or flow (one column, story after story)", example="newspaper",
    )  # fmt: skip
    trim_mm: tuple[float, float] = spec(
        vi="Khổ thành phẩm: rộng, cao (mm)", en="Trim: width, height, mm", kind="measures", minimum=60, maximum=1000,
        example="[190, 270]",
    )  # fmt: skip
    bleed_mm: float = spec(
        vi="Tràn lề (mm)", en="Bleed beyond the trim, mm", default=3.0, minimum=0, maximum=20, example="3"
    )
    margins_mm: Margins = spec(vi="Lề trang (mm)", en="Margins, mm")
    columns: int = spec(vi="Số cột", en="Number of columns", minimum=1, maximum=8, example="3")
    gutter_mm: float = spec(
        vi="Khoảng cách giữa hai cột (mm)", en="Space between two columns, mm", minimum=0, maximum=50, example="5"
    )
    row_pt: float = spec(
        vi="Cách dòng của lưới (pt), bằng leading_pt của body", en="Baseline grid, pt; equal to leading_pt of body",
        minimum=6, maximum=60, example="12,4",
    )  # fmt: skip
    furniture: Furniture = spec(vi="Chỗ của măng-sét, mục lục, thông tin xuất bản", en="Room for the furniture")
    spaces: Spaces = spec(vi="Khoảng trống", en="Spaces", default=Spaces())
    heads: Heads = spec(vi="Cỡ tít", en="Sizes of heads", default=Heads())
    initials: Initials = spec(vi="Chữ cái đầu bài", en="Initials", default=Initials())
    fitting: Fitting = spec(
        vi="Được thay đổi gì để vừa số trang mong muốn", en="What may give way to a wanted number of pages",
        default=Fitting(),
    )  # fmt: skip
    photos: Photos = spec(vi="Ảnh", en="Photos", default=Photos())
    codes: Codes = spec(vi="Mã QR", en="QR codes", default=Codes())
    forms: Forms = spec(vi="Các dạng bài", en="Forms of stories", default=Forms())
    palette: Mapping[str, Ink] = spec(
        vi="Bảng màu: tên màu, rồi srgb và cmyk", en="Palette: name, then srgb and cmyk",
        example='do: {srgb: "#b3202a", cmyk: [0, 95, 85, 25]}',
    )  # fmt: skip
    roles: Mapping[str, Role] = spec(
        vi="Kiểu chữ của từng loại chữ", en="How each kind of text is set",
        example="body: {family: Source Serif 4, size_pt: 9.2, leading_pt: 12.4}",
    )  # fmt: skip

    @property
    def row_mm(self) -> float:
        return self.row_pt / PT_PER_MM

    @property
    def text_width_mm(self) -> float:
        return self.trim_mm[0] - self.margins_mm.inner - self.margins_mm.outer

    @property
    def column_mm(self) -> float:
        return self.part_mm(self.columns)

    @property
    def rows(self) -> int:
        """Rows of the baseline grid between the top and the bottom margin."""
        height = self.trim_mm[1] - self.margins_mm.top - self.margins_mm.bottom
        return int(height / self.row_mm + 1e-6)

    def part_mm(self, parts: int) -> float:
        """Width of one of so many equal columns over the type area, with gutters between them."""
        return (self.text_width_mm - self.gutter_mm * (parts - 1)) / parts
