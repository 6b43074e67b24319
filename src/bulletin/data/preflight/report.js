(() => {
  const root = document.documentElement;
  const bar = document.querySelector(".lang");
  const show = (to) => {
    root.lang = to;
    for (const button of bar.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.to === to));
  };
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const to = event.target.dataset.to;
    if (to) show(to);
  });
  show(root.lang);
  // Closed tables are for the screen; on paper everything is shown.
  addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll("details")) box.open = true;
  });
})();
