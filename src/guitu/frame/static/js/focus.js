// After an answer the eye and the screen reader go where the news is: the errors, or what followed from saving.
function attend(root) {
  const news = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  if (!news) return;
  news.focus({ preventScroll: true });
  news.scrollIntoView({ block: "nearest" });
}

function armToasts(root) {
  for (const toast of root.querySelectorAll("[data-toast]")) {
    const close = toast.querySelector(".toast-close");
    if (!close) continue;
    close.hidden = false;
    close.addEventListener("click", () => {
      toast.remove();
      document.getElementById("main")?.focus({ preventScroll: true });
    });
  }
}

attend(document);
armToasts(document);

// Whoever touched a part that was then replaced goes on in its place: at the first question, or at the part itself.
function goOn(part, by) {
  if (!by || document.activeElement !== document.body || part === document.body) return;
  const field = part.querySelector("input:checked, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea");
  (field ?? part).focus({ preventScroll: true });
}

document.addEventListener("htmx:afterSettle", (event) => {
  attend(event.target);
  goOn(event.target, event.detail.requestConfig?.triggeringEvent);
  armToasts(document);
});

// A link of the error summary leads into the field itself, also when the field is a group of radios.
document.addEventListener("click", (event) => {
  const link = event.target.closest('.errors a[href^="#"]');
  if (!link) return;
  const target = document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  const field = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
  (field ?? target).focus();
  target.scrollIntoView({ block: "center" });
});
