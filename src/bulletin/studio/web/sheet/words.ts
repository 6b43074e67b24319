// Words of the forms of an issue and a publication.
export const words = {
  titles: { issue: "Thông tin số báo", publication: "Tờ tin", mail: "Gửi thư qua máy chủ" } as Readonly<
    Record<string, string>
  >,
  issue: (number: string) => (number ? `Thông tin số ${number}` : "Thông tin số báo"),
  groups: "Các nhóm",
  toHome: "Bản tin",
  toIssue: "Về số báo",
  toPublication: "Tờ tin",
  reading: "Đang đọc…",
  locked: "Thông tin này chưa đọc được nên chỉ xem, không sửa được ở đây.",
  toSee: (count: number) => `${count} điều cần xem`,
  noMail: "Bản tin này chưa khai máy chủ gửi thư. Khai rồi thì gửi được số báo tới bạn đọc ngay trong cửa sổ này.",
  beginMail: "Bắt đầu khai",
  history: "Lịch sử",
  board: "Xếp bài bằng cách kéo thả",
  choose: "Chọn tệp trên máy…",
  sending: (name: string) => `Đang nhận ${name}…`,
  taken: (name: string) => `Đã nhận: ${name}`,
  notTaken: (why: string) => `Chưa nhận được: ${why}`,
  usual: "Như bản tin",
};
