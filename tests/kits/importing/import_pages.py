"""Pages of portals as their systems make them, built around two invented stories."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StoryCase:
    """What a page tells and what its draft must say."""

    title: str
    lead: str
    day: str
    time: str
    paragraphs: tuple[str, ...]
    caption: str
    photographer: str
    author: str
    iso: str


STORIES = (
    StoryCase(
        "Phường Bình Hải mở bảy điểm cho mượn bóng, vợt",
        "Từ đầu tháng, bảy nhà văn hóa của phường cho trẻ em mượn bóng, vợt và dây nhảy miễn phí sau giờ học.",
        "17/11/2026", "15:00",
        (
            "Sáng 16/11, tại nhà văn hóa khu 3, bà Trần Thị Mơ, Chủ tịch Hội Phụ nữ phường, trao quả bóng đầu tiên.",
            "Mỗi điểm có hai mươi quả bóng và mười lăm đôi vợt; em nào cũng được mượn trong ba ngày.",
            "Phường sẽ mở thêm hai điểm ở khu 6 và khu 8.",
        ),
        "Các em nhỏ chọn bóng tại điểm cho mượn khu 3", "Minh Khuê", "Lê Văn Bách", "2026-11-17T15:00:00+07:00",
    ),
    StoryCase(
        "Khu 2 khánh thành tuyến đường hoa ven kênh",
        "Sau ba tuần chung tay, bà con khu 2 đã trồng xong tám trăm mét hoa dọc bờ kênh Lạch Sẻ.",
        "03/11/2026", "08:30",
        (
            "Chiều 2/11, ông Phan Đức Quý, Trưởng khu 2, cùng bà con cắt băng khánh thành tuyến đường.",
            "Công trình hết bốn mươi hai triệu đồng, do các hộ dân và hai cửa hàng trong khu góp.",
            "Tổ tự quản sẽ tưới hoa vào thứ Ba và thứ Sáu.",
        ),
        "Bà con khu 2 tỉa hoa bên bờ kênh", "Ngô Hiền", "Đặng Thu Lộc", "2026-11-03T08:30:00+07:00",
    ),
)  # fmt: skip

RELATED = "Bình Hải phát động tháng cao điểm dọn vệ sinh bờ kênh"


def _page(head: str, body: str, body_class: str = "") -> str:
    return (
        f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body class="{body_class}">{body}</body></html>'
    )


def _paragraphs(story: StoryCase, figure: str) -> str:
    first, *rest = story.paragraphs
    return f"<p>{first}</p>{figure}" + "".join(f"<p>{text}</p>" for text in rest)


def wordpress(s: StoryCase) -> str:
    figure = f'<figure class="wp-caption"><img src="anh.jpg"><figcaption class="wp-caption-text">{s.caption}. Ảnh: {s.photographer}</figcaption></figure>'  # noqa: E501
    return _page(
        f'<title>{s.title} – Phường Bình Hải</title><meta name="generator" content="WordPress 6.5">'
        f'<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="Phường Bình Hải">'
        f'<meta property="article:published_time" content="{s.iso}">',
        f'<header><nav class="menu"><a href="/">Trang chủ</a></nav><p class="clock">Thứ Năm, 26/11/2026</p></header>'
        f'<article><h1 class="entry-title">{s.title}</h1><div class="posted-on">{s.day} {s.time}</div>'
        f'<div class="entry-content"><p><strong>{s.lead}</strong></p>{_paragraphs(s, figure)}'
        f'<p style="text-align:right"><strong>{s.author}</strong></p></div>'
        f'<div class="sharedaddy"><p>Chia sẻ</p></div><div class="jp-relatedposts"><h3>Tin liên quan</h3>'
        f'<a href="/tin/9">{RELATED}</a></div></article><footer><p>Bản quyền thuộc về phường Bình Hải</p></footer>',
        "single single-post has-sidebar",
    )


def wp_print(s: StoryCase) -> str:
    return _page(
        f"<title>{s.title}</title>",
        f'<div class="print-page"><div class="print-header"><p>CỔNG THÔNG TIN ĐIỆN TỬ PHƯỜNG BÌNH HẢI</p></div>'
        f'<div class="print-qr"><img src="qr.png"><p>Quét mã QR để xem trên mạng</p></div>'
        f'<p class="print-header">Ngày in: 26/11/2026 10:15</p><h1 class="print-title">{s.title}</h1>'
        f'<p class="print-date">Ngày đăng: {s.day} {s.time}</p><div class="print-content">'
        f"<p><b>{s.lead}</b></p><p>{s.paragraphs[0]}</p><p align=center><img src=anh.jpg></p>"
        f"<p align=center><i>{s.caption} (Ảnh: {s.photographer})</i></p>"
        + "".join(f"<p>{text}</p>" for text in s.paragraphs[1:])
        + f'<p style="text-align:right"><b>{s.author.upper()}</b></p></div></div>',
    )


def nukeviet(s: StoryCase) -> str:
    figure = f'<div class="image-center"><img src="anh.jpg"></div><p class="imgcaption">{s.caption}. Ảnh: {s.photographer}</p>'  # noqa: E501
    return _page(
        f'<title>{s.title} - Tin tức - Bình Hải</title><meta name="generator" content="NukeViet v4.5">'
        f'<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="Bình Hải">',
        f'<div class="breadcrumbs"><a href="/">Trang nhất</a></div><h1 class="title margin-bottom-lg">{s.title}</h1>'
        f'<span class="h5">Thứ ba - {s.day} {s.time}</span><ul class="newsicons"><li>In ra</li></ul>'
        f'<div class="hometext">{s.lead}</div><div id="news-bodyhtml" class="bodytext">{_paragraphs(s, figure)}</div>'
        f'<p class="author">Tác giả bài viết: {s.author}</p><div class="keywords">Từ khóa: bóng, hoa</div>'
        f"<p>Tổng số điểm của bài viết là: 5 trong 1 đánh giá</p><h4>Những tin cũ hơn</h4>"
        f'<ul class="related"><li><a href="/tin/9">{RELATED}</a></li></ul>',
    )


def liferay(s: StoryCase) -> str:
    figure = f'<p style="text-align:center"><img src="anh.jpg"></p><p class="caption" style="text-align:center">{s.caption}. Ảnh: {s.photographer}</p>'  # noqa: E501
    return _page(
        f'<title>{s.title} - Cổng thông tin</title><meta name="generator" content="Liferay Portal">'
        f'<meta property="og:title" content="{s.title}">',
        f'<div class="portlet-topper"><p>Tin tức chung</p></div><div class="journal-content-article-101">'
        f'<h2 class="tieude">{s.title}</h2><p class="date-news">{s.time} {s.day}</p><p class="sapo">{s.lead}</p>'
        f'<div class="noidung">{_paragraphs(s, figure)}</div><p class="tacgia">{s.author}</p></div>'
        f'<div class="taglib-ratings"><p>Đánh giá bài viết</p></div><div class="other-assets"><p>Tin khác</p>'
        f'<a href="/tin/9">{RELATED}</a></div>',
    )


def sharepoint(s: StoryCase) -> str:
    figure = f'<table><tr><td><img src="anh.jpg"></td></tr><tr><td class="ms-rteElement-Caption">{s.caption}. Ảnh: {s.photographer}</td></tr></table>'  # noqa: E501
    return _page(
        f'<title>{s.title}</title><meta name="GENERATOR" content="Microsoft SharePoint">',
        f'<div class="s4-breadcrumb"><p>Trang chủ &gt; Tin</p></div><h1 class="ms-core-pageTitle">{s.title}</h1>'
        f'<div class="ArticleStartDate">{s.day} {s.time}</div><div class="ArticleSummary">{s.lead}</div>'
        f'<div class="ArticleContent ms-rtestate-field">{_paragraphs(s, figure)}</div>'
        f'<div class="ArticleByLine">{s.author}</div><p class="ms-socialNotif">Chia sẻ</p>',
    )


def aspnet(s: StoryCase) -> str:
    day, month, year = s.day.split("/")
    figure = f'<div align="center"><img src="anh.jpg"></div><div class="Caption" align="center">{s.caption}. Ảnh: {s.photographer}</div>'  # noqa: E501
    return _page(
        f"<title>{s.title}</title>",
        f'<form id="aspnetForm"></form><div id="aspnetForm"><p id="lblToday">11/26/2026</p>'
        f'<h1 id="ctl00_lblTitle">{s.title}</h1><p id="ctl00_lblNgayDang">{day}/{month}/{year} {s.time}</p>'
        f'<p id="ctl00_lblTrichYeu">{s.lead}</p><div id="ctl00_lblNoiDung">{_paragraphs(s, figure)}</div>'
        f'<p id="ctl00_lblTacGia">{s.author}</p><p>In trang này</p><p>Đóng lại</p></div>',
    )


def vnpt(s: StoryCase) -> str:
    figure = (
        f'<div class="image"><img src="anh.jpg"></div><p class="img-caption">{s.caption}. Ảnh: {s.photographer}</p>'
    )
    return _page(
        f'<title>{s.title}</title><meta name="generator" content="VNPT Portal">',
        f'<div class="vnpt-detail"><h1 class="vnpt-title">{s.title}</h1><div class="vnpt-date">{s.day} - {s.time}</div>'
        f'<div class="tts-player"><p>Nghe bài viết</p><p>Giọng nam</p></div><div class="vnpt-sapo">{s.lead}</div>'
        f'<div class="vnpt-content">{_paragraphs(s, figure)}</div><div class="vnpt-author">{s.author}</div>'
        f'<div class="vnpt-other"><p>Các tin khác</p><a href="/tin/9">{RELATED}</a></div></div>',
    )


def vccorp(s: StoryCase) -> str:
    figure = f'<div class="VCSortableInPreviewMode"><div><img src="anh.jpg"></div><div class="PhotoCMS_Caption"><p>{s.caption} - Ảnh: {s.photographer}</p></div></div>'  # noqa: E501
    return _page(
        f'<title>{s.title}</title><meta property="og:title" content="{s.title}">'
        f'<meta property="article:published_time" content="{s.iso}">',
        f'<div class="detail"><h1 class="detail-title">{s.title}</h1><div class="detail-time"><div>{s.day} {s.time} GMT+7</div></div>'  # noqa: E501
        f'<h2 class="detail-sapo">{s.lead}</h2><div class="detail-content afcbc-body">{_paragraphs(s, figure)}</div>'
        f'<div class="detail-author">{s.author}</div><div class="kbwcb"><a href="/tin/9">{RELATED}</a></div>'
        f'<div class="detail-tab"><p>Copy link</p></div></div>',
    )


def epi(s: StoryCase) -> str:
    figure = f'<table class="picture"><tr><td><img src="anh.jpg"></td></tr><tr><td class="cms-caption">{s.caption}. Ảnh: {s.photographer}</td></tr></table>'  # noqa: E501
    return _page(
        f'<title>{s.title}</title><meta property="og:title" content="{s.title}">',
        f'<div class="article__header"><h1 class="cms-title">{s.title}</h1></div><time class="cms-date">{s.day} {s.time}</time>'  # noqa: E501
        f'<div class="cms-desc">{s.lead}</div><div class="cms-body">{_paragraphs(s, figure)}</div>'
        f'<div class="cms-author">{s.author}</div><div class="cms-relate"><a href="/tin/9">{RELATED}</a></div>',
    )


def vnexpress(s: StoryCase) -> str:
    figure = f'<figure><img src="anh.jpg"><figcaption><p class="Image">{s.caption}. Ảnh: {s.photographer}</p></figcaption></figure>'  # noqa: E501
    return _page(
        f'<title>{s.title} - VnExpress</title><meta property="og:title" content="{s.title} - VnExpress">'
        f'<link rel="canonical" href="https://vnexpress.net/tin-4801.html">',
        f'<div class="header-content"><span class="date">Thứ ba, {s.day}, {s.time} (GMT+7)</span></div>'
        f'<h1 class="title-detail">{s.title}</h1><p class="description">{s.lead}</p>'
        f'<article class="fck_detail">{_paragraphs(s, figure)}<p class="author_mail"><strong>{s.author}</strong></p></article>'  # noqa: E501
        f'<ul class="list-news"><li><a href="/tin/9">{RELATED}</a></li></ul><p>Trở lại Thời sự</p>',
    )


def unknown(s: StoryCase) -> str:
    figure = f'<div style="text-align:center"><img src="anh.jpg"></div><div style="text-align:center"><em>{s.caption}. Ảnh: {s.photographer}</em></div>'  # noqa: E501
    return _page(
        f'<title>{s.title} | Trang tin khu phố</title><meta property="og:title" content="{s.title}">',
        f'<div id="top"><p>Hôm nay: Thứ Năm, 26/11/2026</p></div><div class="menu-chinh"><ul><li><a href="/">Trang chủ</a>'  # noqa: E501
        f'</li><li><a href="/tin">Tin tức</a></li></ul></div><div id="giua"><h2>{s.title}</h2>'
        f"<div>Cập nhật: {s.day} {s.time}</div><div><b>{s.lead}</b></div>{_paragraphs(s, figure)}"
        f'<div align="right"><b>{s.author}</b></div><div>Lượt xem: 400</div><div>In bài viết</div>'
        f'<div>Các tin khác</div><div><a href="/tin/9">{RELATED}</a></div></div>',
    )


SYSTEMS = {
    "wordpress": wordpress, "wp-print": wp_print, "nukeviet": nukeviet, "liferay": liferay, "sharepoint": sharepoint,
    "aspnet-print": aspnet, "vnpt": vnpt, "vccorp": vccorp, "epi": epi, "vnexpress": vnexpress, "": unknown,
}  # fmt: skip
