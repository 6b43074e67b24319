// Words of the shell. Each screen has its own words.ts.
export const product = "Bản tin";
export const opening = "Đang mở…";
export const partMissing = "Chưa tải được màn hình này.";
export const skip = "Tới nội dung chính";
export const help = "Trợ giúp";
export const close = "Đóng";
export const cancel = "Thôi";
export const page = "Trang";
export const retry = "Thử lại";
export const undo = "Hoàn tác";
export const saved = (time: string) => `Đã lưu ${time}`;
export const saving = "Đang lưu…";
export const unsaved = (why: string) => `Chưa lưu được: ${why} (chữ vẫn còn ở đây)`;
export const unread = (why: string) => `Chưa tải được: ${why}`;
export const offline = "chương trình chưa trả lời";
export const noKey = "cửa sổ này không còn hiệu lực, hãy mở lại từ biểu tượng Bản tin";
export const tooBig = "quá dài, chương trình không nhận";
export const refused = "chương trình không nhận";
export const stopped =
  "Chương trình đã dừng. Chữ của bạn vẫn còn trong cửa sổ này và sẽ được lưu ngay khi chương trình chạy lại.";
export const notFound = "Không có màn hình này.";
export const notThere = "Không tìm thấy";
export const toHome = "Về danh sách bản tin";
export const wayBack = "Đường về";
export const closeSaid = "Đóng dòng báo";
export const undoSaid = "Hoàn tác việc vừa làm";
export const keysTitle = "Phím tắt";
export const keyColumn = "Phím";
export const keyMeaning = "Việc";
export const licences = "Phần mềm dùng trong cửa sổ này";
export const licencesNote = "Cửa sổ này gồm mã của chúng tôi và các thư viện mã nguồn mở sau đây.";
export const helpNote =
  "Mọi thứ được lưu ngay khi gõ; không cần nút lưu. Đóng cửa sổ lúc nào cũng được, mở lại từ biểu tượng Bản tin.";
export const commonKeys = [
  ["F6", "Sang khung kế tiếp (Shift+F6: khung trước)"],
  ["Ctrl+Z", "Lấy lại việc vừa làm (khi không ở trong ô chữ)"],
  ["Ctrl+Alt+H", "Lịch sử của số báo, hoặc của bài đang mở"],
  ["Esc", "Đóng hộp thoại, bỏ việc đang làm"],
  ["?", "Bảng phím tắt này"],
] as const;
export const conflict = "Ô này vừa được sửa ở nơi khác.";
export const mine = "Bản của bạn";
export const theirs = (time: string) => (time ? `Bản trong tệp, sửa lúc ${time}` : "Bản trong tệp");
export const keepMine = "Giữ của tôi";
export const takeTheirs = "Lấy bản kia";
export const joinBoth = "Ghép cả hai";
export const somebody = "người khác";
export const otherWindow = "bạn, ở cửa sổ khác";
export const inIssue = (who: string) => `Cũng đang mở số này: ${who}.`;
export const inStory = (who: string) => `Cũng đang mở bài này: ${who}.`;
export const onCard = (who: string) => `đang mở: ${who}`;
export const twice = "Bài này có hai bản khác nhau.";
export const twiceInIssue = (count: number) => `Có ${count} chỗ có hai bản khác nhau.`;
export const chooseCopy = "Xem và chọn";
export const asTyped = "Chữ trong tệp, để đọc và chép";
export const toHistory = "Mở lịch sử để khôi phục";
export const signed = (number: number, name: string, at: string) =>
  `Số ${number} đã được ${name} ký duyệt${at && ` lúc ${at}`}.`;
export const heldSigned = (line: string) => `${line} Các ô chỉ để đọc.`;
export const askSigned = (line: string) => `${line} Sửa thì chữ ký không còn đúng và số báo phải được ký duyệt lại.`;
export const signedTitle = "Số báo đã được ký duyệt";
export const changeSigned = "Sửa số báo";
export const leaveSigned = "Không sửa";
export const leftSigned = "số báo giữ nguyên như đã ký duyệt";
export const empty = "(trống)";
export const required = "bắt buộc";
