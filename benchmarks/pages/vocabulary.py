"""Words of an invented ward: everything that the sentences of `prose.py` are put together from."""

from __future__ import annotations

from dataclasses import dataclass

WARD = "phường Cồn Sáo"
HOST = "https://consao.example"

ORGS = (
    "Đảng ủy phường", "HĐND phường", "UBND phường", "Ủy ban MTTQ Việt Nam phường", "Hội Liên hiệp Phụ nữ phường",
    "Đoàn TNCS Hồ Chí Minh phường", "Hội Cựu chiến binh phường", "Hội Nông dân phường", "Công an phường",
    "Trạm Y tế phường", "Trung tâm Phục vụ hành chính công phường", "Trường THCS Cồn Sáo", "Trường Tiểu học Bến Lạch",
    "Ban Chỉ huy Quân sự phường", "Trung tâm Văn hóa – Thể thao phường", "Hội Chữ thập đỏ phường",
)  # fmt: skip
UPPER = (
    "UBND thành phố", "Ban Thường vụ Thành ủy", "HĐND thành phố", "Sở Nông nghiệp và Môi trường", "Sở Y tế",
    "Sở Giáo dục và Đào tạo", "Công an thành phố", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Nội vụ", "Chính phủ",
)  # fmt: skip
DOCUMENTS = (
    ("Nghị quyết", "NQ/TU"), ("Nghị quyết", "NQ/ĐU"), ("Kế hoạch", "KH/ĐU"), ("Chỉ thị", "CT/TU"),
    ("Kết luận", "KL/TU"), ("Quyết định", "QĐ/UBND"), ("Hướng dẫn", "HD/BTCĐU"),
)  # fmt: skip
YEARLY = (
    ("Nghị định", "NĐ-CP"), ("Thông tư", "TT-BVHTTDL"), ("Thông tư", "TT-BNNMT"), ("Thông tư", "TT-BGDĐT"),
    ("Quyết định", "QĐ-UBND"), ("Nghị quyết", "NQ-HĐND"), ("Công văn", "UBND-VHXH"),
)  # fmt: skip
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Đinh", "Lưu", "Mai", "Tạ")
MIDDLE = ("Thị", "Văn", "Đức", "Minh", "Thu", "Quốc", "Hải", "Ngọc", "Thanh", "Bích", "Hữu", "Công")
GIVEN = (
    "Nhàn", "Quyền", "Hạnh", "Lâm", "Sơn", "Thắm", "Khuê", "Trung", "Oanh", "Tuấn", "Dịu", "Kiên", "Hiền", "Thuận",
    "Loan", "Bảo", "Ngà", "Phúc", "Yến", "Toàn",
)  # fmt: skip
OFFICES = (
    "Bí thư Đảng ủy phường", "Phó Bí thư Thường trực Đảng ủy phường", "Chủ tịch UBND phường",
    "Phó Chủ tịch UBND phường", "Chủ tịch Ủy ban MTTQ Việt Nam phường", "Trưởng Công an phường",
    "Trưởng phòng Văn hóa – Xã hội", "Trạm trưởng Trạm Y tế phường", "Hiệu trưởng Trường THCS Cồn Sáo",
    "Bí thư chi bộ kiêm Tổ trưởng tổ dân phố số 7", "Chủ tịch Hội Liên hiệp Phụ nữ phường",
)  # fmt: skip
FOLK = (
    "người giữ đèn ở cửa lạch", "chủ một hàng bún đầu chợ", "học sinh lớp 8", "thợ vá lưới", "cựu giáo viên",
    "người trồng rau ở bãi Trong", "chủ thuyền lưới vây", "cán bộ hưu trí", "nhân viên thu gom rác", "thợ điện",
)  # fmt: skip
PLACES = (
    "tổ dân phố số 3", "tổ dân phố số 10", "tổ dân phố Bến Lạch", "khu dân cư Bãi Trong", "chợ Cồn", "bến cá Cửa Lạch",
    "nhà văn hóa tổ dân phố số 6", "đường Hàng Dương", "ngõ 48 đường Vụng Sâu", "sân vận động phường",
    "hội trường UBND phường", "tuyến kè phía đông", "điểm trường Bến Lạch", "Nghĩa trang liệt sĩ phường",
)  # fmt: skip
WHEN = (
    "Sáng 16/11", "Chiều 17/11", "Tối 14/11", "Từ ngày 10 đến ngày 25/11", "Trong hai ngày 12 và 13/11",
    "Những ngày giữa tháng 11", "Từ đầu quý IV", "Mười tháng qua", "Ngay trong tuần đầu ra quân",
    "Sau gần một năm thực hiện", "Trước mùa gió bấc", "Vào mỗi sáng thứ Bảy",
)  # fmt: skip
CREDITS = (
    "Hải Khuê", "Thu Ngà", "Minh Thuận", "Cổng thông tin phường", "Trung tâm Văn hóa – Thể thao phường", "Đức Lâm",
    "Đoàn phường cung cấp",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """What a story is about: its section, what is worked for, what is done, what it is done with, what came of it."""

    section: str
    aims: tuple[str, ...]
    deeds: tuple[str, ...]
    things: tuple[str, ...]
    results: tuple[str, ...]
    units: tuple[str, ...]


TOPICS = (
    Topic(
        "xay-dung-dang",
        ("nâng cao chất lượng sinh hoạt chi bộ", "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
         "xây dựng tổ chức cơ sở đảng trong sạch, vững mạnh", "đổi mới phương thức lãnh đạo của cấp ủy"),
        ("quán triệt đến từng đảng viên", "rà soát lại quy chế làm việc", "phân công cấp ủy viên phụ trách",
         "tổ chức sinh hoạt chuyên đề", "kiểm tra, giám sát theo chương trình đã ban hành"),
        ("nghị quyết chuyên đề quý", "sổ tay đảng viên điện tử", "bản cam kết tu dưỡng", "danh sách việc chậm tiến độ"),
        ("tỷ lệ đảng viên dự sinh hoạt đạt trên 96%", "nhiều việc tồn đọng được giải quyết dứt điểm",
         "chi bộ nào cũng có ít nhất một mô hình cụ thể", "ý kiến góp ý được trả lời trong vòng mười ngày"),
        ("đảng viên", "chi bộ", "lượt ý kiến", "mô hình"),
    ),
    Topic(
        "kinh-te",
        ("phát triển kinh tế biển gắn với du lịch cộng đồng", "chuyển đổi nghề cho hộ khai thác ven bờ",
         "giữ giá cho mùa cá vụ bắc", "mở thêm điểm bán hàng có truy xuất nguồn gốc"),
        ("lắp cân đối chứng ở đầu bến", "vay vốn mua thêm ngư cụ", "liên kết với ba nhà hàng trong phố",
         "sửa lại cầu cảng tạm", "niêm yết giá từng loại cá", "dạy nghề đan lưới cho lớp trẻ"),
        ("kho lạnh mini", "thuyền lưới vây", "gian hàng đặc sản", "vùng nuôi hàu treo dây", "tuyến xe điện ra bãi"),
        ("thu nhập bình quân tăng khoảng một phần năm", "hàng về đến bến là bán hết trong buổi sáng",
         "không còn cảnh ép giá lúc nước ròng", "mỗi chuyến biển đỡ được gần hai triệu đồng tiền dầu"),
        ("hộ", "tấn cá", "thuyền", "triệu đồng", "lượt khách"),
    ),
    Topic(
        "doi-song",
        ("bảo vệ môi trường khu dân cư", "phân loại rác thải tại nguồn", "chỉnh trang các tuyến ngõ",
         "chăm lo hộ nghèo, người cao tuổi neo đơn"),
        ("dọn sạch đoạn mương dài", "trồng hàng cây dọc tuyến kè", "góp công lát lại mặt ngõ", "đặt thùng phân loại",
         "vẽ tranh lên bức tường cũ", "thay toàn bộ bóng đèn hỏng"),
        ("con mương tiêu nước", "vườn hoa nhỏ", "điểm thu gom vỏ hộp", "ngôi nhà đại đoàn kết", "đường điện thắp sáng"),
        ("ngõ phố sáng và sạch hơn hẳn", "bà con ngồi hóng mát đến tận khuya", "không còn điểm tập kết rác tự phát",
         "nước rút nhanh sau mỗi trận mưa lớn"),
        ("hộ", "ngày công", "cây xanh", "mét ngõ", "suất quà"),
    ),
    Topic(
        "giao-duc",
        ("nâng cao chất lượng dạy và học", "xây dựng thư viện mở", "phổ cập bơi cho trẻ em",
         "giúp học sinh có hoàn cảnh khó khăn đến trường"),
        ("tặng sách cho tủ sách lớp học", "mở lớp học bơi miễn phí", "sửa lại dãy phòng học cũ",
         "tổ chức ngày hội đọc sách", "đỡ đầu các em mồ côi", "đưa lớp học ra bờ kè"),
        ("thư viện xanh", "bể bơi di động", "phòng tin học", "câu lạc bộ tiếng Anh", "góc đọc sách dưới tán bàng"),
        ("số lượt mượn sách tăng gấp đôi", "không có học sinh bỏ học giữa chừng",
         "các em mạnh dạn nói trước đám đông", "phụ huynh yên tâm gửi con đến chiều"),
        ("học sinh", "cuốn sách", "suất học bổng", "giáo viên", "buổi học"),
    ),
    Topic(
        "an-ninh",
        ("giữ vững an ninh trật tự trên địa bàn", "phòng cháy, chữa cháy tại khu dân cư",
         "phòng ngừa lừa đảo trên không gian mạng", "bảo đảm trật tự an toàn giao thông"),
        ("tuần tra khép kín ban đêm", "tập huấn dùng bình chữa cháy", "lắp camera ở các ngã ba",
         "vận động giao nộp vũ khí tự chế", "nhắc từng hộ kinh doanh không lấn chiếm vỉa hè"),
        ("tổ liên gia an toàn", "điểm chữa cháy công cộng", "nhóm nhắn tin cảnh báo", "chốt trực đầu ngõ"),
        ("số vụ vi phạm giảm rõ so với cùng kỳ", "không để xảy ra cháy lớn", "người dân chủ động báo tin",
         "ba vụ lừa đảo được ngăn chặn kịp thời"),
        ("vụ việc", "lượt người", "bình chữa cháy", "camera", "hộ kinh doanh"),
    ),
    Topic(
        "van-hoa",
        ("giữ gìn nghề đan lưới và hát đúm", "xây dựng đời sống văn hóa ở khu dân cư", "tôn tạo di tích đình Cồn",
         "phát triển phong trào thể dục thể thao quần chúng"),
        ("dựng lại sân khấu bằng tre", "tập luyện suốt hai tháng", "ghi âm lời kể của các cụ",
         "mở giải bóng chuyền hơi", "chép lại sắc phong cũ", "mời nghệ nhân về dạy"),
        ("câu lạc bộ hát đúm", "đội trống cái", "giải chạy ven biển", "nhà truyền thống", "phiên chợ quê"),
        ("khán giả đứng kín sân đình", "lớp trẻ bắt đầu thuộc những làn điệu khó", "nhiều kỷ vật được hiến tặng",
         "năm nay có thêm bốn đội đăng ký"),
        ("tiết mục", "vận động viên", "khán giả", "hiện vật", "buổi tập"),
    ),
    Topic(
        "hanh-chinh",
        ("đẩy mạnh chuyển đổi số và cải cách hành chính", "rút ngắn thời gian giải quyết hồ sơ đất đai",
         "thực hiện mô hình chính quyền địa phương hai cấp", "nâng cao chỉ số hài lòng của người dân"),
        ("trả kết quả tại nhà cho người già yếu", "bố trí đoàn viên trực hướng dẫn", "số hóa toàn bộ hồ sơ hộ tịch",
         "công khai số điện thoại của lãnh đạo", "bỏ ba loại giấy tờ trùng lặp"),
        ("quầy tiếp nhận không giấy", "tổ công nghệ số cộng đồng", "màn hình báo lượt", "hộp thư góp ý"),
        ("hồ sơ trả trước hạn chiếm hơn tám phần mười", "người dân không phải đi lại lần thứ hai",
         "thời gian chờ trung bình còn chín phút", "điểm hài lòng tăng ba bậc"),
        ("hồ sơ", "thủ tục", "lượt hướng dẫn", "tài khoản định danh"),
    ),
    Topic(
        "suc-khoe",
        ("chăm sóc sức khỏe ban đầu cho Nhân dân", "phòng, chống dịch sốt xuất huyết",
         "khám sàng lọc cho người cao tuổi", "vận động hiến máu tình nguyện"),
        ("diệt bọ gậy ở từng sân nhà", "lập hồ sơ sức khỏe điện tử", "đo huyết áp miễn phí vào phiên chợ",
         "tư vấn dinh dưỡng cho bà mẹ", "phun hóa chất ở vùng trũng"),
        ("điểm khám lưu động", "tủ thuốc tổ dân phố", "lớp dưỡng sinh buổi sớm", "xe đưa đón người khuyết tật"),
        ("bệnh được phát hiện sớm hơn", "hai tuần liền không có ca mắc mới", "số đơn vị máu vượt kế hoạch",
         "các cụ quen với việc khám định kỳ"),
        ("người", "lượt khám", "đơn vị máu", "hộ", "thẻ bảo hiểm y tế"),
    ),
)  # fmt: skip

SECTIONS = (
    ("xay-dung-dang", "Xây dựng Đảng", "do"), ("kinh-te", "Kinh tế biển", "xanh"), ("doi-song", "Đời sống", "cam"),
    ("giao-duc", "Giáo dục", "luc"), ("an-ninh", "An ninh – Trật tự", "do"), ("van-hoa", "Văn hóa", "tim"),
    ("hanh-chinh", "Hành chính công", "xanh"), ("suc-khoe", "Sức khỏe", "luc"),
)  # fmt: skip

VERSES = (
    "Chiều nghiêng bóng nước lên thềm", "Mẹ ngồi vá lại nỗi niềm biển khơi", "Con thuyền đi suốt một đời",
    "Neo vào tay mẹ những lời ru xưa", "Bấc về gõ cửa đêm mưa", "Đèn ai còn thức như chưa biết buồn",
    "Lưới phơi trắng cả ngọn nguồn", "Hạt cơm mặn vị gió luồn khe hiên", "Trăng lên một nửa làng hiền",
    "Nửa kia để lại cho miền sóng xa", "Bàn chân quen lối phù sa", "Nghe trong tiếng cát có nhà, có quê",
)  # fmt: skip
