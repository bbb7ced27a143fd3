// What a form costs: fields, touches and seconds are counted when it is sent. Of the form, never of who fills it.
const begun = new WeakMap(); // form → when it was first touched, how often since
let hiddenSince = 0;
let hidden = 0;

const now = () => performance.now() - hidden; // time in which the page was seen

document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenSince = performance.now();
  else if (hiddenSince) hidden += performance.now() - hiddenSince;
});

function counted(form) {
  return form instanceof HTMLFormElement && form.method === "post" && form.hasAttribute("data-keep");
}

function touched(event, touch) {
  const form = event.target.closest?.("form");
  if (!counted(form)) return;
  const one = begun.get(form) ?? { since: now(), touches: 0 };
  one.touches += touch;
  begun.set(form, one);
}

document.addEventListener("focusin", (event) => touched(event, 0));
document.addEventListener("pointerdown", (event) => touched(event, 1));
document.addEventListener("keydown", (event) => {
  if (event.key === "Tab" || event.key === " " || event.key === "Enter") touched(event, 1);
});

// Names of the fields that are shown, and whether something is in them. Never what.
function fields(form) {
  const found = new Map();
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "submit" || field.offsetParent === null) continue;
    const chosen = field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim() !== "";
    found.set(field.name, found.get(field.name) || chosen);
  }
  return [...found].map(([name, is]) => `${name}:${is ? 1 : 0}`).join(" ");
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const one = begun.get(form);
    const to = document.body.dataset.meter;
    if (!to || !one || !counted(form)) return;
    const said = new FormData();
    said.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken?.value ?? "");
    said.set("request_id", crypto.randomUUID());
    said.set("form", new URL(form.action).pathname);
    said.set("fields", fields(form));
    said.set("touches", String(one.touches));
    said.set("seconds", String(Math.round((now() - one.since) / 1000)));
    begun.delete(form);
    navigator.sendBeacon(to, said);
  },
  true,
);
