// 带上的场所: sheets of places that were taken along, filled in where there is no line; they wait like any other record.
import { keep, written } from "./drafts.js";
import { newId, requestId, setRequestId } from "./form-content.js";
import { me } from "./login-state.js";
import { clock } from "./notice.js";
import { formIn, sheetAt } from "./sheet.js";
import { dropSheets, keepSheets, noteDone, sheetsHere } from "./sheets.js";
import { canKeep, device } from "./vault.js";
import { hold, send } from "./waiting.js";

const part = document.querySelector("[data-sheets]");
const rows = part.querySelector("[data-rows]");
const say = (text) => (part.querySelector("[data-said]").textContent = text);
const make = (name, ...what) => Object.assign(document.createElement(name), ...what);

function formOf(sheet) {
  const form = formIn(new DOMParser().parseFromString(sheet.html, "text/html"));
  if (sheet.done.length) setRequestId(form, newId()); // another visit is another record
  return form;
}

async function put(sheet, form, by) {
  await written();
  const held = await hold(form, by).catch(() => null);
  form.dispatchEvent(new CustomEvent("htmx:afterRequest", { bubbles: true, detail: {} })); // it may be sent again
  if (!held) return keep(form);
  await noteDone(sheet.path);
  await draw();
  say(part.dataset.kept);
  send().catch(() => null);
}

function rowOf(sheet) {
  const line = make("li", { className: "waiting-row" });
  const head = make("div", { className: "waiting-head" });
  const button = make("button", { className: "btn btn-secondary", type: "button" });
  const done = sheet.done.length ? part.dataset.done.replace("{at}", clock(sheet.done.at(-1))) : "";
  let form = null;
  head.append(make("span", { className: "duty-who", textContent: sheet.about }), make("span", { className: "soft", textContent: done }), button);
  line.append(head);
  const show = (open) => {
    button.textContent = open ? part.dataset.close : done ? part.dataset.again : part.dataset.open;
    button.setAttribute("aria-expanded", String(open));
    form?.remove();
    if (!open) return;
    rows.querySelectorAll("[aria-expanded=true]").forEach((other) => other !== button && other.click());
    form ??= formOf(sheet);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      put(sheet, form, event.submitter);
    });
    line.append(form);
    document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: {} })); // its parts, its pads and its draft, as on its own page
  };
  button.addEventListener("click", () => show(!form?.isConnected));
  show(false);
  return line;
}

async function draw() {
  const { until, sheets } = await sheetsHere();
  rows.replaceChildren(...sheets.map(rowOf));
  const drop = part.querySelector("[data-drop]");
  if (drop) drop.hidden = !sheets.length;
  part.toggleAttribute("data-empty", !sheets.length);
  if (part.hasAttribute("data-only-full")) part.hidden = !sheets.length;
  say(sheets.length ? part.dataset.taken.replace("{n}", sheets.length).replace("{until}", clock(until)) : "");
}

async function take() {
  const sheets = [];
  for (const one of document.querySelectorAll("[data-sheet]")) {
    const form = await sheetAt(one.dataset.sheet);
    form?.querySelector("[name=csrfmiddlewaretoken]")?.remove();
    if (form && requestId(form)) sheets.push({ path: one.dataset.sheet, about: form.dataset.about, html: form.outerHTML });
    say(part.dataset.taking.replace("{n}", sheets.length));
  }
  if (!sheets.length) return say(part.dataset.none);
  await keepSheets(sheets, Number(part.dataset.hours));
  await draw();
}

// A page without a login writes into the box of who filled this device last, and into nobody's else.
async function begin() {
  const writer = me() ? null : await device();
  if (writer) Object.assign(document.body.dataset, { who: writer.who, lock: writer.lock, desk: writer.desk ?? "" });
  if (me()) await draw();
}

part.querySelector("[data-take]")?.addEventListener("click", () => (canKeep() ? take().catch(() => say(part.dataset.line)) : say(part.dataset.cannot)));
part.querySelector("[data-drop]")?.addEventListener("click", () => dropSheets().then(draw));
if (canKeep()) begin().catch(() => null);
