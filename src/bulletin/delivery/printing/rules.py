"""Findings on printing: why a queue cannot print an issue as its build advises, and what to do instead."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

BY_HAND = Text(
    "In bằng tay theo các bước dưới đây; sửa máy in xong thì gõ lại lệnh.",
    "Print by hand with the steps below; once the printer works, type the command again.",
)


def _refused(name: str, what: Text, why: Text, remedy: Text, code: ExitCode = ExitCode.REFUSED) -> Rule:
    return Rule(f"print.{name}", Severity.ERROR, what, why, remedy, code)


NO_CUPS = _refused(
    "no-cups",
    Text("Máy tính này không có dịch vụ in (CUPS) trả lời ở {where}: {reason}.",
         "No print service (CUPS) answers at {where}: {reason}."),
    Text("Chương trình gửi bản in qua CUPS.", "The program prints through CUPS."),
    BY_HAND, ExitCode.MISSING_TOOL,
)  # fmt: skip
NO_QUEUE = _refused(
    "no-queue",
    Text("Dịch vụ in (CUPS) trên máy này chưa có máy in nào.",
         "The print service (CUPS) of this computer has no printer."),
    Text("Phải khai máy in một lần trong phần cài đặt của máy tính.",
         "A printer must be set up once in the computer's settings."),
    BY_HAND, ExitCode.MISSING_TOOL,
)  # fmt: skip
UNKNOWN_QUEUE = _refused(
    "unknown-queue",
    Text("Không có máy in tên “{queue}”. Các máy in: {queues}.", "There is no printer “{queue}”. Printers: {queues}."),
    Text("Tên phải đúng như trong phần cài đặt máy in.", "The name must be that of the printer settings."),
    Text("Gõ --printer với một tên trong danh sách ấy.", "Type --printer with a name of that list."),
    ExitCode.USAGE,
)  # fmt: skip
CHOOSE_QUEUE = _refused(
    "choose-queue",
    Text("Có nhiều máy in và chưa máy nào được đặt làm mặc định: {queues}.",
         "There are several printers and none is the default: {queues}."),
    Text("Chương trình không tự chọn máy thay anh/chị.", "The program does not choose one for you."),
    Text("Gõ --printer với một tên trong danh sách ấy.", "Type --printer with a name of that list."),
    ExitCode.USAGE,
)  # fmt: skip
NO_ANSWER = _refused(
    "no-answer",
    Text("Máy in “{queue}” không trả lời: {reason}.", "The printer “{queue}” does not answer: {reason}."),
    Text("Máy có thể đang tắt, hoặc dây mạng bị rút.", "It may be off or unplugged."), BY_HAND,
    ExitCode.MISSING_TOOL,
)  # fmt: skip
NO_OFFICE = _refused(
    "no-office",
    Text("Số báo này được dựng mà không có bản in ở cơ quan ({edition}).",
         "This issue was built without the office edition ({edition})."),
    Text("Chỉ bản ấy được chuẩn bị cho máy photo.", "Only that edition is prepared for a copier."),
    Text("Dựng lại: bulletin build THƯ_MỤC --editions screen,office",
         "Build again: bulletin build FOLDER --editions screen,office"),
)  # fmt: skip
NO_SETTINGS = _refused(
    "no-settings",
    Text("release.json không ghi cách in tệp {file}.", "release.json does not say how to print {file}."),
    Text("Số báo được dựng bằng bản chương trình cũ, hoặc trang của nó lớn hơn giấy A3.",
         "The issue was built by an older version of the program, or its pages are larger than A3."),
    Text("Dựng lại: bulletin build THƯ_MỤC. Trang lớn hơn A3 thì gửi nhà in.",
         "Build again: bulletin build FOLDER. Pages larger than A3 go to a print shop."),
)  # fmt: skip
NO_PAPER = _refused(
    "no-paper",
    Text("Máy in “{queue}” không có khổ giấy {paper}. Máy có: {offered}.",
         "The printer “{queue}” does not take {paper}. It takes: {offered}."),
    Text("In {paper} trên giấy khác sẽ bị cắt mất mép hoặc thu nhỏ; chưa in gì.",
         "On other paper the pages would be cut or made smaller; nothing was printed."),
    Text("Chọn máy in khác bằng --printer; hoặc ghi “to_giay: a4” và “thu_vua: có” dưới ban_in, may_photo, rồi "
         "dựng lại.",
         "Choose another printer with --printer; or type “sheet: a4” and “fit: yes” under outputs, office, and build "
         "again."),
)  # fmt: skip
NO_PDF = _refused(
    "no-pdf",
    Text("Máy in “{queue}” không nhận tệp PDF.", "The printer “{queue}” takes no PDF."),
    Text("Máy này cần trình điều khiển trong CUPS chuyển PDF thành dữ liệu của nó.",
         "It needs a driver in CUPS that turns PDF into its own data."),
    Text("Khai máy này trong phần cài đặt máy in, rồi gõ --printer với tên ở đó.",
         "Set it up in the printer settings and type --printer with its name there."),
)  # fmt: skip
WRONG_FLIP = _refused(
    "wrong-flip",
    Text("Máy in “{queue}” in hai mặt nhưng chỉ lật theo {has}, còn tệp cần lật theo {needs}.",
         "The printer “{queue}” prints two-sided but flips on the {has_en} only; the file needs the {needs_en}."),
    Text("In như vậy thì mặt sau ngược đầu; chưa in gì.", "The backs would stand on their heads; nothing was printed."),
    Text("Ghi “lat_canh: {has}” dưới ban_in, may_photo rồi dựng lại.",
         "Type “flip: {word}” under outputs, office, and build again."),
)  # fmt: skip
NOT_READY = _refused(
    "not-ready",
    Text("Máy in “{queue}” đang không nhận bản in: {reason}.", "The printer “{queue}” takes no jobs now: {reason}."),
    Text("Bản in sẽ nằm chờ mà không ai biết; chưa gửi gì.", "A job would wait unseen; nothing was sent."),
    Text("Bật lại máy in trong phần cài đặt máy in (hoặc gõ: cupsenable {queue}; cupsaccept {queue}), rồi gõ lại lệnh.",
         "Resume the printer in the printer settings (or type: cupsenable {queue}; cupsaccept {queue}) and try again."),
)  # fmt: skip
NOT_TAKEN = _refused(
    "not-taken",
    Text("Máy in “{queue}” từ chối bản in: {reason}.", "The printer “{queue}” refused the job: {reason}."),
    Text("Máy không làm được đúng các lựa chọn của bản in này, nên chưa in gì.",
         "It cannot do exactly what this job asks for, so nothing was printed."),
    BY_HAND,
)  # fmt: skip
FAILED = _refused(
    "failed",
    Text("Bản in số {job} ở máy “{queue}” không xong: {state}{reason}.",
         "Job {job} of the printer “{queue}” did not end well: {state_en}{reason}."),
    Text("Có thể chỉ một phần số tờ đã ra; sổ in {record} ghi lại việc này.",
         "Perhaps only part of the sheets came out; the record {record} says so."),
    Text("Xem màn hình của máy in (hết giấy, kẹt giấy, có người hủy), đếm số bản đã ra, rồi in phần còn thiếu.",
         "Look at the printer's display (no paper, a jam, cancelled), count what came out, and print what is missing."),
)  # fmt: skip
NEEDS_PERSON = _refused(
    "needs-person",
    Text("Máy in “{queue}” chỉ in một mặt: phải có người lật giấy giữa hai lượt.",
         "The printer “{queue}” prints one side only: somebody must turn the paper between two passes."),
    Text("Lệnh đang chạy không có ai trả lời; chưa in gì.", "Nobody is there to answer; nothing was printed."),
    Text("Gõ hai lệnh: thêm “--side front”, lật giấy và nạp lại, rồi thêm “--side back”. Tờ 1 phải vào máy trước.",
         "Type two commands: with “--side front”, turn and reload the paper, then with “--side back”. Sheet 1 "
         "goes in first."),
)  # fmt: skip

ONE_SIDED = Rule(
    "print.one-sided", Severity.WARNING,
    Text("Máy in “{queue}” không in được hai mặt: chương trình in làm hai lượt.",
         "The printer “{queue}” cannot print both sides: the program prints in two passes."),
    Text("Lượt đầu in mặt trước của mọi tờ, lượt sau in mặt sau.",
         "The first pass prints the fronts of all sheets, the second the backs."),
    Text("Giữa hai lượt, lật cả xấp quanh {edge} rồi nạp lại sao cho tờ 1 vào máy trước và mặt trắng được in.",
         "Between them turn the pile about its {edge_en} and reload it so that sheet 1 goes in first, blank "
         "side to be printed."),
)  # fmt: skip
PAPER_UNKNOWN = Rule(
    "print.paper-unknown", Severity.WARNING,
    Text("Máy in “{queue}” không cho biết nó có những khổ giấy nào.",
         "The printer “{queue}” does not say which paper it takes."),
    Text("Chương trình vẫn yêu cầu {paper}, nhưng không chắc máy làm theo.",
         "The program asks for {paper} all the same, but cannot be sure of it."),
    Text("Xem kỹ bản in thử: đúng khổ giấy, không bị thu nhỏ.",
         "Look at the proof copy: right paper, not made smaller."),
)  # fmt: skip
PAPER_NOT_LOADED = Rule(
    "print.paper-not-loaded", Severity.INFO,
    Text("Máy in “{queue}” báo trong khay chưa có giấy {paper} (đang có: {offered}).",
         "The printer “{queue}” says that no {paper} is loaded (it has: {offered})."),
    Text("Máy sẽ đứng chờ giấy.", "It will wait for paper."),
    Text("Nạp giấy {paper} vào khay rồi đợi máy in.", "Load {paper} and wait for the printer."),
)  # fmt: skip
