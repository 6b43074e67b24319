// Words of the screen Home.
export const title = "Bản tin";
export const reading = "Đang đọc các bản tin…";
export const none = "Chưa có bản tin nào trong thư mục này. Hãy tạo bản tin đầu tiên: chỉ năm câu hỏi.";
export const newBulletin = "Bản tin mới";
export const newBulletinNote = "Năm câu hỏi, xem trước măng-sét ngay khi gõ.";
export const newIssue = (last: number | null) => (last ? `Số mới từ số ${last}` : "Số đầu tiên");
export const sheet = "Tờ tin";
export const goOn = "Làm tiếp";
export const look = "Xem";
export const older = (count: number) => `Các số cũ (${count})`;
export const issue = (number: number | null) => (number ? `Số ${number}` : "Số chưa đọc được");
export const states = {
  making: "đang làm",
  built: "đã dựng trang",
  approved: "ghi là đã duyệt, chưa ký duyệt",
  signed: "đã ký duyệt",
} as Record<string, string>;
export const editions = {
  screen: "bản đọc trên máy",
  press: "bản nhà in",
  office: "bản máy photo",
  "office-booklet": "bản đóng ghim",
  record: "bản lưu trữ",
} as Record<string, string>;
export const made = "đã xuất";
export const pages = (have: number | null, wanted: number | null) =>
  have && wanted && have !== wanted ? `${have}/${wanted} trang` : (have ?? wanted) ? `${have ?? wanted} trang` : "";
export const kinds = { internal: "lưu hành nội bộ", licensed: "có giấy phép" } as Record<string, string>;
export const otherFolder = "Mở thư mục khác";
export const folderNote = "Chọn thư mục để các bản tin. Thư mục đang mở vẫn ở đó; không có gì trong thư mục bị đổi.";
export const computer = "Máy này";
export const way = "Đường đến thư mục này";
export const recent = "Đã mở gần đây";
export const noFolders = "Trong này không có thư mục con.";
export const moreFolders = (count: number) => `Chỉ hiện ${count} thư mục đầu.`;
export const holds = { bulletin: "có bản tin", issue: "có số báo" } as Record<string, string>;
export const openFolder = (name: string) => `Mở “${name}”`;
export const openThis = "Mở";
export const alreadyOpen = "Đang mở rồi";
export const opened = (name: string, bulletins: number) =>
  bulletins ? `Đã mở “${name}”: ${bulletins} bản tin.` : `Đã mở “${name}”. Trong đó chưa có bản tin nào.`;
export const notClosed = (why: string) => `Chưa bỏ ra được: ${why}`;
export const notOpened = (why: string) => `Chưa mở được: ${why}`;
export const openFolders = "Các thư mục đang mở";
export const closeFolder = "Bỏ ra";
export const closed = (name: string) => `Đã bỏ “${name}” ra. Không có gì trong thư mục ấy bị xóa.`;
export const where = "Để trong thư mục";

export const noIssues = "Chưa có số nào.";

export const name = "1. Tên bản tin";
export const nameHint = "In lớn ở măng-sét, ví dụ tên phường, tên làng.";
export const body = "2. Cơ quan xuất bản";
export const bodyHint = "Tên đầy đủ, như trên giấy phép hoặc quyết định.";
export const period = "3. Bao lâu ra một số";
export const periods = ["Hằng tuần", "Hai tuần một số", "Hằng tháng", "Hằng quý"];
export const otherPeriod = "Kỳ hạn khác";
export const kind = "4. Loại bản tin";
export const kindNotes = {
  internal: "Nội bộ: chỉ phát trong cơ quan, khu dân cư.",
  licensed: "Có giấy phép xuất bản bản tin: in đủ các dòng luật yêu cầu.",
} as Record<string, string>;
export const layout = "5. Kiểu trang";
export const masthead = "Măng-sét sẽ như thế này";
export const mastheadNote = "Hình gần đúng. Chưa có gì được ghi cho đến khi bấm Tạo.";
export const sampleName = "Tên bản tin";
export const sampleBody = "Cơ quan xuất bản";
export const label = "BẢN TIN";
export const create = "Tạo";
export const created = (name: string) => `Đã tạo bản tin ${name}.`;

export const issueTitle = (name: string) => `${name}: số mới`;
export const issueNote = (last: number | null) =>
  last
    ? `Điền sẵn từ số ${last}. Chưa có gì được ghi cho đến khi bấm Tạo.`
    : "Chưa có gì được ghi cho đến khi bấm Tạo.";
export const number = "Số";
export const total = "Số thứ tự từ số đầu tiên";
export const date = "Ngày phát hành";
export const periodFrom = "Phản ánh từ ngày";
export const periodTo = "Đến ngày";
export const wanted = "Số trang";
export const standingNote = "Chuyên mục, mẫu trình bày và nơi in được giữ nguyên.";
export const notices = "Thông báo đăng lại";
export const unfinished = "Bài chưa xong của số trước, chuyển sang số này";
export const unfinishedNone = "Số trước không còn bài dở.";
export const statuses = { draft: "nháp", edited: "đã biên tập", approved: "đã duyệt, chưa đăng" } as Record<
  string,
  string
>;
