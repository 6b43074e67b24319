"use strict";
// Remarks stay in this page until they are saved as a file; leaving with unsaved words asks first.
const body = document.body;
const boxes = Array.from(document.querySelectorAll("textarea"));
const name = document.getElementById("nguoi");
const said = document.getElementById("tinh-trang");
let unsaved = false;

function remarks() {
  return boxes
    .filter((box) => box.value.trim() !== "")
    .map((box) => ({ page: box.dataset.page ? Number(box.dataset.page) : null, text: box.value.trim() }));
}

function save() {
  const list = remarks();
  if (list.length === 0) {
    said.textContent = "Chưa có góp ý nào để lưu.";
    return;
  }
  if (name.value.trim() === "") {
    said.textContent = "Xin ghi tên của anh/chị để tòa soạn biết ai góp ý.";
    name.focus();
    return;
  }
  const answer = {
    schema: "bulletin/remarks@1",
    publication: body.dataset.publication,
    number: Number(body.dataset.number),
    day: body.dataset.day,
    draft: body.dataset.draft,
    by: name.value.trim(),
    at: new Date().toISOString(),
    remarks: list,
  };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(answer, null, 1)], { type: "application/json" }));
  link.download = `gop-y-so-${body.dataset.number}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  unsaved = false;
  said.textContent = `Đã lưu ${list.length} góp ý vào tệp ${link.download}. Xin gửi tệp này về tòa soạn.`;
}

for (const box of [...boxes, name]) {
  box.addEventListener("input", () => { unsaved = true; });
}
document.getElementById("luu").addEventListener("click", save);
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
