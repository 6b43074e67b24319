"""`docs/text-rules.md`: what the text stage changes, and where it keeps a line from breaking."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Text
from bulletin.layout.stories.stream import WHOLE_STANZA
from bulletin.model import Style
from bulletin.text.body.lines import NARROW, SHORT, WRAPPED
from bulletin.text.glue import MAX_CHARACTERS, MAX_SYLLABLES, ties
from bulletin.text.names import author_name
from bulletin.text.normalise import RULES, STYLE_RULES
from bulletin.text.rules.rule import TextRule
from bulletin.text.style.rule import StyleRule
from bulletin.text.vietnamese.compounds import compounds

from . import cell, code

HEAD = """\
# Quy tắc chữ / Text rules

Khi dựng, chữ được đưa về dạng chuẩn. **Tệp của bạn không bị sửa**; `bulletin check THƯ_MỤC --changes` liệt kê từng chỗ
sẽ in khác với chỗ đã gõ. Các quy tắc chạy theo thứ tự dưới đây cho đến khi không còn gì để đổi; địa chỉ mạng, thư điện
tử, số điện thoại, tên tệp và dấu của Markdown được giữ nguyên.

Text is brought into normal form while building. **Your files are never changed**; `bulletin check FOLDER --changes`
lists every place. The rules run in this order until none finds anything; addresses, phone numbers, file names and
Markdown signs are left alone.
"""
STYLE_HEAD = """\
## Quy cách của ấn phẩm / House style

Các quy tắc loại T chạy sau các quy tắc an toàn. Mỗi quy tắc có một công tắc trong mục `style` (quy cách) của
`publication.yaml`, hoặc `overrides` của một số báo; giá trị in nghiêng là mặc định.
Chúng không đụng vào địa chỉ, số văn bản, tên văn bản (khai ở `documents`, hoặc trong ngoặc kép sau số văn bản), tên cơ
quan và tên người, dấu của Markdown, và những gì lời ghi “bỏ qua” nêu:

`# bulletin: bỏ qua R23` ở cuối dòng hoặc trên dòng (cho mục ở dòng ấy), `# bulletin: bỏ qua R21: Làng - phố` (chỉ những
chữ ấy), `# bulletin: bỏ qua cả tệp R30` (cả tệp).

Rules of class T run after the safe ones. Each has a switch in `style` of `publication.yaml`, or in `overrides` of one
issue; the value in italics is the default.
They leave alone addresses, document numbers, titles of documents (those in `documents`, and quoted ones behind a
number), names of bodies and people, Markdown signs, and what a comment names: `# bulletin: ignore R23` at the end of a
line or above it, `# bulletin: ignore R21: Làng - phố` (these words only), `# bulletin: ignore file R30`.

| Mã | Công tắc / Switch | Quy tắc | Rule | Trước / Before | Sau / After | Giữ nguyên / Stays |
| --- | --- | --- | --- | --- | --- | --- |
"""
CHANGES = """
`bulletin check THƯ_MỤC --changes` in mỗi chỗ một dòng: tệp, dòng, cột của chữ đã gõ, các quy tắc, chữ đã gõ, chữ sẽ in.

`bulletin check FOLDER --changes` prints one line a place: file, line and column of the words as typed, the rules, the
words as typed, the words as they will be printed.

## Điều máy không chắc / What is not certain

Chỗ không chắc thì quy tắc an toàn để nguyên: ngoặc kép không đủ cặp, `10 . 000`, `3,x`, hai dấu ba chấm liền nhau, chỗ
trống để điền (`ngày … tháng …`), ký tự không nhìn thấy giữa hai chữ không rõ ngắt ở đâu, số và loại văn bản thiếu gạch
nối khi trước đó không có chữ “số” hay tên loại văn bản.

Where the right text is not certain the safe rules leave it: quotation marks that do not pair up, `10 . 000`, `3,x`, two
ellipses in a row, blanks to be filled in (`ngày … tháng …`), an invisible character where it is not clear how the word
parts, a number and a code without a dash unless `số` or a kind of document is before them.

Chuỗi từ ba vế trở lên (`Sáng – Xanh – Sạch – Đẹp`) chỉ có một loại gạch.
Nếu R21, R22, R23 chỉ đổi một phần chuỗi thì chuỗi gõ đều được để nguyên; chuỗi gõ lẫn lộn mà chắc là khẩu hiệu hay danh
sách thì mọi gạch thành ` – `. Chuỗi toàn cặp từ quen dùng (`Độc lập - Tự do - Hạnh phúc`) theo R22.

A chain of three members and more (`Sáng – Xanh – Sạch – Đẹp`) has one sign.
Where R21, R22 or R23 would change only a part of it, a chain that was typed evenly stays; in one that was not, and is
surely a slogan or a list, every dash becomes ` – `. A chain of official pairs only (`Độc lập - Tự do - Hạnh phúc`)
follows R22.
"""
TIES_HEAD = f"""\
## Chỗ không ngắt dòng / Where a line does not break

Không ký tự nào bị đổi; chỉ là dòng không bị ngắt ở dấu `⍽`. Một chỗ giữ liền dài nhất {MAX_SYLLABLES} tiếng và
{MAX_CHARACTERS} ký tự, dài hơn thì nhả dần từ bên trái (R39). Địa chỉ mạng được ngắt sau `/ . - ? & = _` (R41).

No character changes; a line does not break at `⍽`. A run is at most {MAX_SYLLABLES} syllables and {MAX_CHARACTERS}
characters; a longer one is released from the left (R39). Web addresses break after `/ . - ? & = _` (R41).
"""
LOOSE = f"""
Trong chữ dàn đều, chỗ giữ liền được nhả khi dòng sẽ có khoảng cách từ rộng quá ba lần bình thường; “số” và số hiệu,
số điện thoại thì không bao giờ. Số hiệu văn bản dài quá 10 ký tự và địa chỉ mạng ngắt được sau `/`, trừ hai chữ
cuối (`48/2026/TT-BVHTTDL`). Dòng vẫn thưa thì giãn chữ, nhiều nhất bằng `tracking_max_em` của mẫu; đoạn vẫn có
khoảng cách rộng quá `ragged_from` lần thì không dàn đều.

In justified text a run gives way where the line would have gaps of more than three times the natural one; “số” with
its number and telephone numbers never do. Document numbers of more than 10 characters and addresses may be parted
after `/`, but not before the last two letters (`48/2026/TT-BVHTTDL`). Lines that are still loose have their letters
spaced by at most the layout's `tracking_max_em`; a paragraph that still has gaps of more than `ragged_from` natural
ones is set ragged.

## Tít ngắt theo nghĩa / Heads break by sense

Dòng của tít hết sau dấu phẩy, dấu hai chấm, hay trước giới từ; không hết sau từ dựa vào từ sau (`của`, `các`), và
không ngắt giữa tên người, tên đơn vị, văn bản với số hiệu, số với danh từ, hay giữa một từ ghép của bảng từ gồm
{len(compounds())} từ ([compounds.txt](../src/bulletin/data/text/compounds.txt),
[jump-words.txt](../src/bulletin/data/text/jump-words.txt)). Tít thêm một dòng nếu nhờ đó không
bị ngắt như vậy.

A line of a head ends after a comma or colon or before a preposition. It does not end after a word that leans on the
next (`của`, `các`), nor inside of the name of a person or unit, a document with its number, a number with its noun,
or a compound of a list of {len(compounds())} entries ([compounds.txt](../src/bulletin/data/text/compounds.txt),
[jump-words.txt](../src/bulletin/data/text/jump-words.txt)). A
head takes one line more where that saves it from being torn.
"""
LINES = f"""
## Dòng và khối / Lines and blocks

Xuống dòng một lần trong đoạn có thể là máy tự ngắt, cũng có thể là dòng của tác giả. Chương trình xét như sau:

1. Dòng kết thúc bằng `\\` hoặc hai dấu cách: luôn xuống dòng.
2. Các dòng đều ngắn (tới {SHORT} ký tự), dòng nào cũng mở đầu bằng chữ hoa, số hay dấu: giữ từng dòng. Hai dòng thì dòng đầu phải ngắn
   tới {NARROW} ký tự, trừ khi bài có dòng dài quá {WRAPPED} ký tự, tức là bài không ngắt dòng.
   Từ ba dòng trở lên, tới {NARROW} ký tự, có dòng còn nhiều chỗ trống: cũng giữ từng dòng, dù mở đầu bằng chữ thường.
3. Dòng dài mà dòng sau viết tiếp câu, hoặc dòng nào cũng đầy: đó là đoạn văn, không nhắc gì.
4. Không rõ: in thành một đoạn và nhắc `text.line-ends`, nêu chỗ và cách gõ.

A single line end in a paragraph may be the wrapping of an editor or the author's own line:

1. A line that ends with `\\` or two blanks always breaks.
2. Lines that are all short (up to {SHORT} characters), each beginning with a capital, a figure or a sign, are kept. Of two lines the
   first must have at most {NARROW}, unless the body has a line of more than {WRAPPED} characters and so is not wrapped at all.
   Three lines and more of up to {NARROW} characters are kept too where one has much room left, whatever they begin with.
3. Long lines that go on with the sentence, or that are full, are one paragraph, and nothing is said.
4. Anything else is set as one paragraph and reported as `text.line-ends`, with its place and what to type.

| Gõ / Typed | Thành / Becomes |
| --- | --- |
| `::: thơ` … `:::` (`verse`) | khổ thơ: giữ dòng, thụt, khổ; không dàn đều / verse: lines, indents and stanzas stay; never justified |
| `::: ký tên` … `:::` (`signature`) | khối ký tên ở nửa phải / a signature in the right half |
| `::: dòng` … `:::` (`lines`) | từng dòng, sát trái / lines, flush left |
| `::: giữa` … `:::` (`centre`) | dòng canh giữa / centred lines |
| `dạng: thơ` (`form: poem`), `thể loại: "Thơ"` | cả bài là thơ / the whole article is verse |
| `dạng: thư`, `cảm tạ`, `tin buồn` (`letter`, `thanks`, `obituary`) | dòng ngắn cuối bài là khối ký tên / short last lines are the signature |
| `•`, `–`, `+`, dấu đầu dòng của Word / bullets of Word | danh sách / a list |
| hai dòng trở lên có tab ở giữa / two lines or more with tabs inside | bảng / a table |
| `2025. Đó là năm` | câu văn, có nhắc; `2025\\.` thì không nhắc / a sentence, reported; not after `2025\\.` |

Khổ thơ tới {WHOLE_STANZA} dòng không bị tách qua cột; dòng thơ dài quá cột thì xuống dòng, thụt vào. Khối ký tên đi liền với cuối thư. Bảng, danh sách đứng sau “…:” không
rời dòng ấy. Bảng chật trong một cột thì trải ngang cả bài, ngay tại chỗ đã gõ.

No column parts a stanza of up to {WHOLE_STANZA} lines; a line of verse that is too long turns over and hangs in. A signature stays with the end of its letter, and what
“…:” announces stays with it. A table that is tight in one column runs over all columns of its story, where it was typed.
"""  # noqa: E501 - a row of a table is one line
LEGACY = """
## Chữ thời trước Unicode / Text from before Unicode

R2 giải mã TCVN3 (ABC), VNI-Windows và VISCII khi biết tên phông đã gõ. Tệp YAML không cho biết tên phông, nên không
gì được giải mã tự động.

R2 decodes TCVN3, VNI-Windows and VISCII from the name of the font. YAML knows no font, so nothing is decoded by
itself.

`bulletin check` và `bulletin build` nhận ra chữ như thế, và cả UTF-8 bị đọc nhầm thành Windows-1252 hoặc Latin-1
(`Há»™i nghá»‹`), rồi nêu dòng đã giải mã để gõ thay. Một chữ lạ không chứng tỏ gì.
Từ ba chữ gần nhau trở lên, gõ thế này thì không phải tiếng Việt mà giải mã ra tiếng Việt, là lỗi `text.unreadable`;
hai chữ là cảnh báo `text.perhaps-unreadable`.
Ký tự U+00AD là chữ “ư” của phông TCVN3 thì được giữ lại để báo.

`bulletin check` and `bulletin build` find such text, and UTF-8 that was taken for Windows-1252 or Latin-1 too (`Há»™i
nghá»‹`), and give the decoded line to type instead. One odd word proves nothing.
Three or more neighbours that are no Vietnamese as typed and all Vietnamese when decoded are the error
`text.unreadable`; two are the warning `text.perhaps-unreadable`.
U+00AD is kept where it is the letter `ư` of a TCVN3 font, to be told.

## Ký tự không in được / Letters that cannot be printed

Mỗi ký tự phải có trong mọi phông mà mẫu trình bày có thể dùng cho mục ấy; nếu không, `check` và `build` cùng báo
`font.missing-letter` với tệp, dòng, cột, tên ký tự và cách gõ thay (`℃` → `°C`, `Ⅱ` → `II`).
Bảng ký tự của các phông đi kèm nằm trong `fonts/coverage.json` (`python tools/make_coverage.py`).

A letter must be in every face that the layout may set its field in; else `check` and `build` alike say
`font.missing-letter` with file, line, column, the name of the letter and what to type instead (`℃` → `°C`, `Ⅱ` →
`II`).
The letters of the shipped fonts are in `fonts/coverage.json` (`python tools/make_coverage.py`).
"""
CLASSES = {
    "S": Text("an toàn, luôn áp dụng", "safe, always applied"),
    "T": Text("theo quy cách của ấn phẩm", "house style"),
    "L": Text("chỉ báo, không tự sửa", "reported only"),
}
TIES = (
    ("R19", "“số” và số hiệu văn bản", "“số” and a document number", "Kết luận số 09-KL/ĐU của Đảng ủy"),
    ("R34", "ngày, tháng", "dates", "Chiều ngày 9/5 và sáng ngày 10 tháng 5"),
    ("R35", "số và chữ đứng sau", "a number and the word after it", "Khen 10 tập thể và 15.000 đồng"),
    ("R36", "chức danh, viết tắt và tên", "a title or abbreviation and a name", "Về TP. Hải Phòng gặp ông Đỗ Văn Bình"),
    (
        "R38",
        "Điều, khóa, quý, lần thứ… và số",
        "article, term, quarter… and a number",
        "Theo Điều 5, khóa XIII, quý II",
    ),
    ("R40", "số điện thoại", "phone numbers", "Gọi 0225 3000 111 trong giờ hành chính"),
    ("R42", "hai tiếng cuối đoạn", "the last two syllables of a paragraph", "Việc này do bà con ở địa phương."),
)
NAME = "LIÊM ĐOÀN"


def page() -> Iterator[str]:
    """The lines of the page."""
    yield HEAD
    yield "| Mã | Quy tắc | Rule | Trước / Before | Sau / After | Loại / Class |\n| --- | --- | --- | --- | --- | --- |"
    yield from map(_row, RULES)
    yield (
        "| R46 | Tên tác giả gõ toàn chữ hoa được ghi lại theo lối thường. "
        "| Authors' names in capitals become title case. "
        f"| {code(NAME)} | {code(author_name(NAME).text)} | {_class('S')} |\n"
    )
    yield STYLE_HEAD.rstrip("\n")
    yield from map(_style_row, STYLE_RULES)
    yield CHANGES
    yield TIES_HEAD
    yield "| Mã | Giữ liền | Kept together | Ví dụ / Example |\n| --- | --- | --- | --- |"
    for name, vi, en, sample in TIES:
        yield f"| {name} | {vi} | {en} | {code(tied(sample, last_line=name == 'R42'))} |"
    yield LOOSE
    yield LINES
    yield LEGACY


def tied(text: str, *, last_line: bool) -> str:
    """The text with `⍽` for every space at which a line does not break."""
    out = list(text)
    for start, end in ties(text, last_line):
        out[start:end] = text[start:end].replace(" ", "⍽")
    return "".join(out)


def _row(rule: TextRule) -> str:
    before, after = (code(_visible(text)) for text in (rule.before, rule.after))
    return f"| {rule.id} | {cell(rule.vi)} | {cell(rule.en)} | {before} | {after} | {_class(rule.kind)} |"


def _style_row(rule: StyleRule) -> str:
    default = getattr(Style(), rule.switch)
    values = ("keep", *rule.values)
    switch = f"`{rule.switch}`: " + ", ".join(f"*{value}*" if value == default else value for value in values)
    samples = (code(_visible(text)) for text in (rule.before, rule.after, rule.good))
    return f"| {rule.id} | {switch} | {cell(rule.vi)} | {cell(rule.en)} | {' | '.join(samples)} |"


def _class(kind: str) -> str:
    return f"{kind}: {CLASSES[kind].vi} / {CLASSES[kind].en}"


def _visible(text: str) -> str:
    """Characters that nobody can see or tell apart, by number."""
    hidden = "\u200b\u00a0\ufeff\u00ad\u00d0"
    return "".join(f"⟨U+{ord(c):04X}⟩" if c in hidden or "\u0300" <= c <= "\u036f" else c for c in text)
