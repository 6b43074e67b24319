"""What required fields hold where an imported source says nothing: the issue can be built, nobody takes it for text."""

NO_TITLE = "(chưa có tiêu đề)"
NO_CAPTION = "(chưa có chú thích)"
NO_ALT = "(chưa có mô tả ảnh)"
NO_BODY = "(chưa có nội dung)"
GAPS = frozenset((NO_TITLE, NO_CAPTION, NO_ALT, NO_BODY))
