"use strict";
// Shows what /state says. /events tells when to ask again. Nothing is requested from anywhere else.

const TEXTS = {
  vi: {
    skip: "Đến các trang báo", spread: "Hai trang", findings: "Góp ý", keys: "trang sau, trang trước", pages: "Các trang báo",
    tools: "Cách xem", smaller: "Thu nhỏ", larger: "Phóng to", fit: "Vừa cửa sổ", page: (n) => `Trang ${n}`,
    building: "Đang dựng…", lost: "Mất kết nối với chương trình: hãy xem cửa sổ dòng lệnh",
    ready: (pages, s) => `${pages} trang, dựng trong ${s.toFixed(1).replace(".", ",")} giây`,
    failed: "Chưa dựng được: hãy xem góp ý", kept: "Chưa dựng được: đang hiện bản tốt gần nhất",
    calm: "Không có góp ý nào. Số báo sạch.", bug: (kind) => `Chương trình gặp lỗi (${kind}). Lưu lại tệp để thử lần nữa.`,
    why: "Vì sao", remedy: "Cách sửa", copied: "Đã chép", empty: "Các trang sẽ hiện ở đây khi dựng xong.", preview: "Xem trước",
  },
  en: {
    skip: "To the pages", spread: "Spreads", findings: "Findings", keys: "next page, previous page", pages: "The pages",
    tools: "View", smaller: "Smaller", larger: "Larger", fit: "Fit the window", page: (n) => `Page ${n}`,
    building: "Building…", lost: "The program is gone: look at its window",
    ready: (pages, s) => `${pages} pages, built in ${s.toFixed(1)} seconds`,
    failed: "Not built: see the findings", kept: "Not built: these are the last good pages",
    calm: "No findings. The issue is clean.", bug: (kind) => `The program met a fault (${kind}). Save a file to try again.`,
    why: "Why", remedy: "What to do", copied: "Copied", empty: "The pages appear here when they are built.", preview: "Preview",
  },
};
const at = (id) => document.getElementById(id);
const view = { zoom: 1, spread: false, panel: true, ...JSON.parse(sessionStorage.getItem("view") || "{}") };
let words = TEXTS.vi, state = null, asking = false, again = false;

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function speak(lang) {
  words = TEXTS[lang] || TEXTS.vi;
  document.documentElement.lang = lang;
  for (const e of document.querySelectorAll("[data-text]")) e.textContent = words[e.dataset.text];
  for (const e of document.querySelectorAll("[data-label]")) e.setAttribute("aria-label", words[e.dataset.label]);
}

function showStatus() {
  document.body.dataset.status = state.status;
  const bad = state.pages.length ? words.kept : words.failed;
  at("status").textContent = { building: words.building, failed: bad,
    ready: state.status === "ready" ? words.ready(state.pages.length, state.seconds) : "" }[state.status];
  at("title").textContent = state.title;
  const errors = state.findings.filter((f) => f.severity === "error").length;
  document.title = `${errors ? `(${errors}) ` : ""}${state.title} · ${words.preview}`;
}

// Pictures are exchanged in place: the figures stay, so the reader stays where he was.
function showPages() {
  const main = at("pages");
  main.querySelector(".empty")?.remove();
  const figures = [...main.querySelectorAll("figure")];
  state.pages.forEach((digest, i) => {
    let figure = figures[i];
    if (!figure) {
      figure = make("figure");
      figure.append(make("img"), make("figcaption"));
      figure.tabIndex = -1;
      main.append(figure);
    }
    const image = figure.firstChild, address = `/page/${digest}.png`;
    figure.id = `page-${i + 1}`;
    figure.lastChild.textContent = image.alt = words.page(i + 1);
    if (image.getAttribute("src") === address) return;
    if (!image.hasAttribute("src")) {
      image.src = address;
      return;
    }
    // A picture is exchanged only when the new one is ready: no white flash, no jump.
    const next = new Image();
    next.src = address;
    next.decode().catch(() => {}).then(() => {
      if (image.dataset.next !== address) return;
      image.src = address;
      figure.classList.remove("changed");
      void figure.offsetWidth;
      figure.classList.add("changed");
    });
    image.dataset.next = address;
  });
  figures.slice(state.pages.length).forEach((figure) => figure.remove());
  if (!state.pages.length) main.append(make("p", "empty", words.empty));
}

function finding(f) {
  const item = make("li", f.severity);
  if (f.where) {
    const where = make("button", "where", f.where);
    where.type = "button";
    where.addEventListener("click", () => navigator.clipboard?.writeText(f.where).then(() => {
      where.textContent = words.copied;
      setTimeout(() => { where.textContent = f.where; }, 900);
    }));
    item.append(where);
  }
  if (f.page) {
    const link = make("a", "where", words.page(f.page));
    link.href = `#page-${f.page}`;
    item.append(link);
  }
  item.append(make("span", "what", f.what));
  if (f.quote && !f.what.includes(f.quote)) item.append(make("q", "quote", f.quote));
  if (f.why) item.append(make("span", "why", `${words.why}: ${f.why}`));
  if (f.remedy) item.append(make("span", "remedy", `${words.remedy}: ${f.remedy}`));
  return item;
}

function showFindings() {
  const rank = ["error", "warning", "info"];
  const sorted = [...state.findings].sort((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity));
  at("list").replaceChildren(...sorted.map(finding));
  const note = state.note ? words.bug(state.note) : "";
  at("calm").hidden = !(note || (!sorted.length && state.status === "ready"));
  at("calm").textContent = note || words.calm;
  at("count").textContent = sorted.length;
  at("count").className = sorted.length ? sorted[0].severity : "";
}

function showView() {
  at("pages").classList.toggle("spread", view.spread);
  at("findings").hidden = !view.panel;
  at("spread").setAttribute("aria-pressed", view.spread);
  at("toggle").setAttribute("aria-pressed", view.panel);
  const room = at("pages").clientWidth - 60;
  at("pages").style.setProperty("--page", `${Math.max(160, Math.min(view.spread ? room / 2 : room, 900))}px`);
  at("pages").style.setProperty("--zoom", view.zoom);
  at("scale").textContent = `${Math.round(view.zoom * 100)}%`;
  sessionStorage.setItem("view", JSON.stringify(view));
}

// The point in the middle of the window stays in the middle when the size of the pages changes.
function change(how) {
  const main = at("pages"), middle = (main.scrollTop + main.clientHeight / 2) / (main.scrollHeight || 1);
  how();
  showView();
  main.scrollTop = middle * main.scrollHeight - main.clientHeight / 2;
}
const zoom = (factor) => change(() => { view.zoom = factor ? Math.min(4, Math.max(0.25, view.zoom * factor)) : 1; });
const spread = () => change(() => { view.spread = !view.spread; });
function panel() {
  change(() => { view.panel = !view.panel; });
  if (view.panel) at("findings").focus();
}
function step(by) {
  const main = at("pages"), figures = [...main.querySelectorAll("figure")];
  const here = figures.findIndex((f) => f.getBoundingClientRect().bottom > main.getBoundingClientRect().top + 60);
  const target = figures[Math.min(figures.length - 1, Math.max(0, here + by))];
  target?.scrollIntoView({ block: "start" });
  target?.focus({ preventScroll: true });
}

async function ask() {
  if (asking) { again = true; return; }
  asking = true;
  do {
    again = false;
    const answer = await fetch("/state", { cache: "no-store" });
    const next = await answer.json();
    if (!state || state.lang !== next.lang) speak(next.lang);
    state = next;
    showStatus();
    if (state.status !== "building" || !at("pages").children.length) { showPages(); showFindings(); }
  } while (again);
  asking = false;
}

const KEYS = {
  j: () => step(1), k: () => step(-1), n: () => step(1), p: () => step(-1), 2: spread, f: panel,
  "+": () => zoom(1.15), "=": () => zoom(1.15), "-": () => zoom(1 / 1.15), 0: () => zoom(0),
};
document.addEventListener("keydown", (event) => {
  const action = KEYS[event.key.toLowerCase()];
  if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});
at("spread").addEventListener("click", spread);
at("toggle").addEventListener("click", panel);
at("smaller").addEventListener("click", () => zoom(1 / 1.15));
at("larger").addEventListener("click", () => zoom(1.15));
at("fit").addEventListener("click", () => zoom(0));
addEventListener("resize", showView);

showView();
const events = new EventSource("/events");
events.onmessage = () => ask().catch(() => { asking = false; });
events.onerror = () => {
  document.body.dataset.status = "lost";
  at("status").textContent = words.lost;
};
