// Words of the screen Photos.
import { quoted } from "../shell/quoted.ts";

export const title = "Ảnh của số báo";
export const back = "Về số báo";
export const list = "Ảnh đã nhận";
export const received = (taken: number, of: number) => `Đã nhận ${taken} trên ${of} ảnh.`;
export const clash = "Chỗ này vừa được sửa ở nơi khác và giữ như ở đó. Chữ của bạn còn trong Lịch sử.";
export const drop = "Thả ảnh vào đây, hoặc";
export const choose = "Chọn ảnh…";
export const count = (all: number, lacking: number) =>
  `${all} ảnh${lacking ? `, ${lacking} chỗ thiếu chú thích hoặc mô tả` : ""}`;
export const none = "Số này chưa có ảnh nào.";
export const coming = (name: string) => `Đang nhận ${name}…`;
export const refused = (name: string) => `Không nhận được ${name}`;
export const known = (name: string) => `${name} đã có trong số này.`;
export const forget = "Bỏ khỏi danh sách";
export const again = "Hãy thả lại, hoặc chọn tệp khác.";
export const noFile = "Máy không đọc được tệp này.";
export const noFileRemedy = "Nếu đó là thư mục, hãy mở thư mục rồi thả các ảnh ở trong; nếu là ảnh, hãy chép lại ảnh.";
export const bad = "không dùng được";
export const unused = "chưa đặt vào bài nào";
export const missing = "không còn tệp";
export const onPage = (page: number) => `tr. ${page}`;
export const noChoice = "Chọn một ảnh bên trái để ghi chú thích, chọn điểm chính và phần được in.";
export const size = (width: number, height: number) => `${width} × ${height} điểm ảnh`;
export const light = {
  good: (ppi: number) => `● Nét: ${ppi} ppi ở cỡ in`,
  fair: (ppi: number) => `● Tạm được: ${ppi} ppi ở cỡ in`,
  poor: (ppi: number) => `● Sẽ vỡ hình: ${ppi} ppi ở cỡ in`,
};
export const printed = (page: number, w: number, h: number) => `Trang ${page}, ${w} × ${h} mm`;
export const crops = "Cắt thật trên trang";
export const noCrops = "Ảnh này chưa lên trang nào.";
export const story = (title: string) => `Trong bài ${quoted(title)}`;
export const caption = "Chú thích";
export const credit = "Người chụp";
export const alt = "Mô tả cho người không nhìn thấy";
export const altHint = "Nói điều thấy trong ảnh, một câu.";
export const guessTaken = (day: string) => `Máy ảnh ghi ngày ${day}.`;
export const guessCredit = (name: string) => `Máy ảnh ghi người chụp là ${name}.`;
export const useGuess = "Đúng, dùng";
export const focus = "Điểm chính";
export const focusHint = "Bấm vào ảnh, hoặc dùng phím mũi tên (Shift: 5 %). Trang không bao giờ cắt mất điểm này.";
export const focusAt = (x: number, y: number) => `Điểm chính ở ${x} % ngang, ${y} % dọc`;
export const noFocus = "Chưa chọn điểm chính";
export const clearFocus = "Bỏ điểm chính";
export const crop = "Phần được in (%)";
export const left = "Mép trái";
export const top = "Mép trên";
export const right = "Mép phải";
export const bottom = "Mép dưới";
export const setCrop = "Dùng phần này";
export const clearCrop = "In cả ảnh";
export const badCrop = "Phần được in phải rộng và cao ít nhất 5 %.";
export const attachTo = "Đưa vào bài";
export const attachGo = "Đưa vào";
export const trash = "Bỏ ảnh vào thùng rác";
export const trashed = (name: string) => `Đã bỏ ${name} vào thùng rác.`;
export const tookOut = (name: string) => `Đã lấy lại ${name}.`;
export const lacking = "thiếu";
export const lack = { caption: "chú thích", alt: "mô tả", credit: "người chụp" } as Readonly<Record<string, string>>;
