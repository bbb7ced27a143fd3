// Clauses and menus are plain <details>; this closes them as people expect: outside tap, Escape, or another opened.
const FOLDS = "details[data-clause], details[data-fold]";

function closeAllBut(kept) {
  for (const fold of document.querySelectorAll(FOLDS)) {
    if (fold.open && fold !== kept && !fold.contains(kept)) fold.open = false;
  }
}

// A card near the right or lower edge turns inwards instead of hanging out of the window.
function place(fold) {
  const card = fold.querySelector(".clause-card");
  if (!card) return;
  card.classList.remove("at-right", "above");
  const box = card.getBoundingClientRect();
  if (box.right > window.innerWidth - 8) card.classList.add("at-right");
  if (box.bottom > window.innerHeight - 8 && box.height < fold.getBoundingClientRect().top) card.classList.add("above");
}

document.addEventListener(
  "toggle",
  (event) => {
    const fold = event.target;
    if (!(fold instanceof HTMLDetailsElement) || !fold.matches(FOLDS) || !fold.open) return;
    closeAllBut(fold);
    place(fold);
  },
  true,
);

document.addEventListener("click", (event) => closeAllBut(event.target.closest(FOLDS)));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...document.querySelectorAll(FOLDS)].filter((fold) => fold.open).pop();
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
