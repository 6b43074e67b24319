"""Rules about files and folders of an issue, and about what one file says of another."""

from __future__ import annotations

from bulletin.errors import ExitCode, Severity
from bulletin.sources.rules import Pair, rule

_HINT: Pair = ("{hint_vi}", "{hint_en}")
_JAIL_WHY: Pair = (
    "Chương trình chỉ đọc tệp nằm trong thư mục của số báo, để không lấy nhầm hoặc làm lộ tệp khác của máy.",
    "Only files inside the folder are read, so that no other file of the computer is taken or disclosed.",
)
_RENAME: Pair = (
    "Hãy chép tệp vào thư mục {folder} rồi gõ, ví dụ: {mend}",
    "Copy the file into the folder {folder} and type, for example: {mend}",
)

NO_FOLDER = rule(
    "file.no-folder",
    ("Không có thư mục “{word}”.", "There is no folder “{word}”."),
    (
        "Số báo là thư mục có issue.yaml, articles và photos.",
        "An issue is a folder with issue.yaml, articles and photos.",
    ),
    (
        "Hãy kiểm tra lại đường dẫn, hoặc tạo số báo mới bằng: bulletin new issue",
        "Check the path, or run: bulletin new issue",
    ),
)
NOT_A_FOLDER = rule(
    "file.not-a-folder",
    ("“{word}” là một tệp, không phải thư mục.", "“{word}” is a file, not a folder."),
    ("Các bài là những tệp .yaml trong thư mục này.", "The articles are .yaml files in this folder."),
    ("Hãy đổi tên tệp ấy rồi tạo thư mục: mv {path} {aside} && mkdir {path}",
     "Rename the file, then make the folder: mv {path} {aside} && mkdir {path}"),
)  # fmt: skip
NO_SHEET = rule(
    "file.no-issue",
    ("Thư mục không có tệp issue.yaml.", "The folder has no file issue.yaml."),
    ("Tệp này ghi số, ngày và thứ tự các bài.", "It holds number, date and the order of the articles."),
    _HINT,
)
INSIDE_ISSUE = rule(
    "file.inside-issue",
    ("“{word}” là thư mục bên trong một số báo; số báo là thư mục “{issue}”.",
     "“{word}” is a folder inside of an issue; the issue is the folder “{issue}”."),
    ("Số báo là thư mục có issue.yaml, articles và photos.", "An issue is a folder with issue.yaml, articles, photos."),
    ("Hãy gõ tên thư mục của số báo trong lệnh, ví dụ: bulletin check {issue}",
     "Name the folder of the issue in the command, such as: bulletin check {issue}"),
)  # fmt: skip
NO_PUBLICATION = rule(
    "file.no-publication",
    ("Không tìm thấy publication.yaml trong thư mục này và các thư mục bên trên.",
     "There is no publication.yaml in this folder or in the folders above."),
    ("Tệp này ghi tên bản tin, cơ quan xuất bản và giấy phép.", "It holds name, publishing body and licence."),
    _HINT,
)  # fmt: skip
NOT_REGULAR = rule(
    "file.not-regular",
    ("“{word}” không phải là tệp thường ({kind}).", "“{word}” is not a plain file ({kind})."),
    _JAIL_WHY,
    _HINT,
    form=("Hãy chọn một tệp khác.", "Choose another file."),
)
UNREADABLE = rule(
    "file.unreadable",
    ("Không mở được “{word}”: {reason}.", "“{word}” cannot be opened: {reason}."),
    ("Chương trình không đọc được nội dung nên không thể in.", "What cannot be read cannot be printed."),
    ("Hãy kiểm tra quyền đọc của tệp hoặc thư mục.", "Check the permissions of the file or folder."),
)
TOO_MANY_FILES = rule(
    "file.too-many-articles",
    (
        "Thư mục articles có {count} tệp, quá mức {limit}.",
        "The folder articles holds {count} files, more than {limit}.",
    ),
    ("Không số báo nào có nhiều bài như vậy.", "No issue has that many articles."),
    ("Hãy chuyển bớt tệp sang số báo khác.", "Move files to another issue."),
)
NOT_PLACED = rule(
    "reference.not-placed",
    (
        "Bài “{word}” không có trong trình tự in (sap_xep) của issue.yaml.",
        "The article “{word}” is not in the flatplan of issue.yaml.",
    ),
    ("Bài này sẽ không được in.", "It will not be printed."),
    ("Nếu muốn in, {hint_vi}", "To print it, {hint_en}"),
    Severity.WARNING,
    form=("Nếu muốn in, hãy đưa bài vào thứ tự ở màn hình số báo.", "To print it, put it into the order on the board."),
)
NO_ARTICLE = rule(
    "reference.no-article",
    (
        "Không có bài nào mang mã “{word}” trong thư mục articles.",
        "No article in the folder articles has the id “{word}”.",
    ),
    ("Trình tự in gọi đến bài này.", "The flatplan asks for it."),
    _HINT,
    form=(
        "Hãy bỏ bài này khỏi thứ tự, hoặc chọn một bài có trong số.",
        "Take it out of the order, or choose a story of the issue.",
    ),
)
PLACED_TWICE = rule(
    "reference.placed-twice",
    ("Bài “{word}” đã được xếp ở dòng {line}.", "The article “{word}” is already placed in line {line}."),
    ("Một bài chỉ được in một lần.", "An article is printed once."),
    ("Hãy xóa một trong hai dòng.", "Delete one of the two lines."),
    form=("Hãy bỏ một trong hai lần.", "Take one of the two out."),
)
NOT_BESIDE = rule(
    "reference.not-beside",
    ("Không in được cạnh bài “{word}”.", "The story cannot be beside “{word}”."),
    (
        "Hai bài in cùng trang phải là hai bài khác nhau trong trình tự in, không phải tin ngắn.",
        "Two stories of the flatplan, neither of them a brief, can begin on one page.",
    ),
    _HINT,
    Severity.WARNING,
    form=(
        "Hãy chọn một bài khác trong số, không phải tin ngắn, hoặc để trống.",
        "Choose another story of the issue that is no brief, or leave it empty.",
    ),
)
NO_SECTION = rule(
    "reference.no-section",
    ("Không có chuyên mục “{word}” trong publication.yaml.", "publication.yaml has no section “{word}”."),
    ("Tên chuyên mục in trên trang được lấy từ đó.", "The name printed on the page is taken from there."),
    _HINT,
    form=(
        "Hãy chọn một chuyên mục trong danh sách, hoặc thêm chuyên mục ấy vào bản tin.",
        "Choose a section of the list, or add it to the bulletin.",
    ),
)
OTHER_PUBLICATION = rule(
    "reference.other-publication",
    ("Số báo thuộc bản tin “{word}”, nhưng publication.yaml tìm thấy là của “{found}”.",
     "The issue belongs to “{word}”, but the publication.yaml found is that of “{found}”."),
    ("Măng-sét và giấy phép sẽ in nhầm của bản tin khác.", "Another bulletin's masthead would be printed."),
    ("Hãy gõ: an_pham: {found}; hoặc chuyển số báo vào đúng thư mục của bản tin.",
     "Type: publication: {found}; or move the issue into the folder of its bulletin."),
    form=("Hãy mở số báo trong thư mục của đúng bản tin.",
     "Open the issue in the folder of its bulletin."),
)  # fmt: skip
EXISTS = rule(
    "file.exists",
    ("Đã có tệp “{word}”.", "The file “{word}” exists already."),
    ("Chương trình không bao giờ ghi đè lên tệp bạn đã viết.", "A file that you wrote is never overwritten."),
    ("Hãy chọn tên khác, hoặc đổi tên tệp cũ trước.", "Choose another name, or rename the old file first."),
)
CANNOT_WRITE = rule(
    "file.cannot-write",
    ("Không ghi được “{word}”: {reason}.", "“{word}” cannot be written: {reason}."),
    ("Tệp mẫu chưa được tạo.", "The scaffold was not created."),
    ("Hãy kiểm tra quyền ghi và chỗ trống của ổ đĩa.", "Check the permissions and the free space of the disk."),
    exit_code=ExitCode.CANNOT_WRITE,
)

PATH_FORM = rule(
    "path.form",
    ("Đường dẫn “{word}” không dùng được: {hint_vi}.", "The path “{word}” cannot be used: {hint_en}."),
    _JAIL_WHY,
    _RENAME,
    form=("Hãy chọn lại ảnh hoặc tệp bằng nút chọn tệp.", "Choose the photo or file again by its button."),
)
PATH_LINK = rule(
    "path.link",
    ("“{word}” là liên kết, không phải tệp thật.", "“{word}” is a link, not the file itself."),
    _JAIL_WHY,
    _RENAME,
    form=("Hãy chọn lại ảnh hoặc tệp bằng nút chọn tệp.", "Choose the photo or file again by its button."),
)
PATH_PRIVATE = rule(
    "path.private",
    (
        "“{word}” ở trong thư mục mail, nơi giữ danh sách người đọc.",
        "“{word}” is in the folder mail, where the readers are kept.",
    ),
    (
        "Địa chỉ của người đọc không bao giờ được in, gửi kèm hay đóng gói.",
        "Addresses of readers are never printed, attached or packed.",
    ),
    (
        "Nếu đó là tệp của bài, hãy chuyển nó sang thư mục {folder} rồi gõ, ví dụ: {mend}",
        "If it is a file of the article, move it to the folder {folder} and type, for example: {mend}",
    ),
    form=("Hãy chọn một tệp khác.", "Choose another file."),
)
PATH_HARD_LINK = rule(
    "path.hard-link",
    (
        "“{word}” là liên kết cứng: nội dung có {count} tên trên ổ đĩa.",
        "“{word}” is a hard link: its content has {count} names on the disk.",
    ),
    _JAIL_WHY,
    (
        "Hãy chép (copy) tệp thành một tệp riêng trong thư mục {folder}.",
        "Copy it to a file of its own in the folder {folder}.",
    ),
    form=("Hãy chọn lại ảnh hoặc tệp bằng nút chọn tệp.", "Choose the photo or file again by its button."),
)
PATH_KIND = rule(
    "path.not-a-file",
    ("“{word}” không phải là tệp thường ({kind}).", "“{word}” is not a plain file ({kind})."),
    _JAIL_WHY,
    _RENAME,
    form=("Hãy chọn lại ảnh hoặc tệp bằng nút chọn tệp.", "Choose the photo or file again by its button."),
)
PATH_CASE = rule(
    "path.case",
    ("Không có tệp “{word}”, nhưng có “{found}”.", "There is no file “{word}”, but there is “{found}”."),
    (
        "Trên máy khác, chữ hoa và chữ thường là hai tên tệp khác nhau.",
        "Elsewhere upper and lower case are different names.",
    ),
    ("Hãy gõ: {mend}", "Type: {mend}"),
    form=("Hãy chọn lại tệp “{found}”.", "Choose the file “{found}” again."),
)
PATH_BACKSLASH = rule(
    "path.backslash",
    ("Trong đường dẫn “{word}” có dấu \\ thay cho dấu /.", "The path “{word}” holds \\ instead of /."),
    ("Dấu \\ chỉ dùng trên Windows; số báo phải đọc được trên mọi máy.",
     "The sign \\ is for Windows only, and an issue must be readable on every computer."),
    ("Chỉ cần đổi dấu, hãy gõ: {mend}", "Only the sign is to be changed; type: {mend}"),
    form=("Hãy chọn lại ảnh hoặc tệp bằng nút chọn tệp.",
     "Choose the photo or file again by its button."),
)  # fmt: skip
PATH_MISSING = rule(
    "path.missing",
    ("Không có tệp “{word}” trong thư mục.", "There is no file “{word}” in the folder."),
    ("Ảnh hoặc tệp này sẽ bị thiếu khi in.", "It would be missing in print."),
    ("Có lẽ tệp chưa được chép: hãy chép nó vào thư mục {folder}.{hint_vi}",
     "It was probably not copied: copy it into the folder {folder}.{hint_en}"),
    form=("Hãy thả ảnh hoặc tệp ấy vào lại, hoặc chọn tệp khác.",
     "Drop the file in again, or choose another one."),
)  # fmt: skip
PHOTO_USED_TWICE = rule(
    "photo.used-twice",
    ("Ảnh “{word}” đã được dùng ở {first}.", "The photo “{word}” is already used at {first}."),
    ("Cùng một ảnh sẽ in hai lần, hoặc ảnh này được gõ nhầm tên tệp.",
     "The same picture would be printed twice, or the name of this one is a slip."),
    ("Hãy gõ tên tệp của ảnh đúng ở đây, hoặc bỏ một trong hai chỗ.",
     "Type the name of the right file here, or drop one of the two."),
    Severity.WARNING,
    form=("Hãy chọn ảnh khác ở đây, hoặc bỏ một trong hai chỗ.",
     "Choose another photo here, or drop one of the two."),
)  # fmt: skip
PHOTO_NOT_USED = rule(
    "photo.not-used",
    ("Ảnh “{word}” nằm trong thư mục nhưng không bài nào dùng{more_vi}.",
     "The photo “{word}” is in the folder, but no article uses it{more_en}."),
    ("Ảnh chép vào thư mục thường là để in.", "A photo that was copied there is usually meant to be printed."),
    ("Nếu muốn in, hãy thêm vào mục anh của một bài: {mend}", "To print it, add it to an article's photos: {mend}"),
    Severity.INFO,
    form=("Nếu muốn in, hãy đưa ảnh vào một bài.",
     "To print it, put it into a story."),
)  # fmt: skip
NOT_AN_ARTICLE = rule(
    "file.not-an-article",
    ("Tệp “{word}” không được đọc: {hint_vi}.", "The file “{word}” is not read: {hint_en}."),
    ("Trong thư mục articles chỉ các tệp .yaml được coi là bài, nên tệp này sẽ không được in.",
     "In the folder articles only .yaml files are articles, so this one would not be printed."),
    ("{mend_vi}", "{mend_en}"),
    Severity.WARNING,
    form=("Nếu đó là một bài, hãy nhập nó bằng nút “Nhập”.",
     "If it is a story, bring it in by the import button."),
)  # fmt: skip
SECOND_COPY = rule(
    "file.second-copy",
    ("Tệp “{word}” là bản thứ hai của “{first}” nên không được đọc.",
     "The file “{word}” is a second copy of “{first}”, so it is not read."),
    ("Trình duyệt, Windows và chương trình đồng bộ đặt tên như vậy khi lưu một tệp hai lần; chữ mới có thể ở bản ấy.",
     "Browsers, Windows and synchronisers give such names when a file is saved twice; the newer words may be in it."),
    ("{mend_vi}", "{mend_en}"),
    Severity.WARNING,
    form=("Hãy chọn giữa hai bản ở Lịch sử, mục “Hai bản khác nhau”.",
     "Choose between the two in the history, under the copies."),
)  # fmt: skip
LIKE_A_COPY = rule(
    "file.like-a-copy",
    ("Tệp “{word}” có tên như bản thứ hai của “{first}”, nhưng là bài khác (mã “{id}”) nên vẫn được đọc.",
     "The file “{word}” is named like a second copy of “{first}”, but is another article (id “{id}”), so it is read."),
    ("Người khác dễ xóa nhầm tệp có tên như vậy.", "Somebody may delete a file of such a name by mistake."),
    ("Hãy đổi tên tệp thành {better}", "Rename the file {better}"),
    Severity.WARNING,
    form=("Nếu đúng là hai bài khác nhau thì không phải làm gì.", "Nothing is to be done if these are two stories."),
)  # fmt: skip
