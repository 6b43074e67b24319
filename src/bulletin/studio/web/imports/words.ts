// Words of the screen Import.
import { quoted } from "../shell/quoted.ts";

export const title = "Nhập bài";
export const back = "Về số báo";
export const paste = "Dán bài vào đây";
export const pasteHint =
  "Bấm vào khung rồi dán (Ctrl+V) từ Word, trang web hoặc Zalo. Bài chỉ vào số báo khi bạn bấm Nhận bài.";
export const file = "Chọn tệp Word, trang đã lưu, thư…";
export const address = "Địa chỉ trang";
export const fetch = "Lấy trang";
export const reading = "Đang đọc…";
export const nothing = "Không thấy bài nào trong đó.";
export const source = "Bản gốc";
export const fields = "Bài nhập được";
export const lost = "Chữ không đưa vào bài";
export const photos = (count: number) => `${count} ảnh kèm theo`;
export const certain = { sure: "chắc", guess: "đoán", missing: "thiếu" };
export const right = "Đúng";
export const confirmed = (name: string) => `Đã xem: ${name}`;
export const change = "Sửa";
export const settle = (open: number) => (open ? `Còn ${open} chỗ máy đoán, xin xem từng chỗ.` : "Mọi chỗ đã được xem.");
export const keep = "Nhận bài vào số báo";
export const keepOpen = "Nhận bài, còn chỗ chưa xem";
export const drop = "Bỏ, không nhận";
export const kept = (title: string) => `Đã nhận bài ${quoted(title)}.`;
export const again = "Bài này đã được nhập trước đây; không ghi đè lên bài đang có.";
export const names = {
  title: "Tiêu đề",
  kicker: "Dòng trên tít",
  lead: "Sa-pô",
  body: "Nội dung",
  authors: "Tác giả",
  published_at: "Ngày giờ đăng",
  source: "Nguồn",
  place: "Nơi viết",
  caption: "chú thích",
  credit: "người chụp",
  alt: "mô tả",
} as Readonly<Record<string, string>>;
export const photo = (number: string, what: string) => `Ảnh ${number}: ${what}`;
