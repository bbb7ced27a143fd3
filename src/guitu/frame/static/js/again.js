// A file that did not get through is sent once more when the line is back: the same request id, so it is kept once.
const WAIT = 15000;

function say(form, text) {
  const place = form.querySelector(".again");
  if (place) place.textContent = text;
}

function later(form) {
  const again = () => {
    window.removeEventListener("online", again);
    clearTimeout(timer);
    if (form.isConnected) form.requestSubmit();
  };
  const timer = setTimeout(again, WAIT);
  window.addEventListener("online", again);
}

document.addEventListener("htmx:sendError", (event) => {
  const form = event.target.closest("form[data-again]");
  if (!form) return;
  say(form, form.dataset.again);
  later(form);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("form[data-again]");
  if (form) say(form, "");
});
