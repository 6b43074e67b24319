// Words of the screen Outputs.
export const title = "Xuất bản";
export const back = "Về số báo";
export const reading = "Đang đọc…";
export const make = "Làm";
export const again = "Làm lại";
export const stop = "Dừng";
export const made = (what: string) => `Đã làm xong: ${what}.`;
export const never = "Chưa làm lần nào.";
export const current = (at: string, pages: number) => `Đã làm lúc ${at}, ${pages} trang, đúng với số báo hiện nay.`;
export const old = (at: string) => `Đã làm lúc ${at}, nhưng số báo đã sửa sau đó. Nên làm lại trước khi gửi.`;
export const lost = (at: string) => `Đã làm lúc ${at}, nhưng tệp không còn ở chỗ cũ hoặc đã bị sửa. Hãy làm lại.`;
export const draft = "Bản này có dấu BẢN NHÁP vì số báo chưa được ký duyệt.";
export const kept = (name: string) => `Đã vào kho lưu trữ: ${name}.`;
export const unsigned = "Số báo chưa được ký duyệt.";
export const signed = "Số báo đã được ký duyệt đúng như hiện nay.";
export const askTitle = "Số báo chưa được ký duyệt";
export const askText = "Gửi đi một số chưa duyệt thì không lấy lại được. Nên ký duyệt ở màn hình Soát trước.";
export const askGo = "Vẫn làm";
export const askReview = "Sang màn hình Soát";
export const reason = "Nếu số này đã có trong kho: vì sao lưu bản mới?";
export const openFolder = "Mở thư mục";
export const openFile = (name: string) => `Mở ${name}`;
export const report = "Báo cáo kiểm tra";
export const files = "Các tệp";
export const advice = "Cách in";
export const checks = (run: number, failed: number, warned: number) =>
  `${run} mục đã kiểm: ${failed} lỗi, ${warned} cần xem`;
export const checkColumn = "Mục kiểm";
export const resultColumn = "Kết quả";
export const refused = "Chưa làm được:";
export const stopped = "Đã dừng. Những gì làm trước đó vẫn còn nguyên.";
export const archive = "Kho lưu trữ";
export const noArchive = "Bản tin chưa nói cất vào thư mục nào: điền “Thư mục lưu trữ” ở";
export const sheet = "Tờ tin";
export const place = (place: string, issues: number) => `${place}: ${issues} số báo.`;
export const keptAs = (id: string, version: number, at: string, files: number) =>
  `Số này đã lưu: ${id}, bản ${version}, lúc ${at}, ${files} tệp.`;
export const digest = (digest: string) => `Dấu vân tay: ${digest.slice(0, 32)}…`;
export const wholeAt = (at: string) => `Lần đọc lại gần nhất, nguyên vẹn: ${at}.`;
export const neverRead = "Chưa đọc lại lần nào từ khi lưu.";
export const notKept = "Số này chưa vào kho.";
export const readArchive = "Đọc lại cả kho";
export const checked = (damaged: boolean, issues: number, files: number, size: string) =>
  damaged
    ? `Kho có chỗ không còn như lúc lưu (${issues} số báo, ${files} tệp). Đừng sửa tay. Lấy lại từ bản sao bằng lệnh:`
    : `Mọi tệp đều đúng như lúc lưu: ${issues} số báo, ${files} tệp, ${size}.`;
export const step = (stage: string, done: number, total: number) =>
  total ? `${stage}: ${done}/${total}` : `${stage}…`;
export const status = {
  passed: "đạt",
  warned: "cần xem",
  failed: "lỗi",
  "not-run": "chưa chạy",
  "not-applicable": "không áp dụng",
} as Readonly<Record<string, string>>;
export const stages = {
  read: "Đọc và soát bài",
  "photos seen": "Xem ảnh",
  fonts: "Chuẩn bị phông chữ",
  plan: "Ngắt dòng và xếp trang",
  pages: "Dàn trang",
  photos: "Chuẩn bị ảnh",
  imports: "Nạp thư viện",
  waiting: "Chờ xếp trang xong",
  "screen edition": "Ghi bản đọc trên máy",
  "press edition": "Ghi bản gửi nhà in",
  "office edition": "Ghi bản in ở cơ quan",
  imposition: "Dàn trang in",
  "record edition": "Ghi bản lưu trữ",
  report: "Viết báo cáo kiểm tra",
  proof: "Kiểm chứng và kiểm tra trước in",
  pictures: "Chụp trang",
  preflight: "Kiểm tra tệp PDF",
  ink: "Đo lượng mực",
  codes: "Quét thử mã QR",
  write: "Lưu tệp",
  archive: "Đọc lại kho",
} as Readonly<Record<string, string>>;

/** Words of sending an issue to its readers. */
