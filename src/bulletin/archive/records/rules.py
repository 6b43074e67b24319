"""What can be wrong with numbering, deposit and print run."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

GAP = Rule(
    "records.gap", Severity.WARNING,
    Text("Năm {year} thiếu số: {numbers}.", "Numbers missing in {year}: {numbers}."),
    Text("Sổ đăng ký phải liền số; số thiếu là chưa lưu hoặc chưa ra.",
         "A register has no holes; what is missing was not kept or never appeared."),
    Text("Lưu số thiếu: bulletin keep THƯ_MỤC, hoặc bulletin keep --import TỆP.pdf --number N --date NGÀY.",
         "Keep it: bulletin keep FOLDER, or bulletin keep --import FILE.pdf --number N --date DATE."),
)  # fmt: skip
GAP_TOTAL = Rule(
    "records.gap-total", Severity.WARNING,
    Text("Số thứ tự từ số đầu tiên bị thiếu: {numbers}.", "Running numbers missing: {numbers}."),
    Text("Giữa hai số liền nhau, số thứ tự chung phải hơn kém nhau một.", "Running numbers rise by one."),
    Text("Xem lại so: {{tong: …}} trong issue.yaml của các số bên cạnh.",
         "Look at so: {{tong: …}} in the issue.yaml of the neighbours."),
)  # fmt: skip
DOUBLE = Rule(
    "records.double", Severity.WARNING,
    Text("Hai số báo cùng mang {what}: {issues}.", "Two issues have the same {what_en}: {issues}."),
    Text("Bạn đọc và cơ quan quản lý không phân biệt được hai số ấy.", "Nobody can tell them apart."),
    Text("Sửa số trong issue.yaml của số sai, dựng lại và lưu lại với --reason.",
         "Correct the number in issue.yaml, build again and keep with --reason."),
)  # fmt: skip
UNREADABLE = Rule(
    "records.unreadable", Severity.WARNING,
    Text("“{id}” chưa vào sổ: {what}", "“{id}” is not in the register: {what_en}"),
    Text("Tệp ghi chép của số này bị hỏng.", "Its records are damaged."),
    Text("Gõ: bulletin verify.", "Type: bulletin verify."), ExitCode.DAMAGED,
)  # fmt: skip
NO_ISSUE = Rule(
    "records.no-issue", Severity.ERROR,
    Text("Không rõ “{word}” là số báo nào.", "“{word}” is not an issue of this archive."),
    Text("Kho có: {known}.", "It holds: {known}."),
    Text("Gõ mã trong kho (thí dụ {example}), số/năm (46/2026), hoặc thư mục của số báo.",
         "Type an id ({example}), number/year (46/2026), or the folder of an issue."),
    ExitCode.USAGE,
)  # fmt: skip
SEVERAL = Rule(
    "records.several", Severity.ERROR,
    Text("Có nhiều số {word}: {known}.", "There are several issues {word}: {known}."),
    Text("Mỗi năm có một số mang số ấy.", "Each year has one."),
    Text("Gõ cả năm, thí dụ {example}.", "Type the id, for instance {example}."), ExitCode.USAGE,
)  # fmt: skip
COPIES_DIFFER = Rule(
    "records.copies-differ", Severity.ERROR,
    Text("In {copies} bản mà danh sách phân phối cộng lại là {sum} ({difference}).",
         "{copies} copies are printed but the distribution list adds up to {sum} ({difference})."),
    Text("Có bản in không rõ đi đâu, hoặc có nơi không đủ bản.", "Copies would be left over, or somebody gets none."),
    Text("Sửa phan_phoi trong publication.yaml, hoặc gõ lại với --copies {sum}. Bản dư cơ quan giữ cũng là một dòng: "
         "{{noi_nhan: Lưu, so_ban: …, loai: lưu}}.",
         "Correct phan_phoi in publication.yaml, or type --copies {sum}. Spare copies are a line of their own."),
    ExitCode.REFUSED,
)  # fmt: skip
NO_DISTRIBUTION = Rule(
    "records.no-distribution", Severity.ERROR,
    Text("Chưa có danh sách phân phối nên không làm được phiếu giao nhận.",
         "There is no distribution list, so there is no sheet to sign."),
    Text("publication.yaml không có khóa phan_phoi.", "publication.yaml has no key phan_phoi."),
    Text("Thêm vào publication.yaml: phan_phoi: [{{noi_nhan: Tổ dân phố số 1, so_ban: 60, loai: tổ dân phố}}]",
         "Add to publication.yaml: phan_phoi: [{{noi_nhan: …, so_ban: 60, loai: other}}]"),
)  # fmt: skip
RUN_DIFFERS = Rule(
    "records.run-differs", Severity.WARNING,
    Text("Lệnh ghi {copies} bản, còn sổ in (print-run.jsonl) ghi {printed} bản.",
         "You say {copies} copies, print-run.jsonl says {printed}."),
    Text("Sổ in do bulletin print ghi lúc máy nhận bản in.", "bulletin print writes it as jobs are taken."),
    Text("Nếu in thêm ở nơi khác thì không sao; nếu không, ghi lại với --copies {printed}.",
         "Fine when more was printed elsewhere; if not, record again with --copies {printed}."),
)  # fmt: skip
RUN_BROKEN = Rule(
    "records.run-broken", Severity.WARNING,
    Text("Dòng {line} của {file} không đọc được.", "Line {line} of {file} cannot be read."),
    Text("Bản in ghi ở dòng này không được cộng vào.", "Its copies are not counted."),
    Text("Ghi số bản bằng --copies.", "Say the copies with --copies."),
)  # fmt: skip
NO_COPIES = Rule(
    "records.no-copies", Severity.ERROR,
    Text("Chưa biết “{id}” in bao nhiêu bản, ở đâu.", "The print run of “{id}” is not known."),
    Text("Không có --copies, --printer và cạnh issue.yaml không có sổ in của bulletin print.",
         "There is no --copies, no --printer, and no record of bulletin print beside issue.yaml."),
    Text("Gõ: bulletin print-run {id} --copies 600 --printer \"Công ty in …\" --date 19/11/2026",
         "Type: bulletin print-run {id} --copies 600 --printer \"…\" --date 19/11/2026"),
    ExitCode.USAGE,
)  # fmt: skip
BAD_RECEIPT = Rule(
    "records.bad-receipt", Severity.ERROR,
    Text("Không nhận được biên nhận “{file}”.", "The receipt “{file}” cannot be taken."),
    Text("Chỉ lưu ảnh hoặc PDF (jpg, png, tif, pdf), không rỗng và không quá 50 MB.",
         "A picture or PDF is kept (jpg, png, tif, pdf), not empty and at most 50 MB."),
    Text("Quét lại thành PDF hoặc JPG rồi gõ lại lệnh.", "Scan it to PDF or JPG and type the command again."),
)  # fmt: skip
