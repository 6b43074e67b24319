// Words of the screen Board.
import { quoted } from "../shell/quoted.ts";

export const title = (number: number | null) => (number ? `Số ${number}` : "Số báo");
export const back = "Bản tin";
export const reading = "Đang đọc số báo…";
export const stories = "Tin bài";
export const briefs = "Tin ngắn (hàng riêng)";
export const held = "Để sang số sau";
export const pages = "Trang";
export const notOnPages = (titles: readonly string[]) =>
  `Chưa lên trang vì còn thiếu chữ hoặc còn lỗi: ${titles.map(quoted).join(", ")}.`;
export const planning = "Đang xếp trang…";
export const noPlan = "Chưa xếp trang được. Bài còn lỗi hoặc chưa có chữ: mở bài có dấu ✕ để sửa.";
export const noStories = "Số này chưa có bài nào. Bấm “Bài mới” để thêm.";
export const nothingToPlan = "Trang hiện ra khi số có bài đầu tiên.";
export const newStory = "Bài mới";
export const storyTitle = "Tiêu đề";
export const titleMissing = "Chưa điền tiêu đề.";
export const storyTitleHint = "Sửa lại lúc nào cũng được.";
export const weight = "Cỡ bài";
export const section = "Chuyên mục";
export const noSection = "Không có chuyên mục";
export const create = "Tạo";
export const save = "Đổi";
export const slots = { lead: "Bài chính", story: "Bài", brief: "Tin ngắn", photo: "Ảnh" } as Record<string, string>;
export const states = { draft: "nháp", edited: "đã biên tập", approved: "đã duyệt" } as Record<string, string>;
export const lines = (count: number) => `${count} dòng`;
export const photos = (count: number) => `${count} ảnh`;
export const page = (numbers: readonly number[]) =>
  numbers.length ? `trang ${numbers[0]}${numbers.length > 1 ? `–${numbers.at(-1)}` : ""}` : "";
export const errors = (count: number) => `${count} lỗi`;
export const warnings = (count: number) => `${count} điều cần xem`;
export const untitled = "(chưa có tiêu đề)";
export const locked = "chưa đọc được: mở ra để xem vì sao";
export const missing = "Có trong thứ tự mà không có bài";
export const takeOut = "Bỏ khỏi thứ tự";
export const takenOut = (name: string) => `Đã bỏ ${quoted(name)} khỏi thứ tự.`;
export const allSections = "Mọi chuyên mục";
export const allStates = "Mọi trạng thái";
export const filterSection = "Lọc theo chuyên mục";
export const filterState = "Lọc theo trạng thái";
export const grip = (title: string) => `Chuyển chỗ: ${title}`;
export const gripNote = "Phím cách để nhấc, mũi tên để chuyển, phím cách để đặt, Esc để thôi.";
export const lifted = (title: string, place: number, count: number) =>
  `Đã nhấc ${quoted(title)}, chỗ ${place} trên ${count}.`;
export const at = (place: number, count: number) => `Chỗ ${place} trên ${count}.`;
export const putBack = "Đã để lại chỗ cũ.";
export const more = (title: string) => `Việc khác với ${title}`;
export const up = "Lên";
export const down = "Xuống";
export const top = "Lên đầu";
export const bottom = "Xuống cuối";
export const change = "Đổi cỡ bài, chuyển mục…";
export const changeTitle = (title: string) => `Cỡ bài và chuyên mục: ${title}`;
export const hold = "Để sang số sau";
export const trash = "Bỏ vào thùng rác";
export const trashed = (title: string) => `Đã bỏ ${quoted(title)} vào thùng rác.`;
export const place = "Đưa vào số này";
export const moved = (title: string) => `Đã chuyển ${quoted(title)}.`;
export const noPageChanged = "Không trang nào đổi.";
export const briefUnchanged = "Không trang nào đổi: tin ngắn được đặt theo chỗ trống.";
export const pagesChanged = (numbers: readonly number[], of: number) =>
  numbers.length > 2 && numbers.length === of ? "Mọi trang đều đổi." : `Trang đổi: ${numbers.join(", ")}.`;
export const changed = (title: string) => `Đã đổi ${quoted(title)}.`;
export const heldOver = (title: string) => `Đã để ${quoted(title)} sang số sau.`;
export const placed = (title: string) => `Đã đưa ${quoted(title)} vào số này.`;
export const undone = "Đã lấy lại.";
export const failed = (why: string) => `Chưa làm được: ${why}`;
export const count = (pages: number, wanted: number | null) =>
  wanted && wanted !== pages ? `${pages} trang, định ${wanted}` : `${pages} trang`;
export const over = (lines: number) => `thừa ${lines} dòng`;
export const under = (lines: number) => `còn trống ${lines} dòng`;
export const fits = "vừa trang";
export const planAnew = "Xếp lại mọi trang";
export const planAnewHint = "Sau mỗi chỗ sửa, trang giữ nguyên chừng nào còn vừa. Nút này xếp lại tất cả từ đầu.";
export const planningAnew = "Đang xếp lại mọi trang…";
export const screens = "Việc của số báo";
export const check = "Soát";
export const sheet = "Thông tin số báo";
export const outputs = "Xuất";
export const photosScreen = "Ảnh";
export const importScreen = "Nhập bài";
export const history = "Lịch sử";
export const pageLabel = (number: number, titles: readonly string[]) =>
  `Trang ${number}: ${titles.join("; ") || "trống"}`;
