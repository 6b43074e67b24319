"""What keeps letters from going out, and how a run can end."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text


def _rule(
    name: str, what: Text, why: Text, remedy: Text, code: ExitCode = ExitCode.BAD_INPUT, form: Text | None = None
) -> Rule:
    return Rule(f"sending.{name}", Severity.ERROR, what, why, remedy, code, form)


_AGAIN = "bulletin send THƯ_MỤC"
_AGAIN_EN = "bulletin send FOLDER"

RUNNING = _rule(
    "running",
    Text(
        "Một lệnh gửi khác đang chạy: {what}, từ {since} (tiến trình {pid}).",
        "Another sending is at work: {what}, since {since} (process {pid}).",
    ),
    Text(
        "Hai lệnh cùng gửi thì vượt hạn mức của máy chủ thư.", "Two senders would exceed the limits of the mail server."
    ),
    Text(
        "Hãy đợi lệnh kia xong, hoặc nhấn Ctrl-C ở cửa sổ của nó; xem đã gửi tới đâu: bulletin send THƯ_MỤC --status",
        "Wait for it, or press Ctrl-C in its window; bulletin send FOLDER --status says how far it is.",
    ),
    ExitCode.NOT_REACHED,
    form=Text(
        "Hãy đợi lần gửi kia xong, hoặc dừng nó ở chỗ đã bắt đầu.",
        "Wait for it, or stop it where it was begun.",
    ),
)
CHANGED = _rule(
    "changed",
    Text(
        "Số báo đã được dựng lại từ khi bắt đầu gửi ({started}), và thư bây giờ không còn giống thư đã gửi.",
        "The issue was built anew since its sending began ({started}), and its letter is another one now.",
    ),
    Text(
        "Gửi tiếp bản mới thì người nhận trước và người nhận sau đọc hai bản khác nhau.",
        "Going on with the new one would give early and late readers two different issues.",
    ),
    Text(
        f"Gửi bản sửa cho tất cả: {_AGAIN} --correction. Hoặc dựng lại đúng bản cũ rồi gửi tiếp.",
        f"Send a correction to everybody: {_AGAIN_EN} --correction. Or build the old one again and go on.",
    ),
    form=Text(
        "Gửi bản sửa cho tất cả thì gõ trong cửa sổ lệnh: bulletin send THƯ_MỤC --correction",
        "To send a correction to everybody type: bulletin send FOLDER --correction",
    ),
)
SAME = _rule(
    "same",
    Text(
        "Số báo không khác bản đã gửi ({started}); không có gì để sửa.",
        "The issue is the one that was sent ({started}); there is nothing to correct.",
    ),
    Text(
        "--correction gửi lại cho mọi người, nên chỉ dùng khi số báo đã được dựng lại khác đi.",
        "--correction mails everybody again, so it is for an issue that was built anew and differently.",
    ),
    Text(f"Gửi tiếp cho người chưa nhận: {_AGAIN}", f"To reach those who are left: {_AGAIN_EN}"),
)
NOTHING_SENT = _rule(
    "nothing-sent",
    Text("Số báo này chưa gửi lần nào, nên chưa có gì để sửa.", "This issue was never sent."),
    Text("Bản sửa mang chữ “Bản sửa” ở tiêu đề thư.", "A correction says so in its subject."),
    Text(f"Hãy gõ: {_AGAIN}", f"Type: {_AGAIN_EN}"),
)
LATE = _rule(
    "late",
    Text(
        "Lần gửi này bắt đầu từ {started} và đã quá hạn ({expires}).",
        "This sending began on {started} and has expired ({expires}).",
    ),
    Text("Tin cũ gửi muộn có thể làm bạn đọc hiểu nhầm.", "News that comes late may mislead readers."),
    Text(
        f"Vẫn gửi cho những người còn lại: {_AGAIN} --late",
        f"To reach those who are left all the same: {_AGAIN_EN} --late",
    ),
    form=Text(
        "Vẫn muốn gửi cho những người còn lại thì gõ trong cửa sổ lệnh: bulletin send THƯ_MỤC --late",
        "To reach those who are left all the same type: bulletin send FOLDER --late",
    ),
)
NO_READERS = _rule(
    "no-readers",
    Text("Danh sách chưa có ai để gửi.", "Nobody is on the list."),
    Text(
        "Chỉ gửi cho người có trong danh sách và chưa xin ngừng nhận.",
        "Letters go to readers on the list who have not stopped them.",
    ),
    Text(
        "Hãy gõ: bulletin subscribers import danh-sach.xlsx; hoặc: bulletin subscribers add ĐỊA_CHỈ",
        "Type: bulletin subscribers import list.xlsx; or: bulletin subscribers add ADDRESS",
    ),
    form=Text(
        "Hãy nhập danh sách bạn đọc; đứng trong thư mục bản tin, gõ: bulletin subscribers import danh-sach.xlsx",
        "In the folder of the bulletin type: bulletin subscribers import list.xlsx",
    ),
)
TOO_BIG = _rule(
    "too-big",
    Text(
        "Thư nặng {bytes} byte, máy chủ {host} chỉ nhận đến {limit} byte; chưa gửi thư nào.",
        "The letter has {bytes} bytes, {host} takes up to {limit}; no letter was sent.",
    ),
    Text(
        "Cả thư kèm PDF lẫn thư có đường dẫn đều vượt cỡ, hoặc không có thư đường dẫn.",
        "Neither the letter with the PDF nor the one with its address fits, or there is no letter with the address.",
    ),
    Text(
        "Hãy khai link trong mail.yaml để gửi đường dẫn thay cho tệp PDF, hoặc xin máy chủ nâng cỡ thư.",
        "Give link in mail.yaml, so that the address is sent instead of the PDF, or ask for larger letters.",
    ),
    ExitCode.MAIL_REFUSED,
    form=Text(
        "Hãy chọn chỉ gửi địa chỉ của tệp PDF ở phần gửi thư, hoặc xin máy chủ nâng cỡ thư.",
        "Send the address of the PDF only, or have the limit raised.",
    ),
)
NO_TLS = _rule(
    "no-tls",
    Text("Máy chủ {host}:{port} không cho mã hóa (STARTTLS).", "{host}:{port} offers no encryption (STARTTLS)."),
    Text(
        "Không mã hóa thì mật khẩu và danh sách người nhận đi qua mạng ai cũng đọc được.",
        "Without it the password and the readers' addresses are open to everybody on the way.",
    ),
    Text(
        "Hãy sửa smtp trong mail.yaml: cổng 587 với starttls, hoặc cổng 465 với tls.",
        "Mend smtp in mail.yaml: port 587 with starttls, or port 465 with tls.",
    ),
    ExitCode.MAIL_REFUSED,
    form=Text(
        "Hãy sửa máy chủ gửi thư: cổng 587 với STARTTLS, hoặc cổng 465 với TLS.",
        "Use port 587 with STARTTLS, or 465 with TLS.",
    ),
)
CERTIFICATE = _rule(
    "certificate",
    Text(
        "Chứng chỉ của máy chủ {host}:{port} không đúng: {reason}.",
        "Bad certificate of {host}:{port}: {reason}.",
    ),
    Text(
        "Chứng chỉ sai có thể là máy khác đang giả làm máy chủ thư.",
        "It may be another computer that poses as the mail server.",
    ),
    Text(
        "Hãy hỏi quản trị máy chủ thư đúng tên máy chủ (smtp.host), và xem ngày giờ của máy này.",
        "Ask the administrator for the server's right name (smtp.host), and look at this computer's date.",
    ),
    ExitCode.MAIL_REFUSED,
    form=Text(
        "Hãy hỏi quản trị máy chủ thư đúng tên máy chủ, và xem ngày giờ của máy này.",
        "Ask the administrator for the name of the server, and look at the clock of this computer.",
    ),
)
TLS_FAILED = _rule(
    "tls-failed",
    Text(
        "Không mã hóa được đường truyền tới {host}:{port}: {reason}.",
        "The connection to {host}:{port} could not be encrypted: {reason}.",
    ),
    Text("Cách mã hóa trong mail.yaml có thể không hợp với cổng.", "The encryption in mail.yaml may not fit the port."),
    Text(
        "Cổng 587 dùng security: starttls; cổng 465 dùng security: tls. Hãy sửa smtp trong mail.yaml.",
        "Port 587 goes with security: starttls, port 465 with security: tls. Mend smtp in mail.yaml.",
    ),
    ExitCode.MAIL_REFUSED,
    form=Text(
        "Cổng 587 đi với STARTTLS, cổng 465 đi với TLS; hãy sửa máy chủ gửi thư.",
        "Port 587 goes with STARTTLS, 465 with TLS.",
    ),
)
LOGIN = _rule(
    "login",
    Text("Máy chủ {host} từ chối đăng nhập của {user}: {reply}.", "{host} refused the login of {user}: {reply}."),
    Text(
        "Tên hoặc mật khẩu sai, hoặc máy chủ đòi “mật khẩu ứng dụng”. Chưa bạn đọc nào bị ảnh hưởng.",
        "Name or password is wrong, or the server wants an “app password”. No reader is concerned.",
    ),
    Text("Hãy gõ: bulletin mail login, rồi bulletin mail check", "Type: bulletin mail login, then bulletin mail check"),
    ExitCode.MAIL_REFUSED,
    form=Text(
        "Hãy bấm “Đặt mật khẩu…” và gõ lại; nếu vẫn thế, hãy xem tên đăng nhập.",
        "Press “Đặt mật khẩu…” and type it again; then look at the user name.",
    ),
)
REFUSED = _rule(
    "refused",
    Text("Máy chủ {host} không nhận thư của cơ quan: {reply}.", "{host} does not take the office's letters: {reply}."),
    Text("Máy chủ chặn người gửi, không phải người nhận.", "The server blocks the sender, not a reader."),
    Text(
        "Hãy gửi câu trả lời này cho quản trị máy chủ thư. Khi xong, gõ lại lệnh gửi.",
        "Give this answer to the mail server's administrator; then type the command again.",
    ),
    ExitCode.MAIL_REFUSED,
    form=Text(
        "Hãy gửi câu trả lời này cho quản trị máy chủ thư rồi gửi lại.",
        "Show this answer to the administrator, then send again.",
    ),
)
STOPPED = _rule(
    "stopped",
    Text(
        "Máy chủ từ chối {count} thư liền vì lý do ở người gửi: {reply}. Còn {left} bạn đọc chưa được gửi.",
        "The server refused {count} letters in a row because of the sender: {reply}. {left} readers are left.",
    ),
    Text(
        "Gửi tiếp thì máy chủ sẽ chặn lâu hơn. Không bạn đọc nào bị loại khỏi danh sách.",
        "Going on would only prolong the block. No reader was taken off the list.",
    ),
    Text(
        f"Hãy gõ bulletin mail check và gửi câu trả lời cho quản trị máy chủ thư; xong thì gõ: {_AGAIN}",
        f"Type bulletin mail check and give the answer to the administrator; then type: {_AGAIN_EN}",
    ),
    ExitCode.MAIL_REFUSED,
    form=Text(
        "Hãy gửi câu trả lời này cho quản trị máy chủ thư; xong thì bấm gửi tiếp.",
        "Show this answer to the administrator, then go on.",
    ),
)
LOST_REPLIES = _rule(
    "lost-replies",
    Text(
        "Ba thư liền không có trả lời sau khi trao, nên chưa rõ đã tới hay chưa; còn {left} bạn đọc.",
        "Three letters in a row had no reply after they were handed over; {left} readers are left.",
    ),
    Text("Gửi tiếp sẽ có thêm nhiều thư chưa rõ.", "Going on would leave more letters in doubt."),
    Text(
        f"Hãy hỏi quản trị máy chủ thư; rồi gõ: {_AGAIN} --resolve, và {_AGAIN}",
        f"Ask the administrator of the server; then type: {_AGAIN_EN} --resolve, and {_AGAIN_EN}",
    ),
    ExitCode.NOT_REACHED,
    form=Text(
        "Hãy hỏi quản trị máy chủ thư. Xác nhận từng thư chưa rõ bằng lệnh: bulletin send THƯ_MỤC --resolve",
        "Ask the administrator. Settle letters in doubt by: bulletin send FOLDER --resolve",
    ),
)
QUOTA = _rule(
    "quota",
    Text(
        "Đã hết hạn mức trong ngày; còn {left} bạn đọc, gửi tiếp được từ {next}.",
        "The day's quota is used up; {left} readers are left; it can go on from {next}.",
    ),
    Text(
        "Vượt hạn mức thì máy chủ thư khóa tài khoản của cơ quan.", "Beyond it the server blocks the office's account."
    ),
    Text(
        f"Sau giờ ấy hãy gõ lại: {_AGAIN}. Hoặc để máy tự chờ: {_AGAIN} --wait",
        f"Type it again after that time: {_AGAIN_EN}. Or let it wait by itself: {_AGAIN_EN} --wait",
    ),
    ExitCode.NOT_REACHED,
    form=Text(
        "Sau giờ ấy hãy bấm gửi tiếp.",
        "Go on after that time.",
    ),
)
LATER = _rule(
    "later",
    Text(
        "Máy chủ hẹn gửi lại sau cho {left} bạn đọc; gửi tiếp được từ {next}.",
        "The server asked to try {left} readers later; it can go on from {next}.",
    ),
    Text("Nhiều máy chủ nhận chỉ chịu nhận ở lần gửi thứ hai.", "Many servers take a letter at the second try only."),
    Text(
        f"Sau giờ ấy hãy gõ lại: {_AGAIN}. Hoặc để máy tự chờ: {_AGAIN} --wait",
        f"Type it again after that time: {_AGAIN_EN}. Or let it wait by itself: {_AGAIN_EN} --wait",
    ),
    ExitCode.NOT_REACHED,
    form=Text(
        "Sau giờ ấy hãy bấm gửi tiếp.",
        "Go on after that time.",
    ),
)
UNREACHABLE = _rule(
    "unreachable",
    Text(
        "Chưa nối được máy chủ thư: {reply}. Còn {left} bạn đọc; gửi tiếp được từ {next}.",
        "The mail server cannot be reached: {reply}. {left} readers are left; it can go on from {next}.",
    ),
    Text(
        "Mạng hoặc máy chủ đang trục trặc; không ai bị mất thư.", "Network or server have trouble; no letter is lost."
    ),
    Text(
        f"Hãy xem mạng và smtp trong mail.yaml, rồi gõ lại: {_AGAIN}. Hoặc để máy tự chờ: {_AGAIN} --wait",
        f"Look at the network and smtp in mail.yaml, then type: {_AGAIN_EN}. Or let it wait: {_AGAIN_EN} --wait",
    ),
    ExitCode.NOT_REACHED,
    form=Text(
        "Hãy xem mạng và máy chủ gửi thư, rồi bấm gửi tiếp.",
        "Look at the network and the server, then go on.",
    ),
)
IN_DOUBT = _rule(
    "in-doubt",
    Text(
        "Có {count} thư chưa rõ đã tới hay chưa; chương trình không tự gửi lại.",
        "{count} letters are in doubt; the program does not send them again by itself.",
    ),
    Text(
        "Việc gửi bị ngắt đúng lúc máy chủ đang nhận thư, nên không ai biết được.",
        "Sending was cut off while the server was taking the letter, so nobody can know.",
    ),
    Text(f"Hãy gõ: {_AGAIN} --resolve", f"Type: {_AGAIN_EN} --resolve"),
    ExitCode.NOT_REACHED,
    form=Text(
        "Xác nhận từng thư bằng lệnh: bulletin send THƯ_MỤC --resolve",
        "Settle each of them by: bulletin send FOLDER --resolve",
    ),
)
NOT_IN_DOUBT = _rule(
    "not-in-doubt",
    Text("Không có thư chưa rõ nào gửi tới “{address}”.", "No letter to “{address}” is in doubt."),
    Text("Chỉ thư chưa rõ mới cần người quyết định.", "Only letters in doubt are decided by a person."),
    Text(f"Xem danh sách: {_AGAIN} --resolve", f"To see them: {_AGAIN_EN} --resolve"),
)
NO_RUN = _rule(
    "no-run",
    Text("Số báo này chưa gửi lần nào.", "This issue was never sent."),
    Text("Chưa có gì để báo cáo hay xác nhận.", "There is nothing to report or to confirm."),
    Text(f"Hãy gõ: {_AGAIN}", f"Type: {_AGAIN_EN}"),
)
NO_ADDRESS = _rule(
    "no-address",
    Text("“{address}” không phải địa chỉ thư: {reason}.", "“{address}” is no mail address: {reason_en}."),
    Text("Thư thử chỉ gửi tới đúng địa chỉ đã gõ.", "The test letter goes to exactly the address that is typed."),
    Text("Hãy gõ lại: --to ten@co-quan.example", "Type it again: --to name@office.example"),
    form=Text(
        "Hãy gõ lại địa chỉ, ví dụ: ten@co-quan.example",
        "Type the address again, for instance: name@office.example",
    ),
)
