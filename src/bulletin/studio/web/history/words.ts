// Words of the screen History.
import { quoted } from "../shell/quoted.ts";

export const title = "Lịch sử";
export const back = "Về số báo";
export const reading = "Đang đọc lịch sử…";
export const tabs = "Xem gì";
export const saves = "Các lần lưu";
export const named = "Bản có tên";
export const trash = "Thùng rác";
export const copies = "Hai bản khác nhau";
export const count = (count: number) => (count ? ` (${count})` : "");
export const torn = (count: number) =>
  `Máy đã tắt giữa chừng: ${count} lần lưu không còn trong danh sách này. Bài viết vẫn nguyên như lần lưu cuối.`;
export const none = "Chưa có lần lưu nào. Mỗi lần sửa được giữ ở đây, và lấy lại được.";
export const onlyStory = (title: string) => `Chỉ những lần lưu bài ${quoted(title)}.`;
export const everything = "Xem cả số báo";
export const older = "Xem các lần lưu trước nữa";
export const today = "Hôm nay";
export const yesterday = "Hôm qua";
export const somebody = "Không rõ ai";
export const times = (count: number) => `${count} lần lưu`;
export const added = (count: number) => `thêm ${count} chữ`;
export const removed = (count: number) => `bỏ ${count} chữ`;
export const kinds = {
  version: "Bản có tên",
  conflict: "Hai người sửa một chỗ",
} as Record<string, string>;
export const outside = (names: string) => `Sửa bằng chương trình khác: ${names}`;
export const conflicts = (count: number) => `${count} chỗ hai người cùng sửa`;
export const takenBack = "đã hoàn tác";
export const choose = "Chọn một lần lưu bên trái để xem chữ của lúc ấy bên cạnh chữ hiện nay.";
export const past = "Lúc ấy";
export const now = "Nay";
export const which = "Lần lưu trong lúc ấy";
export const same = "Chữ của lúc ấy giống hệt hiện nay.";
export const notWhole = "Một phần chữ của lúc ấy không còn được giữ.";
export const elsewhere = (count: number) => `Chỗ khác cũng đã đổi từ lúc ấy (${count})`;
export const story = (title: string) => `Bài ${quoted(title)}`;
export const photo = (name: string) => `Ảnh ${name}`;
export const inIssue = "Thông tin số báo";
export const inPublication = "Thông tin bản tin";
export const inMail = "Cách gửi thư";
export const untitled = "(chưa có tiêu đề)";
export const isNew = "Bài này có sau lúc ấy. Khôi phục cả số thì bài vào thùng rác.";
export const isGone = "Bài này có lúc ấy, nay không còn trong số báo.";
export const gone = "bỏ";
export const fresh = "thêm";
export const nothing = "(trống)";
export const restoreStory = "Khôi phục bài này";
export const restoreThis = "Khôi phục mục này";
export const restoreIssue = "Khôi phục cả số";
export const restored = (what: string) => `Đã khôi phục ${what}.`;
export const already = "Không có gì phải khôi phục: mọi chữ đã đúng như lúc ấy.";
export const undone = "Đã hoàn tác việc khôi phục.";
export const failed = (why: string) => `Chưa làm được: ${why}`;
export const pages = "Trang lúc ấy và trang nay";
export const pageThen = (page: number) => `Trang ${page}, lúc ấy`;
export const pageNow = (page: number) => `Trang ${page}, nay`;
export const noPages = "Một phần chữ của lúc ấy không còn được giữ, nên không dựng lại được trang.";
export const makePages = "Dựng các trang lúc ấy";
export const stopPages = "Dừng dựng trang";
export const stopped = "Đã dừng.";
export const noThen = "Không dựng được các trang lúc ấy:";
export const madeNote = (left: number, lost: readonly string[]) =>
  [
    "Trang lúc ấy được dàn lại từ chữ của lúc ấy, với ảnh và mẫu hiện nay.",
    left && `${left} bài lúc ấy có lỗi nên không lên trang.`,
    lost.length && `Ảnh không còn trong thư mục, chỗ ấy để xám: ${lost.join(", ")}.`,
  ]
    .filter(Boolean)
    .join(" ");

export const nameLabel = "Tên, ví dụ “bản gửi chị Hạnh”";
export const nameGo = "Đặt tên bản này";
export const rename = "Đổi tên";
export const newName = (name: string) => `Tên mới của ${quoted(name)}`;
export const cancel = "Thôi";
export const renamed = (what: string) => `Đã ${what}.`;
export const renameUndone = "Đã lấy lại tên cũ.";
export const namedNow = (name: string) => `Đã giữ “${name}”.`;
export const noNamed = "Chưa có bản nào được đặt tên. Bản có tên được giữ mãi, cả chữ lẫn hình trang.";
export const withPages = (count: number) => (count ? `có hình ${count} trang` : "không có hình trang");
export const compare = "So với nay";
export const look = "Xem chữ lúc ấy";

export const noTrash = "Thùng rác trống. Bài và ảnh bị bỏ được giữ ở đây.";
export const trashedAt = (time: string, who: string) => `bỏ lúc ${time}${who ? `, người bỏ: ${who}` : ""}`;
export const copyOf = (name: string) => `Bản kia của ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
export const takeOut = "Lấy lại";
export const noCopies = "Không có bài nào có hai bản.";
export const copiesNote =
  "Hai người cùng lưu nên có hai bản. Chọn xong, bản kia vào thùng rác; chữ của cả hai vẫn còn trong lịch sử.";
export const twoOf = (name: string) => `${name}: hai bản khác nhau`;
export const copyFrom = (who: string) => (who ? `Bản kia từ: ${who}` : "Bản kia từ máy khác");
export const copyBroken = "Bản kia đang hỏng nên không xem được. Giữ bản này thì bản kia vào thùng rác.";
export const mineBroken = "Bản này không còn hoặc đang hỏng; có thể lấy cả bản kia.";
export const copySame = "Hai bản có chữ giống hệt nhau.";
export const mine = "Bản này";
export const theirs = "Bản kia";
export const onlyHere = "chỉ có ở bản này";
export const keepWhich = (label: string) => `${label}: giữ bản nào`;
export const keepMine = "Giữ bản này";
export const takeTheirs = "Lấy bản kia";
export const onlyWhole = "Chỗ này chỉ lấy được cùng cả bản kia.";
export const takeChosen = (count: number) => `Lấy ${count} chỗ đã chọn, bỏ phần còn lại của bản kia`;
export const keepAllMine = "Giữ cả bản này";
export const takeAllTheirs = "Lấy cả bản kia";
export const chosen = "Đã chọn xong. Bản kia ở trong thùng rác.";
export const chosenUndone = "Đã hoàn tác: hai bản lại như trước.";
export const tookOut = (what: string) => `Đã lấy lại ${what}.`;
