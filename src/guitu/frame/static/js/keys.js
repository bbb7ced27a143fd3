// "/" goes to the search, j and k move along the rows, Enter opens the row.
function isTyping(element) {
  return element.matches?.("input, textarea, select, [contenteditable]") ?? false;
}

function moveRow(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => !row.closest("details:not([open])"));
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement?.closest?.("[data-row]"));
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  const search = document.getElementById("search");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "j") {
    moveRow(1);
  } else if (event.key === "k") {
    moveRow(-1);
  } else if (event.key === "Enter" && event.target.matches("[data-row]")) {
    event.target.querySelector("[data-open]")?.click();
  }
});
