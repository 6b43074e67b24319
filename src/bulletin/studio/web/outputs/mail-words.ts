export const title = "Gửi tới bạn đọc";
export const buildFirst = "Làm bản gửi thư trước; sau đó gửi được tới bạn đọc ngay ở đây.";
export const readers = (count: number) =>
  count ? `${count} bạn đọc đang nhận thư.` : "Chưa có bạn đọc nào trong danh sách.";
export const elsewhere = "Một chương trình khác đang gửi thư của bản tin này.";
export const draft = "Chưa gửi tới bạn đọc được vì bản này là bản nháp: hãy ký duyệt rồi làm lại.";
export const look = "Xem thư";
export const settings = "Máy chủ gửi thư";
export const password = "Đặt mật khẩu…";
export const tryTo = "Gửi thử cho mình, tới địa chỉ";
export const tryIt = "Gửi thử";
export const tried = (address: string) => `Thư thử đã tới máy chủ, gửi cho ${address}.`;
export const notTried = (address: string, reply: string) => `Máy chủ không nhận thư thử cho ${address}: ${reply}`;
export const send = (count: number) => `Gửi cho ${count} bạn đọc…`;
export const goOn = (count: number) => `Gửi tiếp cho ${count} bạn đọc…`;
export const stop = "Dừng sau thư đang gửi";
export const stopping = "Đang gửi nốt thư trong tay rồi dừng.";
export const report = "Mở báo cáo từng người";
export const sure = (count: number) => `Gửi số báo cho ${count} bạn đọc?`;
export const noReturn =
  "Thư đã gửi không lấy lại được. Đóng cửa sổ này thì thư vẫn gửi tiếp; dừng hay gửi tiếp lúc nào cũng được, không ai nhận hai thư.";
export const older = "Số báo đã sửa sau khi làm bản gửi thư này.";
export const really = "Gửi";
export const beginning = "Đang chuẩn bị thư…";
export const running = (sent: number, total: number, failed: number, minutes: number) =>
  `Đã gửi ${sent}/${total}${failed ? `, không được ${failed}` : ""}${minutes ? `, còn khoảng ${minutes} phút` : ""}.`;
export const refused = "Chưa gửi được:";
export const ended = "Đã dừng.";
export const endings = {
  done: "Đã gửi xong.",
  interrupted: "Đã dừng theo yêu cầu; bấm gửi tiếp khi nào cũng được.",
} as Readonly<Record<string, string>>;
export const run = (started: string) => `Lần gửi bắt đầu ${started}:`;
export const notReached = (count: number) => `${count} người chưa tới được hoặc chưa rõ`;
export const openLetter = "Mở trong chương trình thư";
export const from = (from: string, size: string) => `Từ ${from}, cả thư ${size}.`;
export const attached = (name: string, size: string) => `Kèm ${name}, ${size}`;
export const text = "Lời thư";
export const passwordTitle = "Mật khẩu gửi thư";
export const passwordLabel = "Mật khẩu của tài khoản gửi thư";
export const passwordNote =
  "Được cất ở nơi đã chọn trong “Máy chủ gửi thư”, không nằm trong bản tin và không hiện lại.";
export const keep = "Cất";
export const kept = (where: string) => `Đã cất mật khẩu vào ${where}.`;
