"use strict";
const field = document.getElementById("search");
const found = document.getElementById("found");
const rows = Array.from(document.querySelectorAll(".searched tbody tr"));
const texts = rows.map((row) => row.textContent.toLowerCase());
field.parentElement.hidden = false;
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, i) => {
    row.hidden = !words.every((word) => texts[i].includes(word));
    shown += row.hidden ? 0 : 1;
  });
  found.textContent = words.length ? shown + " of " + rows.length : "";
});
