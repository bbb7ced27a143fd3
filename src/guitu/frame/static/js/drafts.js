// What is typed into a form that keeps it lies on this device until it is saved: after a reload, another language,
// another login of the same person it is in the form again.
import { BY_US, collect, fillFile, isTypedInto, kept, newId, placeOf, requestId, setRequestId, tab } from "./form-content.js";
import { offerLoose, takesLoose } from "./loose.js";
import { clear, clock, show, words } from "./notice.js";
import { canKeep, drafts, drop, fileOf, put } from "./vault.js";
import { fillIn, leadsAway } from "./versions.js";
import { count, saidWhy } from "./waiting.js";

const contents = new Map(); // request id → what is kept of it: {place, tab, state, typed}
const waiting = new Set();
const sent = new WeakMap(); // a form put back after it was saved → what it said then
const seen = new WeakSet();
const used = new Set(); // ids that the house has for other content: their form was given a new one
const elsewhere = window.BroadcastChannel ? new BroadcastChannel("guitu") : null;
let writing = Promise.resolve();

const formOf = (id) => [...document.querySelectorAll("form[data-keep]")].find((one) => requestId(one) === id);

function write(id) {
  formOf(id)?.removeAttribute("data-written");
  waiting.add(id);
  writing = writing
    .then(() => waiting.delete(id) && put(id, contents.get(id), { waits: contents.get(id).waits ?? "" }))
    .then((done) => done && !waiting.has(id) && formOf(id)?.setAttribute("data-written", ""))
    .then(() => contents.get(id)?.waits && count())
    .catch(() => false);
}

export const written = () => writing;
// `state`: open, sending (no answer yet), sent. What waited to be sent and is changed waits for its writer.
export function keep(form, state = "open") {
  const id = requestId(form);
  if (!id || !canKeep()) return;
  const before = contents.get(id) ?? {};
  contents.set(id, { ...before, place: placeOf(form), tab: tab(), state, typed: collect(form), waits: before.waits ? "back" : "" });
  write(id);
}

// What was kept of a form as a record that waits to be sent.
export const know = (form, content) => contents.set(requestId(form), content);

function mark(id, state) {
  if (!contents.has(id)) return;
  contents.set(id, { ...contents.get(id), state });
  write(id);
}

async function discard(id) {
  contents.delete(id);
  await drop([id]);
  location.reload(); // the form as the server fills it in
}

function putBack(form, draft) {
  if (leadsAway(form, draft)) return;
  setRequestId(form, draft.id);
  const { id, at, until, open, ...content } = draft;
  contents.set(id, { ...content, tab: tab(), waits: draft.waits ? "back" : "" });
  const lost = fillIn(form, draft);
  for (const [name, kept] of draft.files ?? []) fileOf(kept).then((file) => file && fillFile(form, name, file)).catch(() => null);
  const say = words();
  if (draft.state === "sent") {
    sent.set(form, JSON.stringify(collect(form)));
    return show(form, say.sentTitle, say.sent, [[say.blank, () => discard(draft.id)]]);
  }
  if (draft.tab !== tab() || draft.waits) write(draft.id);
  const back = draft.why ? [saidWhy(draft.why), ...(draft.reasons ?? [])].join(" ") : "";
  const moved = lost === null ? "" : say.otherList.replace("{n}", lost);
  const text = moved || back || (draft.state === "sending" ? `${say.back} ${say.twice}` : say.back);
  const go = () => clear(form) ?? form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  show(form, say.unsaved, text.replace("{at}", clock(draft.at)), [[say.go, go], [say.drop, () => discard(draft.id)]]);
}

function offer(form, draft) {
  const say = words();
  const text = (draft.waits ? say.waitsHere : say.found).replace("{at}", clock(draft.at)).replace("{until}", clock(draft.until));
  show(form, say.unsaved, text, [[say.go, () => putBack(form, draft)], [say.drop, () => { drop([draft.id]); clear(form); }]]);
}

// Coming back to a page of this tab, what was typed stands in its form again; what another tab or day left is offered.
async function look(form) {
  const all = (await drafts()).filter((one) => !used.has(one.id));
  const found = all.filter((draft) => draft.place === placeOf(form) && draft.id !== requestId(form));
  const begun = contents.has(requestId(form));
  const asked = found.find((one) => location.hash === `#w-${one.id}`);
  const draft = asked ?? found.find((one) => one.state !== "sent");
  const mine = draft && draft.tab === tab() && draft.waits !== "sending";
  if (draft) return asked || (mine && !begun) ? putBack(form, draft) : offer(form, draft);
  const loose = takesLoose(form) && all.find((one) => one.waits === "loose");
  if (loose) return offerLoose(form, loose, () => keep(form));
  const cameBack = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  const done = found.find((one) => one.tab === tab());
  if (cameBack && done && !begun) putBack(form, done);
}

function arm() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (seen.has(form) || !kept(form) || !requestId(form) || !isTypedInto(form)) continue;
    seen.add(form);
    look(form).catch(() => null);
  }
}

function typed(event) {
  const form = event.target.form;
  if (event.detail !== BY_US && kept(form)) keep(form);
}
document.addEventListener("input", typed);
document.addEventListener("change", typed);

// What was saved and is changed now is another record, under an id of its own; unchanged it is the same.
document.addEventListener("htmx:configRequest", (event) => {
  const form = event.detail.elt;
  if (!kept(form)) return;
  event.detail.headers["X-Kept"] = "1";
  if (sent.has(form) && sent.get(form) !== JSON.stringify(collect(form))) {
    setRequestId(form, newId());
    event.detail.parameters.request_id = requestId(form);
    sent.delete(form);
    keep(form, "sending");
  } else mark(requestId(form), "sending");
});

// Answered by a page without the same form: it is saved. With it: it goes on, with its errors or its check page.
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, successful } = event.detail;
  const elt = event.detail.requestConfig?.elt; // the event itself comes from what is left of the page
  if (!kept(elt) || !xhr?.status) return;
  const id = requestId(elt);
  const isAnew = [409, 422].includes(xhr.status) && xhr.responseText.includes("data-keep") && !xhr.responseText.includes(id);
  if (isAnew) return used.add(id) && contents.delete(id) && drop([id]);
  if (!successful || xhr.responseText.includes(id)) return mark(id, "open");
  mark(id, "sent");
  elsewhere?.postMessage(id);
});

if (elsewhere) {
  elsewhere.onmessage = ({ data }) => {
    const id = data.id ?? data;
    const form = formOf(id);
    if (!form) return;
    if (contents.delete(id)) sent.set(form, JSON.stringify(collect(form)));
    show(form, data.id ? words().sentNow : words().sentTitle, data.id ? data.said : words().elsewhere);
  };
}

document.addEventListener("htmx:afterSettle", arm);
window.addEventListener("pageshow", arm);
