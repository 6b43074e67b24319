"""The page for stopping the letters, in Vietnamese and English, in one file without anything from elsewhere."""

from __future__ import annotations

_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.125rem/1.5 sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem }}
button {{ font: inherit; padding: .75rem 1.25rem }}
</style></head>
<body><main><h1>{title}</h1>
{body}
</main></body></html>
"""
ASK = (
    "Ngừng nhận bản tin",
    """<form method="post">
<p>Bấm nút để không nhận bản tin qua thư nữa.</p>
<p lang="en">Press the button to get no more letters.</p>
<p><button type="submit">Ngừng nhận / <span lang="en">Unsubscribe</span></button></p>
</form>""",
)
DONE = (
    "Đã ngừng gửi",
    """<p>Từ nay không số nào được gửi tới anh/chị nữa. Số đang trên đường đi vẫn có thể tới.</p>
<p lang="en">You will get no more issues. One that is on its way may still arrive.</p>""",
)
WRONG = (
    "Đường dẫn không đúng",
    """<p>Đường dẫn sai hoặc bị cắt. Hãy mở lại từ thư, hoặc trả lời thư với một chữ: HỦY.</p>
<p lang="en">This address is wrong or cut off. Open it from the letter again, or answer the letter: STOP.</p>""",
)
LATER = (
    "Chưa ghi được",
    """<p>Lúc này chưa ghi được. Hãy thử lại sau ít phút, hoặc trả lời thư với một chữ: HỦY.</p>
<p lang="en">It cannot be stored now. Try again in some minutes, or answer the letter: STOP.</p>""",
)
METHOD = (
    "Không mở được theo cách này",
    """<p>Hãy mở đường dẫn bằng trình duyệt.</p><p lang="en">Open this address in a browser.</p>""",
)


def page(text: tuple[str, str]) -> bytes:
    """The page with this title and body; both are ours, and nothing of a request is in them."""
    title, body = text
    return _PAGE.format(title=title, body=body).encode()
