"""Rules about `mail.yaml`, the password and both servers."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

Pair = tuple[str, str]


def _rule(
    name: str,
    what: Pair,
    why: Pair,
    remedy: Pair,
    severity: Severity = Severity.ERROR,
    exit_code: ExitCode = ExitCode.BAD_INPUT,
    form: Pair | None = None,
) -> Rule:
    told = Text(*form) if form else None
    return Rule(f"mail.{name}", severity, Text(*what), Text(*why), Text(*remedy), exit_code, told)


ABSENT = _rule(
    "absent",
    ("Chưa có tệp mail.yaml cạnh publication.yaml.", "There is no mail.yaml beside publication.yaml."),
    ("Tệp này cho biết gửi từ địa chỉ nào, qua máy chủ nào.", "It says from which address and through which server."),
    ("Hãy gõ: bulletin new mail {folder}", "Type: bulletin new mail {folder}"),
    form=(
        "Hãy khai máy chủ gửi thư ở mục “Gửi thư qua máy chủ” của tờ tin.",
        "Describe the server under “Gửi thư qua máy chủ”.",
    ),
)
PASSWORD_WRITTEN = _rule(
    "password-written",
    ("Mật khẩu được ghi ngay trong tệp.", "The password itself is written into the file."),
    ("Tệp này được chép, gửi và lưu cùng bản tin; ai đọc được tệp thì gửi được thư thay cơ quan.",
     "This file is copied, sent and kept with the bulletin; whoever reads it can send letters as the office."),
    ("Hãy ghi: {key}: keyring – rồi gõ: bulletin mail login. Mật khẩu đã ghi ra thì nên đổi. Nơi khác cũng được: env"
     " (biến BULLETIN_MAIL_PASSWORD) hoặc file:TÊN-TỆP (quyền 0600).",
     "Write: {key}: keyring – then type: bulletin mail login. Change a password that was written down. Other places"
     " are env (BULLETIN_MAIL_PASSWORD) and file:NAME (mode 0600)."),
    form=(
        "Mật khẩu không được ghi cùng bản tin: hãy chọn nơi giữ, bấm “Đặt mật khẩu…”, và đổi mật khẩu đã ghi ra.",
        "Choose where the password is kept, press “Đặt mật khẩu…”, and change the one that was written down.",
    ),
)  # fmt: skip
PORT = _rule(
    "port-and-security",
    ("Cổng {port} thường dùng với {usual}, nhưng ở đây ghi {security}.",
     "Port {port} is usually for {usual}, and the file says {security}."),
    ("Sai cặp này thì máy chủ không trả lời.", "With the wrong pair the server does not answer."),
    ("Hãy hỏi người quản trị, hoặc gõ: {mend}", "Ask the administrator, or type: {mend}"),
    Severity.WARNING,
    form=(
        "Hãy hỏi người quản trị: 587 đi với STARTTLS, 465 với TLS; hộp thư: 993 với TLS, 143 với STARTTLS.",
        "Ask the administrator: 587 goes with STARTTLS, 465 with TLS; mailboxes: 993 with TLS, 143 with STARTTLS.",
    ),
)  # fmt: skip
BAD_DOMAIN = _rule(
    "bad-domain",
    ("“{domain}” không phải là tên miền dùng được.", "“{domain}” is no domain that can be used."),
    ("Máy chủ không chuyển được thư tới một tên miền sai.", "No server delivers to a domain that is wrong."),
    ("Hãy sửa phần sau dấu @, ví dụ: binhhai.example", "Mend what follows the @, for instance: binhhai.example"),
)
LINK_NEEDED = _rule(
    "link-needed",
    ("Thư chỉ gửi địa chỉ của tệp PDF mà chưa có địa chỉ ấy.", "pdf is link and there is no link."),
    ("Thư không có tệp PDF thì phải có địa chỉ của nó.", "A letter without the PDF needs its address."),
    ('Hãy thêm dòng: duong_dan: "https://…/{{nam}}/{{so}}.pdf"; hoặc ghi: kem_pdf: auto',
     'Add the line: link: "https://…/{{nam}}/{{so}}.pdf"; or write: pdf: auto'),
    form=(
        "Hãy điền địa chỉ của tệp PDF trên mạng, hoặc chọn cách gửi khác.",
        "Fill in the address of the PDF, or choose another way.",
    ),
)  # fmt: skip
BAD_LINK = _rule(
    "bad-link",
    ("Địa chỉ “{word}” không dùng được: {reason_vi}.", "The address “{word}” cannot be used: {reason_en}."),
    ("Bạn đọc bấm vào địa chỉ này trong thư.", "Readers follow this address in the letter."),
    ('Hãy gõ, ví dụ: {mend}', "Type, for instance: {mend}"),
    form=(
        "Hãy điền một địa chỉ bắt đầu bằng https, như trong ví dụ dưới ô.",
        "Fill in an address that begins with https, as in the example.",
    ),
)  # fmt: skip
NO_WAY_TO_STOP = _rule(
    "no-way-to-stop",
    ("Thư không nói cách ngừng nhận nào.", "The letter tells no way to stop."),
    ("Bạn đọc phải luôn thấy cách ngừng nhận.", "Readers must always see how to stop."),
    ("Hãy ghi: bang_thu: có; hoặc thêm dia_chi_web.", "Write: mail: yes; or add url."),
    form=(
        "Hãy để bạn đọc ngừng nhận bằng thư, hoặc điền trang ngừng nhận.",
        "Let readers stop by letter, or fill in the page for stopping.",
    ),
)
ALIGNMENT = _rule(
    "dkim-alignment",
    ("Ký bằng tên miền {domain}, nhưng thư gửi từ {from_domain}.",
     "The letters are signed by {domain} and come from {from_domain}."),
    ("DMARC chỉ tính chữ ký của tên miền gửi thư.", "DMARC counts only a signature of the sender's domain."),
    ("Hãy ghi: ten_mien: {from_domain}; và nhờ quản trị đặt khóa vào DNS của tên miền ấy.",
     "Write: domain: {from_domain}; and have the key put into the DNS of that domain."),
    Severity.WARNING,
    form=(
        "Hãy ghi tên miền ký thư là {from_domain}, và nhờ quản trị đặt khóa cho tên miền ấy.",
        "Sign as {from_domain}, and have the key put there.",
    ),
)  # fmt: skip
NO_PASSWORD = _rule(
    "no-password",
    ("Chưa có mật khẩu gửi thư: {where_vi}.", "There is no password for sending: {where_en}."),
    ("Máy chủ chỉ nhận thư của người đăng nhập.", "The server takes letters only from those who log in."),
    ("{mend_vi}", "{mend_en}"),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy bấm “Đặt mật khẩu…” ở phần gửi thư.",
        "Press “Đặt mật khẩu…” where letters are sent.",
    ),
)
OPEN_FILE = _rule(
    "password-file-open",
    ("Người khác trên máy đọc được tệp mật khẩu {file} (quyền {mode}).",
     "Others on this computer can read the password file {file} (mode {mode})."),
    ("Mật khẩu chỉ dành cho người gửi thư.", "The password is for whoever sends, and nobody else."),
    ("Hãy gõ: chmod 600 {quoted}", "Type: chmod 600 {quoted}"),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy đặt lại mật khẩu ở đây, hoặc nhờ người quản trị khóa tệp ấy lại.",
        "Set the password again here, or have the file closed.",
    ),
)  # fmt: skip
BAD_FILE = _rule(
    "password-file",
    ("Không đọc được tệp mật khẩu {file}: {reason_vi}.", "The password file {file} cannot be read: {reason_en}."),
    ("Thiếu mật khẩu thì không đăng nhập được.", "Nobody can log in without a password."),
    ("Hãy gõ: bulletin mail login {folder}", "Type: bulletin mail login {folder}"),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy bấm “Đặt mật khẩu…” ở phần gửi thư.",
        "Press “Đặt mật khẩu…” where letters are sent.",
    ),
)
NO_KEYRING = _rule(
    "no-keyring",
    ("Máy này không có kho khóa dùng được ({reason}).", "This computer has no usable keyring ({reason})."),
    ("Kho khóa giữ mật khẩu cho người đang đăng nhập vào máy.",
     "The keyring keeps passwords for whoever is logged in to the computer."),
    ("Hãy ghi trong mail.yaml: mat_khau: file:mat-khau-thu – rồi gõ: bulletin mail login {folder}",
     "Write in mail.yaml: password: file:mail-password – then type: bulletin mail login {folder}"),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy chọn giữ mật khẩu trong tệp ẩn cạnh bản tin, rồi đặt lại mật khẩu.",
        "Choose to keep the password in a hidden file, then set it again.",
    ),
)  # fmt: skip
NOTHING_TO_KEEP = _rule(
    "login-env",
    ("Mật khẩu được lấy từ biến BULLETIN_MAIL_PASSWORD; chương trình không đặt biến ấy được.",
     "mail.yaml takes the password from BULLETIN_MAIL_PASSWORD, which the program cannot set."),
    ("Biến môi trường do người quản trị đặt.", "The environment is set by the administrator."),
    ("Hãy đặt biến ấy, hoặc ghi mat_khau: keyring rồi gõ lại: bulletin mail login {folder}",
     "Set the variable, or write password: keyring and type again: bulletin mail login {folder}"),
    form=(
        "Hãy nhờ người quản trị đặt mật khẩu, hoặc chọn nơi giữ khác.",
        "Ask the administrator, or choose another place.",
    ),
)  # fmt: skip
BAD_PASSWORD = _rule(
    "bad-password",
    ("Mật khẩu trống hoặc có ký tự điều khiển.", "The password is empty or holds control characters."),
    ("Không máy chủ nào nhận mật khẩu như thế.", "No server takes such a password."),
    ("Hãy gõ lại: bulletin mail login {folder}", "Type again: bulletin mail login {folder}"),
    form=(
        "Hãy gõ lại mật khẩu.",
        "Type the password again.",
    ),
)
CA_FILE = _rule(
    "ca-file",
    ("Không dùng được tệp chứng thực {file}: {reason}.", "The certificate authority {file} cannot be used: {reason}."),
    ("Thiếu nó thì không kiểm tra được máy chủ có thật hay không.", "Without it the server cannot be proved genuine."),
    ("Hãy xin người quản trị tệp PEM của máy chủ, rồi ghi: tep_chung_thuc: TÊN-TỆP",
     "Ask the administrator for the server's PEM file, then write: ca_file: NAME"),
    form=(
        "Hãy xin người quản trị tệp PEM của máy chủ, rồi ghi tên tệp vào mục chứng thực.",
        "Ask the administrator for the PEM file and name it.",
    ),
)  # fmt: skip
UNREACHABLE = _rule(
    "unreachable",
    ("Không nối được tới {server}: {reason_vi}.", "{server} cannot be reached: {reason_en}."),
    ("Chưa gửi thư nào.", "No letter was sent."),
    ("Hãy kiểm tra mạng, tên máy chủ và cổng trong mail.yaml, rồi gõ lại lệnh này.",
     "Check the network, and host and port in mail.yaml, then type the command again."),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy kiểm tra mạng, tên máy chủ và cổng, rồi thử lại.",
        "Check network, host and port, then try again.",
    ),
)  # fmt: skip
NOT_PROVED = _rule(
    "certificate",
    ("Không tin được máy chủ {server}: {reason}.", "{server} cannot be trusted: {reason}."),
    ("Có thể là máy giả; mật khẩu chưa được gửi đi.", "It may be an impostor; the password was not sent."),
    ("Hãy hỏi người quản trị: chứng thư có hết hạn không, có đúng tên máy chủ không. Máy chủ nội bộ thì ghi thêm"
     " tep_chung_thuc.",
     "Ask the administrator whether the certificate has expired or is for another name. For a server of the office's"
     " own network add ca_file."),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy hỏi người quản trị: chứng thư còn hạn và đúng tên máy chủ không. Máy chủ nội bộ cần tệp chứng thực.",
        "Ask the administrator about the certificate; a server inside the office needs its authority.",
    ),
)  # fmt: skip
NO_TLS = _rule(
    "no-tls",
    ("Máy chủ {server} không mã hóa đường truyền.", "{server} does not encrypt the connection."),
    ("Mật khẩu và thư sẽ bị đọc dọc đường; mật khẩu chưa được gửi đi.",
     "Password and letters could be read on the way; the password was not sent."),
    ("Hãy dùng cổng 587 với starttls hoặc cổng 465 với tls; nếu vẫn thế, hãy hỏi người quản trị.",
     "Use port 587 with starttls or 465 with tls; if that fails too, ask the administrator."),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy dùng cổng 587 với STARTTLS hoặc cổng 465 với TLS; nếu vẫn thế, hãy hỏi người quản trị.",
        "Use port 587 with STARTTLS or 465 with TLS; else ask the administrator.",
    ),
)  # fmt: skip
LOGIN_REFUSED = _rule(
    "login-refused",
    ("Máy chủ {server} không nhận tên đăng nhập hoặc mật khẩu: {reply}",
     "{server} does not take the user name or the password: {reply}"),
    ("Nhiều nơi (Gmail, Microsoft) đòi mật khẩu ứng dụng riêng thay cho mật khẩu thường.",
     "Many (Gmail, Microsoft) ask for an app password instead of the usual one."),
    ("Hãy gõ lại mật khẩu: bulletin mail login {folder}", "Type the password again: bulletin mail login {folder}"),
    exit_code=ExitCode.MAIL_REFUSED,
    form=(
        "Hãy bấm “Đặt mật khẩu…” ở phần gửi thư.",
        "Press “Đặt mật khẩu…” where letters are sent.",
    ),
)  # fmt: skip
LETTER_REFUSED = _rule(
    "letter-refused",
    ("Máy chủ {server} không nhận thư thử: {reply}", "{server} does not take the test letter: {reply}"),
    ("Thư của bạn đọc cũng sẽ bị từ chối như thế.", "Letters to readers would be refused the same way."),
    ("Hãy gửi dòng trên cho người quản trị máy chủ thư.", "Send that line to the administrator of the server."),
    exit_code=ExitCode.MAIL_REFUSED,
)  # fmt: skip
NOT_BACK = _rule(
    "letter-not-back",
    ("Chưa thấy thư thử trong hộp thư sau {seconds} giây.", "The test letter is not in the mailbox after {seconds} s."),
    ("Thư có thể đến chậm, vào thư mục khác, hoặc bị máy chủ giữ lại.",
     "It may be late, in another folder, or held back."),
    ("Hãy xem thư mục thư rác, chờ vài phút rồi gõ lại: bulletin mail check {folder}",
     "Look into the spam folder, wait some minutes and type again: bulletin mail check {folder}"),
    Severity.WARNING, ExitCode.NOT_REACHED,
    form=(
        "Hãy xem thư mục thư rác, chờ vài phút rồi thử lại.",
        "Look into the spam folder and try again.",
    ),
)  # fmt: skip
NO_FOLDER = _rule(
    "no-mailbox-folder",
    ("Hộp thư không có thư mục “{name}”.", "The mailbox has no folder “{name}”."),
    ("Thư trả về được tìm trong thư mục ấy.", "Returned letters are looked for there."),
    ("Hãy ghi một trong các thư mục này: {known}", "Write one of these: {known}"),
    exit_code=ExitCode.MAIL_REFUSED,
)
NO_IMAP = _rule(
    "no-mailbox",
    ("Chưa khai hộp thư nhận thư trả về.", "mail.yaml names no mailbox (imap)."),
    ("Thiếu hộp thư thì không đọc được thư trả về, thư xin ngừng nhận, và không biết SPF, DKIM, DMARC có đúng không.",
     "Without it returned letters and readers who stop are not seen, nor whether SPF, DKIM and DMARC hold."),
    ("Hãy thêm dòng: nhan_thu: {{may_chu: imap.TÊN-MIỀN}}", "Add the line: imap: {{host: imap.DOMAIN}}"),
    Severity.WARNING,
    form=(
        "Hãy điền hộp thư nhận thư trả về.",
        "Fill in the mailbox.",
    ),
)  # fmt: skip
