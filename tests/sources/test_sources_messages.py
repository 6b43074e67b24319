# ruff: noqa: E501 - tables of paths and messages read better on one line
"""Every rule of the reading stage once, with its whole message: where, what happened, what to type."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from sources_office import Office

from bulletin.errors import Rule
from bulletin.sources import jail
from bulletin.sources.rules import files, schema, yaml

ARTICLE, ISSUE, PUBLICATION = "articles/cay-cau-moi.yaml", "issue.yaml", "publication.yaml"

# rule, file, words to replace (None: the whole file), new words, place, what (vi), remedy (vi), remedy (en)
TABLE: list[tuple[str, str, str | None, str | bytes, str, str, str, str]] = [
    (
        "yaml.too-big", ARTICLE, None, "a" * 1_000_001,
        "articles/cay-cau-moi.yaml",
        'Tệp lớn 1000001 byte, quá mức 1000000 byte.',
        'Hãy kiểm tra lại tệp, hoặc tách thành nhiều bài.',
        'Check the file, or split it into several articles.',
    ),
    (
        "yaml.too-deep", ARTICLE, 'doi-song', '[[[[[[[[[[[[[[[[[[[[[[[[[',
        "articles/cay-cau-moi.yaml:3:32",
        'Các mục lồng nhau quá 20 tầng.',
        'Hãy bỏ bớt dấu ngoặc [ ], { } hoặc bớt thụt đầu dòng ở đây.',
        'Remove brackets [ ], { } or indentation here.',
    ),
    (
        "yaml.too-many-nodes", ARTICLE, 'doi-song', "[" + "a," * 20_001 + "]",
        "articles/cay-cau-moi.yaml:3:40000",
        'Tệp có quá 20000 giá trị.',
        'Hãy kiểm tra lại tệp, hoặc tách thành nhiều bài.',
        'Check the file, or split it into several articles.',
    ),
    (
        "yaml.encoding", ARTICLE, None, b'ma: x\ntieu_de: T\xb5n\n',
        "articles/cay-cau-moi.yaml:2:11",
        'Dòng 2 có byte 0xB5 (byte thứ 17 của tệp) không phải UTF-8.',
        'Hãy mở tệp bằng Notepad, chọn Lưu thành (Save As) với mã hóa (Encoding) UTF-8.',
        'Open the file in Notepad and choose Save As with encoding UTF-8.',
    ),
    (
        "yaml.control-character", ARTICLE, 'Cây cầu mới', 'Cây\x0bcầu',
        "articles/cay-cau-moi.yaml:2:14",
        'Có ký tự điều khiển không nhìn thấy: U+000B.',
        'Hãy xóa chữ ở chỗ này rồi gõ lại bằng tay.',
        'Delete the text at this place and type it again.',
    ),
    (
        "yaml.tab-indent", PUBLICATION, 'ky_han', 'lien_he:\n\tdia_chi: x\nky_han',
        "publication.yaml:5:1",
        'Đầu dòng thụt vào bằng phím Tab.',
        'Hãy xóa khoảng trống ở đầu dòng rồi gõ lại bằng dấu cách, mỗi bậc 2 dấu cách.',
        'Delete the white space at the start of the line and type spaces instead, two for each level.',
    ),
    (
        "yaml.nbsp-indent", PUBLICATION, 'ky_han', 'lien_he:\n\xa0\xa0dia_chi: x\nky_han',
        "publication.yaml:5:1",
        'Đầu dòng thụt vào bằng dấu cách đặc biệt (U+00A0).',
        'Hãy xóa khoảng trống ở đầu dòng rồi gõ lại bằng dấu cách, mỗi bậc 2 dấu cách.',
        'Delete the white space at the start of the line and type spaces instead, two for each level.',
    ),
    (
        "yaml.nbsp-after-colon", ARTICLE, 'chuyen_muc: ', 'chuyen_muc:\xa0',
        "articles/cay-cau-moi.yaml:3:12",
        'Sau “chuyen_muc” có dấu cách đặc biệt (U+00A0) thay cho dấu cách thường.',
        'Hãy xóa khoảng trống đó rồi gõ lại: chuyen_muc: doi-song',
        'Delete that space and type: chuyen_muc: doi-song',
    ),
    (
        "yaml.anchor", ARTICLE, '"Cây cầu mới"', '&moi cầu',
        "articles/cay-cau-moi.yaml:2:10",
        '“&moi” được hiểu là neo (anchor) của YAML.',
        'Nếu đó là chữ của bài, hãy đặt cả giá trị trong ngoặc kép, ví dụ: tieu_de: "&moi cầu"',
        'If it is part of the text, put the whole value in quotes, for example: tieu_de: "&moi cầu"',
    ),
    (
        "yaml.alias", ARTICLE, '"Cây cầu mới"', '*moi',
        "articles/cay-cau-moi.yaml:2:10",
        '“*moi” được hiểu là tham chiếu (alias) của YAML.',
        'Nếu đó là chữ của bài, hãy đặt cả giá trị trong ngoặc kép, ví dụ: tieu_de: "*moi"',
        'If it is part of the text, put the whole value in quotes, for example: tieu_de: "*moi"',
    ),
    (
        "yaml.tag", ARTICLE, '"Cây cầu mới"', '!!str cầu',
        "articles/cay-cau-moi.yaml:2:10",
        '“!!str” được hiểu là nhãn kiểu (tag) của YAML.',
        'Nếu đó là chữ của bài, hãy đặt cả giá trị trong ngoặc kép, ví dụ: tieu_de: "!!str cầu"',
        'If it is part of the text, put the whole value in quotes, for example: tieu_de: "!!str cầu"',
    ),
    (
        "yaml.merge-key", ARTICLE, 'chuyen_muc: doi-song', '<<: {the_loai: Tin}',
        "articles/cay-cau-moi.yaml:3:1",
        '“<<” là phép trộn (merge) của YAML.',
        'Hãy chép các dòng cần dùng vào đây thay cho dòng “<<”.',
        'Copy the lines you need here instead of “<<”.',
    ),
    (
        "yaml.directive", ARTICLE, 'ma: cay', '%YAML 1.1\nma: cay',
        "articles/cay-cau-moi.yaml:1:1",
        'Dòng bắt đầu bằng “%” được hiểu là chỉ thị của YAML.',
        'Hãy xóa dòng này.',
        'Delete this line.',
    ),
    (
        "yaml.many-documents", ARTICLE, 'chuyen_muc', '---\nchuyen_muc',
        "articles/cay-cau-moi.yaml:3:1",
        'Tệp có nhiều phần ngăn bằng “---”.',
        'Hãy xóa dòng “---”, hoặc chuyển phần sau sang một tệp riêng.',
        'Delete the line “---”, or move the second part to a file of its own.',
    ),
    (
        "yaml.empty-file", ISSUE, None, '# chưa có gì\n',
        "issue.yaml:1:1",
        'Tệp không có nội dung: trống, hoặc chỉ có ghi chú.',
        'Hãy ghi nội dung, bắt đầu bằng: an_pham: "…"',
        'Fill the file, beginning with: an_pham: "…"',
    ),
    (
        "yaml.not-a-mapping", ISSUE, None, 'Số 18\n',
        "issue.yaml:1:1",
        'Tệp không gồm các dòng “tên trường: giá trị”.',
        'Hãy bắt đầu mỗi dòng bằng tên trường và dấu hai chấm, ví dụ: an_pham: "…"',
        'Begin each line with a field and a colon, for example: an_pham: "…"',
    ),
    (
        "yaml.bad-key", ARTICLE, 'chuyen_muc: doi-song', '? [a]\n: b',
        "articles/cay-cau-moi.yaml:3:3",
        'Tên trường phải là một từ, không phải danh sách hay nhóm.',
        'Hãy gõ tên trường rồi dấu hai chấm, ví dụ: tieu_de: "…"',
        'Type the field and a colon, for example: tieu_de: "…"',
    ),
    (
        "yaml.syntax", ARTICLE, '"Cây cầu"}', '"Cây cầu"',
        "articles/cay-cau-moi.yaml:9:5",
        'Không hiểu được dòng này: dấu ngoặc [ hoặc { mở ra mà không đóng đúng, hoặc trong ngoặc có dấu : # chưa đặt trong nháy.',
        'Hãy đóng ngoặc, và đặt từng giá trị trong ngoặc kép.',
        'Close the bracket and put each value in quotes.',
    ),
    (
        "yaml.no-space-after-colon", ARTICLE, 'chuyen_muc: ', 'chuyen_muc:',
        "articles/cay-cau-moi.yaml:3:1",
        'Thiếu dấu cách sau “chuyen_muc:”.',
        'Để khỏi nhầm, hãy gõ: chuyen_muc: doi-song',
        'To leave no doubt, type: chuyen_muc: doi-song',
    ),
    (
        "yaml.unquoted-colon", ARTICLE, '"Cây cầu mới"', 'Bến Nước: Cây cầu mới',
        "articles/cay-cau-moi.yaml:2:10",
        'Trong giá trị có dấu hai chấm mà không có ngoặc kép; đã hiểu là: Bến Nước: Cây cầu mới',
        'Để khỏi nhầm, hãy gõ: tieu_de: "Bến Nước: Cây cầu mới"',
        'To leave no doubt, type: tieu_de: "Bến Nước: Cây cầu mới"',
    ),
    (
        "yaml.unquoted-hash", ARTICLE, '"Cây cầu mới"', 'Tin nhanh #5',
        "articles/cay-cau-moi.yaml:2:10",
        'Trong giá trị có dấu # mà không có ngoặc kép; đã giữ nguyên: Tin nhanh #5',
        'Để khỏi nhầm, hãy gõ: tieu_de: "Tin nhanh #5"',
        'To leave no doubt, type: tieu_de: "Tin nhanh #5"',
    ),
    (
        "yaml.quote-goes-on", ARTICLE, '"Cây cầu mới"', '"Cây cầu" mới',
        "articles/cay-cau-moi.yaml:2:10",
        'Giá trị bắt đầu bằng dấu nháy thẳng rồi còn viết tiếp; đã hiểu là: “Cây cầu” mới',
        'Để khỏi nhầm, hãy gõ: tieu_de: "“Cây cầu” mới"',
        'To leave no doubt, type: tieu_de: "“Cây cầu” mới"',
    ),
    (
        "yaml.unquoted-sign", ARTICLE, '"Cây cầu mới"', '@bến nước',
        "articles/cay-cau-moi.yaml:2:10",
        'Giá trị bắt đầu bằng dấu “@” mà không có ngoặc kép; đã hiểu là: @bến nước',
        'Để khỏi nhầm, hãy gõ: tieu_de: "@bến nước"',
        'To leave no doubt, type: tieu_de: "@bến nước"',
    ),
    (
        "yaml.comment-after-text", ARTICLE, '"Cây cầu mới"', 'Cây cầu # 5',
        "articles/cay-cau-moi.yaml:2:10",
        'Phần “# 5” được coi là ghi chú và không in.',
        'Nếu đó là chữ của bài, hãy gõ: tieu_de: "Cây cầu # 5"; nếu là ghi chú, hãy để hai dấu cách trước dấu #.',
        'If it belongs to the text, type: tieu_de: "Cây cầu # 5"; if it is a comment, put two spaces before the #.',
    ),
    (
        "yaml.folded-body", ARTICLE, 'noi_dung: |', 'noi_dung: >',
        "articles/cay-cau-moi.yaml:4:11",
        'Nội dung nhiều dòng không ghi sau dấu “|”; đã giữ nguyên các dòng.',
        'Hãy gõ “noi_dung: |” rồi xuống dòng, thụt vào 2 dấu cách.',
        'Type “noi_dung: |”, then lines indented by two spaces.',
    ),
    (
        "yaml.long-dash", ISSUE, '- {bai', '– {bai',
        "issue.yaml:5:3",
        'Đầu dòng là dấu “–”, không phải dấu gạch nối “-”.',
        'Để khỏi nhầm, hãy gõ: - {bai: cay-cau-moi, vi_tri: bài chính}',
        'To leave no doubt, type: - {bai: cay-cau-moi, vi_tri: bài chính}',
    ),
    (
        "yaml.not-text", ARTICLE, None, b'%PDF-1.7\n',
        "articles/cay-cau-moi.yaml",
        'Tệp này là tệp PDF, không phải tệp chữ.',
        'Hãy đổi đuôi tên tệp thành .pdf rồi chạy lại lệnh này; thông báo sau đó nói cách đưa nội dung vào bài.',
        'Make its name end with .pdf and run this again; the next message says how to bring it into an article.',
    ),
    (
        "yaml.no-space-after-dash", ISSUE, '- {bai', '-{bai',
        "issue.yaml:5:3",
        'Thiếu dấu cách sau dấu “-” ở đầu dòng.',
        'Để khỏi nhầm, hãy gõ: - {bai: cay-cau-moi, vi_tri: bài chính}',
        'To leave no doubt, type: - {bai: cay-cau-moi, vi_tri: bài chính}',
    ),
    (
        "schema.unknown-key", ARTICLE, 'chuyen_muc', 'chuyen_mc',
        "articles/cay-cau-moi.yaml:3:1",
        'Không có trường “chuyen_mc” ở tệp bài.',
        'Có phải là “chuyen_muc”? Hãy gõ: chuyen_muc: …',
        'Did you mean “chuyen_muc”? Type: chuyen_muc: …',
    ),
    (
        "schema.duplicate-key", ARTICLE, 'chuyen_muc: doi-song', 'title: "Cầu"',
        "articles/cay-cau-moi.yaml:3:1",
        'Trường “title” đã được ghi ở dòng 2 (“tieu_de”).',
        'Hãy giữ một dòng và xóa dòng kia.',
        'Keep one of the two lines and delete the other.',
    ),
    (
        "schema.missing", ARTICLE, 'tieu_de: "Cây cầu mới"\n', '',
        "articles/cay-cau-moi.yaml:1:1",
        'Thiếu trường “tieu_de” (Tiêu đề) ở tệp bài.',
        'Hãy thêm dòng: tieu_de: "Tiêu đề của bài"',
        'Add the line: tieu_de: "Tiêu đề của bài"',
    ),
    (
        "schema.empty", ARTICLE, '"Cây cầu mới"', '""',
        "articles/cay-cau-moi.yaml:2:10",
        'Trường “tieu_de” để trống.',
        'Hãy gõ, ví dụ: tieu_de: "Tiêu đề của bài"',
        'Type, for example: tieu_de: "Tiêu đề của bài"',
    ),
    (
        "schema.not-text", ARTICLE, '"Cây cầu mới"', '\n  - a\n  - b',
        "articles/cay-cau-moi.yaml:3:3",
        '“tieu_de” phải là một dòng chữ, không phải danh sách hay nhóm.',
        'Hãy gõ, ví dụ: tieu_de: "Tiêu đề của bài"',
        'Type, for example: tieu_de: "Tiêu đề của bài"',
    ),
    (
        "schema.not-a-group", ARTICLE, 'chuyen_muc', 'ma_qr: [a]\nchuyen_muc',
        "articles/cay-cau-moi.yaml:3:8",
        '“ma_qr” phải là một nhóm các trường.',
        'Hãy gõ, ví dụ: ma_qr: {dia_chi: "https://binhhai.example/tin/311"}',
        'Type, for example: ma_qr: {dia_chi: "https://binhhai.example/tin/311"}',
    ),
    (
        "schema.not-a-number", ISSUE, 'so: 18', 'so: mười tám',
        "issue.yaml:2:5",
        '“mười tám” không phải là số nguyên.',
        'Hãy gõ, ví dụ: so: 18',
        'Type, for example: so: 18',
    ),
    (
        "schema.not-a-decimal", PUBLICATION, 'ky_han', 'ban_in: {nha_in: {tran_le: 3mm}}\nky_han',
        "publication.yaml:4:28",
        '“3mm” không phải là một số.',
        'Hãy gõ, ví dụ: tran_le: 5',
        'Type, for example: tran_le: 5',
    ),
    (
        "schema.out-of-range", ISSUE, 'so: 18', 'in: {so_luong: 0}\nso: 18',
        "issue.yaml:2:16",
        '“so_luong” là 0, ngoài khoảng 1–9999999.',
        'Hãy gõ một số từ 1 đến 9999999, ví dụ: so_luong: 600',
        'Type a number from 1 to 9999999, for example: so_luong: 600',
    ),
    (
        "schema.not-yes-no", ARTICLE, 'chuyen_muc', 'ai: {used: có lẽ}\nchuyen_muc',
        "articles/cay-cau-moi.yaml:3:12",
        '“có lẽ” không phải là có hoặc không.',
        'Hãy gõ, ví dụ: used: không',
        'Type, for example: used: không',
    ),
    (
        "schema.not-a-choice", ARTICLE, 'chuyen_muc', 'trang_thai: đã duyêt xong\nchuyen_muc',
        "articles/cay-cau-moi.yaml:3:13",
        '“đã duyêt xong” không phải là giá trị của “trang_thai”.',
        'Hãy gõ: trang_thai: đã duyệt',
        'Type: trang_thai: đã duyệt',
    ),
    (
        "date.form", ISSUE, '20/11/2026', '20 tháng 11',
        "issue.yaml:3:7",
        '“20 tháng 11” không phải là ngày.',
        'Hãy gõ ngày/tháng/năm, ví dụ: ngay: 20/11/2026',
        'Type day/month/year, for example: ngay: 20/11/2026',
    ),
    (
        "date.time-form", ARTICLE, 'chuyen_muc', 'ngay_dang: 15 giờ chiều\nchuyen_muc',
        "articles/cay-cau-moi.yaml:3:12",
        '“15 giờ chiều” không phải là ngày giờ.',
        'Hãy gõ ngày/tháng/năm giờ:phút, ví dụ: ngay_dang: 17/11/2026 15:00',
        'Type day/month/year hour:minute, for example: ngay_dang: 17/11/2026 15:00',
    ),
    (
        "date.no-such-day", ISSUE, '20/11/2026', '31/11/2026',
        "issue.yaml:3:7",
        'Không có ngày 31/11/2026 trong lịch.',
        'Hãy kiểm tra lại ngày, tháng, năm và giờ (ngày đứng trước tháng).',
        'Check day, month, year and time (the day comes before the month).',
    ),
    (
        "date.weekday", ISSUE, '20/11/2026', 'Thứ Hai, 20/11/2026',
        "issue.yaml:3:7",
        'Ngày 20/11/2026 là Thứ Sáu, không phải Thứ Hai.',
        'Hãy gõ “Thứ Sáu, 20/11/2026”, hoặc sửa lại ngày.',
        'Type “Thứ Sáu, 20/11/2026”, or correct the date.',
    ),
    (
        "date.order", ISSUE, 'sap_xep', 'thoi_gian: {tu: 20/11/2026, den: 13/11/2026}\nsap_xep',
        "issue.yaml:4:34",
        '“den_ngay” (13/11/2026) sớm hơn “tu_ngay” (20/11/2026).',
        'Hãy đổi chỗ hai ngày hoặc sửa ngày gõ nhầm.',
        'Swap the two dates or correct the wrong one.',
    ),
    (
        "schema.too-long", ARTICLE, 'chuyen_muc', 'tit_ngan: Hai mươi mô hình từ những việc rất nhỏ của bà con\nchuyen_muc',
        "articles/cay-cau-moi.yaml:3:11",
        '“tit_ngan” dài 49 ký tự, nhiều nhất là 45.',
        'Hãy bớt ít nhất 4 ký tự.',
        'Shorten it by at least 4 characters.',
    ),
    (
        "schema.pattern", ARTICLE, 'ma: cay-cau-moi', 'ma: Cây cầu mới',
        "articles/cay-cau-moi.yaml:1:5",
        '“Cây cầu mới” không đúng dạng của “ma”.',
        'Hãy gõ: ma: cay-cau-moi',
        'Type: ma: cay-cau-moi',
    ),
    (
        "schema.url", ARTICLE, 'chuyen_muc', 'nguon: {ten: Cổng, url: bennuoc.example/tin/1}\nchuyen_muc',
        "articles/cay-cau-moi.yaml:3:25",
        '“bennuoc.example/tin/1” không phải là địa chỉ mạng dùng được: thiếu https:// ở đầu.',
        'Hãy gõ địa chỉ đầy đủ, ví dụ: url: https://bennuoc.example/tin/1',
        'Type the full address, for example: url: https://bennuoc.example/tin/1',
    ),
    (
        "schema.crop", ARTICLE, 'mo_ta_anh', 'khung_cat: [90, 0, 10, 100], mo_ta_anh',
        "articles/cay-cau-moi.yaml:9:71",
        'Phần ảnh được dùng không có đủ bề rộng hoặc bề cao.',
        'Hãy gõ, thí dụ: khung_cat: [10, 0, 90, 100]',
        'Type, for example: crop: [10, 0, 90, 100]',
    ),
    (
        "schema.focus", ARTICLE, 'mo_ta_anh', 'tam_diem: giữa, mo_ta_anh',
        "articles/cay-cau-moi.yaml:9:70",
        '“giữa” không phải là một điểm trên ảnh.',
        'Hãy gõ, ví dụ: tam_diem: [50, 40]',
        'Type, for example: tam_diem: [50, 40]',
    ),
    (
        "schema.control-character", ARTICLE, '"Cây cầu mới"', '"Cây\\x07 cầu"',
        "articles/cay-cau-moi.yaml:2:10",
        'Trong “tieu_de” có ký tự điều khiển U+0007.',
        'Hãy bỏ ký tự này (thường ghi là \\x…, \\u… trong ngoặc kép).',
        'Remove it (usually written as \\x… or \\u… in quotes).',
    ),
    (
        "schema.empty-list", ISSUE, 'sap_xep:\n  - {bai: cay-cau-moi, vi_tri: bài chính}', 'sap_xep: []',
        "issue.yaml:4:10",
        '“sap_xep” không có dòng nào.',
        'Hãy thêm dòng: sap_xep: [{bai: "bai-mau"}]',
        'Add the line: sap_xep: [{bai: "bai-mau"}]',
    ),
    (
        "reference.photo", ARTICLE, '![[anh-1]]', 'Chữ ![[anh1]]',
        "articles/cay-cau-moi.yaml:7:7",
        'Trong bài có ![[anh1]] nhưng không có ảnh nào mang mã “anh1”.',
        'Có phải là “anh-1”? Hãy gõ: ![[anh-1]]',
        'Did you mean “anh-1”? Type: ![[anh-1]]',
    ),
    (
        "reference.duplicate-id", ARTICLE, 'anh:\n', 'anh:\n  - {ma: anh-1, tep: photos/cau.jpg, chu_thich: a, mo_ta_anh: b}\n',
        "articles/cay-cau-moi.yaml:10:10",
        'Mã “anh-1” đã dùng ở articles/cay-cau-moi.yaml:9:10.',
        'Hãy đổi một trong hai mã, ví dụ: ma: anh-1-2',
        'Change one of the two, for example: ma: anh-1-2',
    ),
    (
        "reference.not-placed", 'articles/b.yaml', None, 'ma: tin-hai\ntieu_de: T\nnoi_dung: x\n',
        "articles/b.yaml:1:5",
        'Bài “tin-hai” không có trong trình tự in (sap_xep) của issue.yaml.',
        'Nếu muốn in, hãy thêm vào mục sap_xep của issue.yaml, ngay dưới dòng 5, một dòng bắt đầu bằng 2 dấu cách: “  - {bai: tin-hai, vi_tri: tin}”',
        'To print it, add to sap_xep in issue.yaml, just below line 5, a line that begins with 2 spaces: “  - {bai: tin-hai, vi_tri: tin}”',
    ),
    (
        "reference.no-article", ISSUE, 'cay-cau-moi', 'cay-cau-mo',
        "issue.yaml:5:11",
        'Không có bài nào mang mã “cay-cau-mo” trong thư mục articles.',
        'Có phải là “cay-cau-moi”? Hãy gõ: bai: cay-cau-moi',
        'Did you mean “cay-cau-moi”? Type: article: cay-cau-moi',
    ),
    (
        "reference.placed-twice", ISSUE, 'sap_xep:', 'sap_xep:\n  - cay-cau-moi',
        "issue.yaml:6:11",
        'Bài “cay-cau-moi” đã được xếp ở dòng 5.',
        'Hãy xóa một trong hai dòng.',
        'Delete one of the two lines.',
    ),
    (
        "reference.no-section", ARTICLE, 'doi-song', 'doi-sog',
        "articles/cay-cau-moi.yaml:3:13",
        'Không có chuyên mục “doi-sog” trong publication.yaml.',
        'Có phải là “doi-song”? Hãy gõ: chuyen_muc: doi-song',
        'Did you mean “doi-song”? Type: section: doi-song',
    ),
    (
        "reference.not-beside", ISSUE, "vi_tri: bài chính", "canh_bai: ben-song",
        "issue.yaml:5:34",
        'Không in được cạnh bài “ben-song”.',
        'Hãy gõ mã của một bài trong trình tự in.',
        'Type the id of a story in the flatplan.',
    ),
    (
        "reference.other-publication", ISSUE, 'ben-nuoc', 'ben-nuoc-2',
        "issue.yaml:1:10",
        'Số báo thuộc bản tin “ben-nuoc-2”, nhưng publication.yaml tìm thấy là của “ben-nuoc”.',
        'Hãy gõ: an_pham: ben-nuoc; hoặc chuyển số báo vào đúng thư mục của bản tin.',
        'Type: publication: ben-nuoc; or move the issue into the folder of its bulletin.',
    ),
    (
        "path.form", ARTICLE, 'photos/cau.jpg', '../cau.jpg',
        "articles/cay-cau-moi.yaml:9:22",
        'Đường dẫn “../cau.jpg” không dùng được: không dùng . hoặc .. làm tên thư mục.',
        'Hãy chép tệp vào thư mục photos rồi gõ, ví dụ: tep: photos/cau.jpg',
        'Copy the file into the folder photos and type, for example: tep: photos/cau.jpg',
    ),
    (
        "path.case", ARTICLE, 'photos/cau.jpg', 'photos/Cau.JPG',
        "articles/cay-cau-moi.yaml:9:22",
        'Không có tệp “photos/Cau.JPG”, nhưng có “photos/cau.jpg”.',
        'Hãy gõ: tep: photos/cau.jpg',
        'Type: tep: photos/cau.jpg',
    ),
    (
        "path.missing", ARTICLE, 'photos/cau.jpg', 'photos/caau.jpg',
        "articles/cay-cau-moi.yaml:9:22",
        'Không có tệp “photos/caau.jpg” trong thư mục.',
        'Có lẽ tệp chưa được chép: hãy chép nó vào thư mục photos. Hay tên gõ nhầm, ý là “photos/cau.jpg”? Nếu đúng thế, hãy gõ: tep: photos/cau.jpg',
        'It was probably not copied: copy it into the folder photos. Or is the name a slip for “photos/cau.jpg”? If so, type: tep: photos/cau.jpg',
    ),
    (
        "path.backslash", ARTICLE, 'photos/cau.jpg', r'photos\cau.jpg',
        "articles/cay-cau-moi.yaml:9:22",
        'Trong đường dẫn “photos\\cau.jpg” có dấu \\ thay cho dấu /.',
        'Chỉ cần đổi dấu, hãy gõ: tep: photos/cau.jpg',
        'Only the sign is to be changed; type: tep: photos/cau.jpg',
    ),
    (
        "photo.used-twice", ARTICLE, 'anh:\n', 'anh:\n  - {ma: anh-0, tep: photos/cau.jpg, chu_thich: a, mo_ta_anh: b}\n',
        "articles/cay-cau-moi.yaml:10:22",
        'Ảnh “photos/cau.jpg” đã được dùng ở articles/cay-cau-moi.yaml:9:22.',
        'Hãy gõ tên tệp của ảnh đúng ở đây, hoặc bỏ một trong hai chỗ.',
        'Type the name of the right file here, or drop one of the two.',
    ),
    (
        "photo.not-used", 'photos/bien.jpg', None, 'x',
        "photos/bien.jpg",
        'Ảnh “photos/bien.jpg” nằm trong thư mục nhưng không bài nào dùng.',
        'Nếu muốn in, hãy thêm vào mục anh của một bài: - {ma: bien, tep: "photos/bien.jpg", chu_thich: "…", mo_ta_anh: "…"}',
        'To print it, add it to an article\'s photos: - {ma: bien, tep: "photos/bien.jpg", chu_thich: "…", mo_ta_anh: "…"}',
    ),
    (
        "file.not-an-article", 'articles/bai-hai.yaml.txt', None, 'ma: bai-hai\n',
        "articles/bai-hai.yaml.txt",
        'Tệp “articles/bai-hai.yaml.txt” không được đọc: tên tệp không kết thúc bằng .yaml.',
        'Hãy đổi tên articles/bai-hai.yaml.txt thành articles/bai-hai.yaml. Windows có thể đang giấu phần đuôi; bật “File name extensions” để thấy.',
        'Rename articles/bai-hai.yaml.txt to articles/bai-hai.yaml. Windows may hide the ending; switch on “File name extensions” to see it.',
    ),
    (
        "file.second-copy", 'articles/cay-cau-moi (1).yaml', None, 'ma: cay-cau-moi\n',
        "articles/cay-cau-moi (1).yaml",
        'Tệp “articles/cay-cau-moi (1).yaml” là bản thứ hai của “articles/cay-cau-moi.yaml” nên không được đọc.',
        'Hãy so hai tệp, chép chữ còn thiếu sang articles/cay-cau-moi.yaml, rồi xóa articles/cay-cau-moi (1).yaml. Nếu là bài khác, hãy gõ trong đó: ma: cay-cau-moi-2',
        'Compare both files, copy what is missing to articles/cay-cau-moi.yaml, then delete articles/cay-cau-moi (1).yaml. If it is another story, type in it: id: cay-cau-moi-2',
    ),
    (
        "file.like-a-copy", 'articles/cay-cau-moi - Copy.yaml', None, 'ma: cay-khac\ntieu_de: Cây khác\nnoi_dung: |\n  Một câu.\n',
        "articles/cay-cau-moi - Copy.yaml",
        'Tệp “articles/cay-cau-moi - Copy.yaml” có tên như bản thứ hai của “articles/cay-cau-moi.yaml”, nhưng là bài khác (mã “cay-khac”) nên vẫn được đọc.',
        'Hãy đổi tên tệp thành articles/cay-khac.yaml',
        'Rename the file articles/cay-khac.yaml',
    ),
    (
        "reference.photo-twice", ARTICLE, 'Sáng sớm bà con qua cầu.', '![[anh-1]]',
        "articles/cay-cau-moi.yaml:7:3",
        '![[anh-1]] đã có ở dòng 5.',
        'Hãy xóa một trong hai dòng, hoặc gõ mã của ảnh khác.',
        'Delete one of the two, or type the id of another photo.',
    ),
    (
        "reference.photo-without-place", ARTICLE, 'mo_ta_anh: "Cây cầu"}\n', 'mo_ta_anh: "Cây cầu"}\n  - {ma: anh-2, tep: photos/cau.jpg, chu_thich: a, mo_ta_anh: b}\n',
        "articles/cay-cau-moi.yaml:10:10",
        'Trong bài không có ![[anh-2]].',
        'Nếu muốn ảnh gần một đoạn, hãy viết thành một đoạn riêng ở đó: ![[anh-2]]',
        'To have it near a paragraph, write there as a paragraph of its own: ![[anh-2]]',
    ),
    (
        "yaml.quotes-inside", ARTICLE, '"Cây cầu mới"', '"Cây cầu "Hữu Nghị" mới"',
        "articles/cay-cau-moi.yaml:2:10",
        'Trong giá trị đặt trong dấu nháy lại có dấu nháy; đã hiểu là: Cây cầu “Hữu Nghị” mới',
        'Để khỏi nhầm, hãy gõ: tieu_de: "Cây cầu “Hữu Nghị” mới"',
        'To leave no doubt, type: tieu_de: "Cây cầu “Hữu Nghị” mới"',
    ),
    (
        "yaml.quote-unclosed", ARTICLE, '"Cây cầu mới"', '"Bến Nước: cây cầu mới',
        "articles/cay-cau-moi.yaml:2:10",
        'Dấu nháy mở ở đầu giá trị không được đóng; đã hiểu là: Bến Nước: cây cầu mới',
        'Để khỏi nhầm, hãy gõ: tieu_de: "Bến Nước: cây cầu mới"',
        'To leave no doubt, type: tieu_de: "Bến Nước: cây cầu mới"',
    ),
    (
        "yaml.curly-quotes", ARTICLE, '"Cây cầu mới"', '“Cây cầu mới”',
        "articles/cay-cau-moi.yaml:2:10",
        'Dấu nháy cong bao trọn giá trị được coi là dấu nháy của YAML và không in; đã hiểu là: Cây cầu mới',
        'Nếu không in dấu nháy, hãy gõ: tieu_de: "Cây cầu mới"; nếu muốn in, hãy gõ: tieu_de: "“Cây cầu mới”"',
        'If the quotes are not to be printed, type: tieu_de: "Cây cầu mới"; if they are, type: tieu_de: "“Cây cầu mới”"',
    ),
    (
        "yaml.backslash", ARTICLE, '"Cây cầu mới"', r'"Tỉ lệ 50\50"',
        "articles/cay-cau-moi.yaml:2:10",
        'Trong ngoặc kép có dấu \\ ; đã giữ nguyên: Tỉ lệ 50\\50',
        "Để khỏi nhầm, hãy gõ: tieu_de: 'Tỉ lệ 50\\50'",
        "To leave no doubt, type: tieu_de: 'Tỉ lệ 50\\50'",
    ),
    (
        "yaml.wide-colon", ARTICLE, 'tieu_de: ', 'tieu_de：',
        "articles/cay-cau-moi.yaml:2:8",
        'Sau “tieu_de” là dấu hai chấm rộng (U+FF1A), không phải dấu hai chấm thường.',
        'Để khỏi nhầm, hãy gõ: tieu_de: "Cây cầu mới"',
        'To leave no doubt, type: tieu_de: "Cây cầu mới"',
    ),
    (
        "yaml.not-indented", ARTICLE, '\n  ![[anh-1]]', '\nNgười già đi chậm hơn.\n  ![[anh-1]]',
        "articles/cay-cau-moi.yaml:7:1",
        'Dòng này không thụt vào nên không thuộc “noi_dung” ở dòng 4.',
        'Hãy gõ 2 dấu cách ở đầu mỗi dòng ấy, trước “Người già đi chậm hơn.”.',
        'Type 2 spaces at the start of each such line, before “Người già đi chậm hơn.”.',
    ),
    (
        "schema.placeholder", ARTICLE, '"Cây cầu mới"', '"Tiêu đề của bài"',
        "articles/cay-cau-moi.yaml:2:10",
        '“tieu_de” vẫn là chữ mẫu: Tiêu đề của bài',
        'Hãy gõ nội dung thật thay cho chữ mẫu.',
        'Type the real words instead.',
    ),
    (
        "article.long-title", ARTICLE, '"Cây cầu mới"', '"Đảng ủy phường Bến Nước: Sơ kết sáu tháng thực hiện Nghị quyết Đại hội lần thứ I"',
        "articles/cay-cau-moi.yaml:2:10",
        'Tiêu đề dài 80 ký tự mà bài không có tiêu đề ngắn.',
        'Nếu muốn ngắn hơn, hãy thêm dòng: tit_ngan: "Sơ kết sáu tháng thực hiện Nghị quyết Đại hội"',
        'For a shorter one, add the line: tit_ngan: "Sơ kết sáu tháng thực hiện Nghị quyết Đại hội"',
    ),
]  # fmt: skip
ELSEWHERE = {
"file.not-a-folder",     "schema.measures", "file.no-folder", "file.no-issue", "file.inside-issue", "file.no-publication", "file.not-regular", "file.unreadable",
    "file.too-many-articles", "file.exists", "file.cannot-write", "path.link", "path.hard-link", "path.not-a-file", "path.private",
}  # fmt: skip
ALL_RULES = {
    rule.id: rule for module in (files, schema, yaml) for rule in vars(module).values() if isinstance(rule, Rule)
}


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "place", "what", "remedy", "english"), TABLE, ids=[row[0] for row in TABLE]
)
def test_message(
    office: Office,
    rule: str,
    file: str,
    old: str | None,
    new: str | bytes,
    place: str,
    what: str,
    remedy: str,
    english: str,
) -> None:
    if old is None:
        office.write(file, new)
    else:
        assert isinstance(new, str)
        office.replace(file, old, new)
    found = [f for f in office.findings() if f.rule.id == rule]
    assert [str(f.place) for f in found] == [place]
    assert found[0].what() == what
    assert found[0].remedy() == remedy
    assert found[0].remedy("en") == english
    assert found[0].why()
    assert (office.load().issue is None) == (found[0].severity == "error")


def test_every_rule_is_in_a_table() -> None:
    assert {row[0] for row in TABLE} | ELSEWHERE == set(ALL_RULES)
    assert len(TABLE) == len({row[0] for row in TABLE})


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=list(ALL_RULES))
def test_both_languages_fill_in_the_same_values(rule: Rule) -> None:
    def names(text: str) -> set[str]:
        fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        return {name.removesuffix("_vi").removesuffix("_en") for name in fields} - {"vi", "en"}

    for text in (rule.what, rule.why, rule.remedy):
        assert text.vi
        assert text.en
        assert names(text.vi) == names(text.en)


def test_messages_about_files(office: Office, tmp_path: Path) -> None:
    (office.folder / "photos" / "link.jpg").symlink_to(office.folder / "photos" / "cau.jpg")
    (office.folder / "photos" / "hard.jpg").hardlink_to(office.folder / "photos" / "cau.jpg")
    (office.folder / "articles" / "x.yaml").symlink_to(tmp_path)

    def line(typed: str) -> str:
        found = jail.resolve(office.folder, typed)
        assert not isinstance(found, Path)
        return f"{found.rule.id}: {found.what()} {found.remedy()}"

    assert line("photos/link.jpg") == (
        "path.link: “photos/link.jpg” là liên kết, không phải tệp thật. "
        "Hãy chép tệp vào thư mục photos rồi gõ, ví dụ: tep: photos/anh-1.jpg"
    )
    assert line("photos/hard.jpg") == (
        "path.hard-link: “photos/hard.jpg” là liên kết cứng: nội dung có 2 tên trên ổ đĩa. "
        "Hãy chép (copy) tệp thành một tệp riêng trong thư mục photos."
    )
    assert line("photos") == (
        "path.not-a-file: “photos” không phải là tệp thường (thư mục / folder). "
        "Hãy chép tệp vào thư mục photos rồi gõ, ví dụ: tep: photos/anh-1.jpg"
    )
    found = [f"{f.place} {f.what()} {f.remedy()}" for f in office.findings() if f.is_(files.NOT_REGULAR)]
    assert found == [
        "articles/x.yaml “articles/x.yaml” không phải là tệp thường (liên kết / link). "
        "Hãy thay liên kết bằng chính thứ nó chỉ tới: cp -rL {0} {0}-cu && rm {0} && mv {0}-cu {0}".format(
            f"{office.folder}/articles/x.yaml"
        )
    ]
