// A form is sent once: the second tap on a slow line must not record a thing twice.
const SENDING = "sending";

function setSending(form, sending) {
  form.toggleAttribute("data-sending", sending);
  form.setAttribute("aria-busy", String(sending));
  for (const button of form.querySelectorAll("button[type=submit]")) {
    button.classList.toggle(SENDING, sending);
    button.setAttribute("aria-disabled", String(sending));
  }
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once")) return;
    if (form.hasAttribute("data-sending")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    setSending(form, true);
  },
  true,
);

function release(form) {
  if (form instanceof HTMLFormElement && form.hasAttribute("data-sending")) setSending(form, false);
}

document.addEventListener("htmx:afterRequest", (event) => release(event.target.closest("form")));

// Coming back with the browser's Back button shows the page as it was left: with its form still "sending".
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
