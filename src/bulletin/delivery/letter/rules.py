"""Rules about the letter: its fields, its templates, its size, its signature."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

Pair = tuple[str, str]


def _rule(
    name: str, what: Pair, why: Pair, remedy: Pair, severity: Severity = Severity.ERROR,
    exit_code: ExitCode = ExitCode.BAD_INPUT, form: Pair | None = None,
) -> Rule:  # fmt: skip
    told = Text(*form) if form else None
    return Rule(f"letter.{name}", severity, Text(*what), Text(*why), Text(*remedy), exit_code, told)


CONTROL = _rule(
    "control-character",
    ("{field_vi} có ký tự điều khiển ({code}).", "{field_en} holds a control character ({code})."),
    ("Ký tự ấy có thể chèn thêm dòng vào đầu thư; thư không được gửi.",
     "Such a character could add lines to the head of a letter; it is not sent."),
    ("Hãy gõ lại, không chép từ nơi khác.", "Type it again instead of copying it."),
)  # fmt: skip
ADDRESS = _rule(
    "address",
    ("“{address}” không gửi được: {reason_vi}.", "Nothing can be sent to “{address}”: {reason_en}."),
    ("Máy chủ sẽ trả thư lại.", "The server would return the letter."),
    (
        "Hãy hỏi bạn đọc địa chỉ đúng rồi sửa trong danh sách.",
        "Ask the reader for the right address and mend the list.",
    ),
)
UTF8_ADDRESS = _rule(
    "address-beyond-ascii",
    ("Địa chỉ “{address}” có chữ có dấu trước @, máy chủ gửi không nhận (thiếu SMTPUTF8).",
     "“{address}” has letters beyond ASCII before the @, which the server does not take (no SMTPUTF8)."),
    ("Các bạn đọc khác vẫn nhận được thư.", "The other readers get their letters."),
    ("Hãy xin bạn đọc ấy một địa chỉ không dấu, hoặc hỏi người quản trị máy chủ.",
     "Ask that reader for an address without marks, or ask the administrator."),
)  # fmt: skip
TEMPLATE_FILE = _rule(
    "template-file",
    ("Không dùng được tệp khung {file}: {reason_vi}.", "The template {file} cannot be used: {reason_en}."),
    ("Thư không dựng được bằng khung này.", "No letter can be made with it."),
    ("Hãy sửa tệp ấy, hoặc xóa đi để dùng khung có sẵn.", "Mend the file, or remove it to use the shipped one."),
)
REMOTE = _rule(
    "not-plain",
    ("Thư có phần không được phép: {word}.", "The letter holds what it must not: {word}."),
    ("Thư không lấy gì từ mạng, không chạy mã, không theo dõi bạn đọc.",
     "A letter takes nothing from the web, runs nothing and does not watch readers."),
    ("Hãy bỏ chỗ ấy khỏi khung {file}.", "Take it out of the template {file}."),
)  # fmt: skip
HEADINGS = _rule(
    "headings",
    ("Tiêu đề trong thư nhảy bậc: {word}.", "The headings of the letter skip a level: {word}."),
    ("Người nghe bằng máy đọc màn hình đi theo bậc tiêu đề.", "Whoever listens to a screen reader follows the levels."),
    ("Hãy sửa bậc tiêu đề trong khung {file}: h1, rồi h2, rồi h3.", "Mend the levels in {file}: h1, then h2, then h3."),
)
MISSING = _rule(
    "missing-part",
    ("Thư thiếu: {word_vi}.", "The letter lacks: {word_en}."),
    ("Bạn đọc nào cũng phải thấy phần ấy, cả ở bản chữ lẫn bản trình bày.",
     "Every reader must see it, in the plain text and in the HTML."),
    ("Hãy thêm vào khung {file}.", "Add it to the template {file}."),
)  # fmt: skip
TOO_LONG = _rule(
    "html-too-long",
    ("Phần trình bày của thư dài {size} kB, quá {limit} kB.", "The HTML of the letter has {size} kB, over {limit} kB."),
    ("Gmail cắt thư dài và giấu phần cuối, có cách ngừng nhận.", "Gmail clips long letters and hides how to stop."),
    ("Hãy rút ngắn khung {file}.", "Shorten the template {file}."),
)
WIDE = _rule(
    "text-too-wide",
    ("Bản chữ có dòng dài {size} cột, quá {limit}.", "The plain text has a line of {size} columns, over {limit}."),
    ("Màn hình hẹp cắt dòng dài.", "Narrow screens break long lines badly."),
    ("Hãy dùng hàm wrap trong khung {file}.", "Use the function wrap in the template {file}."),
)
NO_FORM = _rule(
    "neither-form",
    ("Không gửi được số báo này: thư kèm PDF nặng {attach} MB, máy chủ và mail.yaml nhận tới {limit} MB, mà chưa có"
     " địa chỉ của PDF trên mạng{link_vi}.",
     "This issue cannot be sent: with the PDF a letter has {attach} MB, the server and mail.yaml take {limit} MB, and"
     " there is no address of the PDF on the web{link_en}."),
    ("Chưa gửi thư nào.", "No letter was sent."),
    ('Hãy đưa screen.pdf lên cổng thông tin rồi thêm vào mail.yaml: duong_dan: "https://…/{{nam}}/{{so}}.pdf"; hoặc hỏi'
     " người quản trị máy chủ có nhận thư lớn hơn không.",
     'Put screen.pdf on the portal and add to mail.yaml: link: "https://…/{{nam}}/{{so}}.pdf"; or ask the administrator'
     " whether the server takes larger letters."),
    exit_code=ExitCode.REFUSED,
    form=(
        "Hãy đưa tệp PDF lên cổng thông tin rồi điền địa chỉ ấy ở phần gửi thư, hoặc xin máy chủ nâng cỡ thư.",
        "Put the PDF on the portal and fill in its address, or ask whether the server takes larger letters.",
    ),
)  # fmt: skip
NO_PDF = _rule(
    "no-screen-edition",
    ("Số báo này chưa có bản đọc trên máy (screen.pdf).", "This issue has no screen edition (screen.pdf)."),
    ("Thư kèm bản ấy và ảnh trang nhất của nó.", "The letter carries it and a picture of its first page."),
    ("Hãy dựng lại với bản screen: bulletin build THƯ_MỤC --editions screen",
     "Build it with the screen edition: bulletin build FOLDER --editions screen"),
    exit_code=ExitCode.REFUSED,
    form=(
        "Hãy bấm Làm lại.",
        "Press Làm lại.",
    ),
)  # fmt: skip
DKIM_KEY = _rule(
    "dkim-key",
    ("Không dùng được khóa DKIM {file}: {reason_vi}.", "The DKIM key {file} cannot be used: {reason_en}."),
    ("Thư không ký được; nhiều nơi sẽ coi là thư rác.", "Letters cannot be signed; many would take them for spam."),
    ("Hãy xin người quản trị tệp khóa riêng (PEM, RSA 2048), đặt quyền 0600 (chmod 600 TÊN-TỆP), hoặc bỏ ky_dkim.",
     "Ask the administrator for the private key (PEM, RSA 2048) with mode 0600 (chmod 600 NAME), or take out dkim."),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy xin người quản trị tệp khóa riêng, hoặc bỏ trống phần ký thư.",
        "Ask the administrator for the key, or leave the signing out.",
    ),
)  # fmt: skip
