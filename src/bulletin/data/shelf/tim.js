"use strict";
// Finds words in the indexes of the years. A classic script: pages opened from a disk may load no modules and fetch nothing.
(function () {
  const folding = window.bulletinFolding;
  const table = ([from, to]) => new Map(Array.from(from, (sign, at) => [sign, Array.from(to)[at]]));
  const bare = table(folding.bare), small = table(folding.small);
  const through = (map, text) => Array.from(text.normalize("NFC"), (sign) => map.get(sign) ?? sign).join("");
  const fold = (text) => through(bare, text);
  const lower = (text) => through(small, text);
  const words = (text) => (text.match(/[\p{L}\p{N}\-\/\u0300-\u036f]+/gu) || [])
    .map((word) => word.replace(/^[-/]+|[-/]+$/g, "")).filter(Boolean);
  const years = new Map(), waiting = new Map();
  const MOST = 200;

  window.bulletinYear = (year, index) => years.set(String(year), index);
  window.bulletinSearch = { fold, lower, words };

  function load(year) {
    if (years.has(year)) return Promise.resolve();
    if (!waiting.has(year)) {
      waiting.set(year, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = "tim/" + year + ".js";
        script.onload = done;
        script.onerror = () => { waiting.delete(year); failed(new Error(year)); };
        document.head.append(script);
      }));
    }
    return waiting.get(year);
  }

  function unpacked(steps) {
    let at = 0;
    return steps.map((step) => (at += step));
  }

  // For each text of a year the weight of its spelling: 1 without marks, 2 as typed; half a point more in a title.
  function weights(index, word) {
    const found = new Map(), forms = index.words[fold(word)];
    if (!forms || !Object.hasOwn(index.words, fold(word))) return found;
    for (const [form, [all, titled]] of Object.entries(forms)) {
      const weight = form === word ? 2 : 1;
      for (const text of unpacked(all)) found.set(text, Math.max(found.get(text) || 0, weight));
      for (const text of unpacked(titled)) found.set(text, Math.max(found.get(text) || 0, weight + 0.5));
    }
    return found;
  }

  function search(index, typed) {
    const each = typed.map((word) => weights(index, word));
    const hits = [];
    for (const [text, weight] of each[0]) {
      let sum = weight, exact = weight >= 2;
      if (!each.every((one) => one.has(text))) continue;
      for (const one of each.slice(1)) { sum += one.get(text); exact = exact && one.get(text) >= 2; }
      const title = words(lower(index.texts[text][1])).join(" ");
      const phrase = title.includes(typed.join(" ")) ? 2 : fold(title).includes(fold(typed.join(" "))) ? 1 : 0;
      hits.push({ text: index.texts[text], exact, sum, phrase });
    }
    return hits;
  }

  const form = document.getElementById("tim"), field = document.getElementById("chu");
  const chosen = document.getElementById("nam"), status = document.getElementById("so-bai");
  const list = document.getElementById("ket-qua");

  function marked(text, typed) {
    const parts = document.createDocumentFragment(), wanted = new Set(typed.map(fold));
    let at = 0;
    const plain = text.normalize("NFC");
    for (const found of plain.matchAll(/[\p{L}\p{N}\-\/\u0300-\u036f]+/gu)) {
      if (!wanted.has(fold(found[0]))) continue;
      parts.append(plain.slice(at, found.index));
      const mark = document.createElement("mark");
      mark.textContent = found[0];
      parts.append(mark);
      at = found.index + found[0].length;
    }
    parts.append(plain.slice(at));
    return parts;
  }

  function shown([link, title, issue, date, place, opening], typed) {
    const item = document.createElement("li"), anchor = document.createElement("a");
    anchor.href = link;
    anchor.append(marked(title, typed));
    const where = document.createElement("p"), words = document.createElement("p");
    where.className = "where";
    where.textContent = [issue, date, place].filter(Boolean).join(" · ");
    words.append(marked(opening, typed));
    item.append(anchor, where, words);
    return item;
  }

  let turn = 0;
  async function run() {
    const mine = ++turn, typed = words(lower(field.value));
    if (!typed.length) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    const all = chosen.value ? [chosen.value] : form.dataset.years.split(" ");
    status.textContent = "Đang tìm…";
    const lost = [];
    await Promise.all(all.map((year) => load(year).catch(() => lost.push(year))));
    if (mine !== turn) return;
    const hits = all.filter((year) => years.has(year)).flatMap((year) => search(years.get(year), typed));
    // Stable: texts are newest first, so equals stay that way.
    hits.sort((a, b) => (b.exact - a.exact) || (b.phrase - a.phrase) || (b.sum - a.sum));
    list.replaceChildren(...hits.slice(0, MOST).map((hit) => shown(hit.text, typed)));
    const exact = hits.filter((hit) => hit.exact).length;
    let told = hits.length ? "Tìm thấy " + hits.length + " bài" : "Không tìm thấy bài nào";
    if (hits.length && exact < hits.length) told += exact ? ", " + exact + " bài viết đúng như đã gõ" : "";
    if (hits.length > MOST) told += "; hiện " + MOST + " bài đầu";
    if (lost.length) told += ". Không mở được mục lục năm " + lost.join(", ");
    status.textContent = told + ".";
    const address = new URL(location.href);
    address.hash = "tim=" + encodeURIComponent(field.value) + (chosen.value ? "&nam=" + chosen.value : "");
    try { history.replaceState(null, "", address); } catch { /* some browsers refuse this for files */ }
  }

  function typedBefore() {
    const found = /^#tim=([^&]*)(?:&nam=(\d{4}))?$/.exec(location.hash);
    if (!found) return;
    try { field.value = decodeURIComponent(found[1]); } catch { return; }
    if (found[2]) chosen.value = found[2];
    run();
  }

  let pause;
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); run(); });
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(run, 200); });
  chosen.addEventListener("change", run);
  form.hidden = false;
  typedBefore();
})();
