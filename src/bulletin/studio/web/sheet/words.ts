// Words of the forms of an issue and a publication.
export const titles = { issue: "Thông tin số báo", publication: "Tờ tin", mail: "Gửi thư qua máy chủ" } as Readonly<
  Record<string, string>
>;
export const issue = (number: string) => (number ? `Thông tin số ${number}` : "Thông tin số báo");
export const groups = "Các nhóm";
export const toHome = "Bản tin";
export const toIssue = "Về số báo";
export const toPublication = "Tờ tin";
export const reading = "Đang đọc…";
export const locked = "Thông tin này chưa đọc được nên chỉ xem, không sửa được ở đây.";
export const toSee = (count: number) => `${count} điều cần xem`;
export const noMail =
  "Bản tin này chưa khai máy chủ gửi thư. Khai rồi thì gửi được số báo tới bạn đọc ngay trong cửa sổ này.";
export const beginMail = "Bắt đầu khai";
export const history = "Lịch sử";
export const board = "Xếp bài bằng cách kéo thả";
export const choose = "Chọn tệp trên máy…";
export const sending = (name: string) => `Đang nhận ${name}…`;
export const taken = (name: string) => `Đã nhận: ${name}`;
export const notTaken = (why: string) => `Chưa nhận được: ${why}`;
export const usual = "Như bản tin";
