// A form that was sent and not kept says so in its own place, with what to do; what was typed stays in it.
import { kept } from "./form-content.js";
import { keep, know, written } from "./drafts.js";
import { comeIn } from "./login-here.js";
import { me, renew, state } from "./login-state.js";
import { clear, show, words } from "./notice.js";
import { hold, waits } from "./waiting.js";

const senders = new WeakMap(); // form → the button it was sent by
const renewed = new WeakSet(); // forms that had a new token already: a second refusal is no matter of age

document.addEventListener(
  "submit",
  (event) => {
    if (!kept(event.target)) return;
    senders.set(event.target, event.submitter);
    clear(event.target);
  },
  true,
);

// The same form, the same request id: whatever became of the first, it is kept once.
function again(form) {
  const by = senders.get(form);
  form.requestSubmit(by?.isConnected ? by : undefined);
}

function say(form, text, acts) {
  keep(form);
  show(form, words().unsaved, text, acts, true);
}

const withAgain = (form) => [[words().again, () => again(form)]];

async function logIn(form, wants) {
  say(form, words().login, [[words().comeIn, () => logIn(form, wants)]]);
  if (await comeIn({ wants, then: words().andSave })) again(form);
}

async function tokenTooOld(form) {
  const now = await state();
  if (!now) return say(form, words().line, withAgain(form));
  renew(now.token);
  if (now.wants || now.who !== me()) return logIn(form, now.wants);
  if (renewed.has(form)) return say(form, words().other, withAgain(form));
  renewed.add(form);
  again(form);
}

// No line: a form that may wait is kept as a record that goes out by itself; any other waits for its writer.
async function noLine(form) {
  await written();
  const held = waits(form) ? await hold(form, senders.get(form)).catch(() => null) : null;
  if (!held) return say(form, words().line, withAgain(form));
  know(form, held);
  const lacks = held.lacks.length ? ` ${words().lacks}${held.lacks.join(words().comma)}` : "";
  const box = show(form, words().waitsTitle, words().waits + lacks, withAgain(form), true);
  const way = document.createElement("a");
  way.href = "/waiting/";
  way.textContent = words().waitsList;
  box.append(way);
  box.dataset.held = "";
}

const BY_STATUS = { 404: "gone", 409: "stale", 413: "other", 429: "busy", 500: "broken", 503: "busy" };

document.addEventListener("htmx:responseError", (event) => {
  const { elt: form, xhr } = event.detail;
  if (!kept(form)) return;
  const wants = xhr.getResponseHeader("X-Wants");
  if (wants === "token") setTimeout(tokenTooOld, 0, form); // once this request is wholly over
  else if (wants) setTimeout(logIn, 0, form, wants);
  else {
    const what = BY_STATUS[xhr.status] ?? "other";
    say(form, words()[what], what === "gone" ? [] : withAgain(form));
  }
});

for (const cut of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
  document.addEventListener(cut, (event) => {
    const form = event.detail.elt;
    if (kept(form)) noLine(form);
  });
}

window.addEventListener("online", () => {
  const box = document.querySelector("form[data-keep] > .unsaved[role=alert]:not([data-held])");
  if (box) show(box.parentElement, words().unsaved, words().lineBack, withAgain(box.parentElement), true);
});
