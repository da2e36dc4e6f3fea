"use strict";
(() => {
  const form = document.querySelector("form");
  if (!form) return;
  form.hidden = false;
  const status = document.querySelector("[role=status]");
  const rows = [...document.querySelectorAll("tr[data-owner]")];
  const items = rows.map((row) => ({
    row, text: row.textContent.toLowerCase(), owner: row.dataset.owner, area: row.dataset.area,
    service: row.dataset.service, shown: true,
  }));
  const groups = [...document.querySelectorAll("[data-group]")].map((group) => ({
    group, rows: items.filter((item) => group.contains(item.row)), shown: true,
  }));
  const filter = () => {
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const owner = form.elements.owner.value, area = form.elements.area.value, service = form.elements.service.value;
    let count = 0;
    for (const item of items) {
      const shown = (!owner || item.owner === owner) && (!area || item.area === area)
        && (!service || item.service === service) && words.every((word) => item.text.includes(word));
      if (shown !== item.shown) { item.row.hidden = !shown; item.shown = shown; }
      count += shown;
    }
    for (const group of groups) {
      const shown = group.rows.some((item) => item.shown);
      if (shown !== group.shown) { group.group.hidden = !shown; group.shown = shown; }
    }
    status.textContent = `${count} of ${items.length} tasks shown`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
  const closed = [];
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) { part.open = true; closed.push(part); }
  });
  addEventListener("afterprint", () => { for (const part of closed.splice(0)) part.open = false; });
})();
