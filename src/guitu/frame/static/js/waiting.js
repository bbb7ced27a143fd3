// Records that wait for a line. They lie sealed on this device (vault.js) with the request id of their form, go out by
// themselves when there is a line and a login, and are gone from here only when the server has said that it has them.
import { tidyList } from "./carrying.js";
import { collect, newId, placeOf, requestId, tab } from "./form-content.js";
import { missing, tell } from "./form-told.js";
import { ask, me, state } from "./login-state.js";
import { words } from "./notice.js";
import { canKeep, drafts, drop, fileOf, put, putFile, remember, tidyFiles, waitingHere } from "./vault.js";

const EVERY = 60 * 1000;
const OFTEN = 3; // a fault of the server's is tried so often, then shown
const told = window.BroadcastChannel ? new BroadcastChannel("guitu") : null;
const WHY = { 403: "gone", 404: "gone", 409: "stale", 413: "other" };

export const waits = (form) => form.hasAttribute("data-waits") && canKeep();
const heard = (detail) => document.dispatchEvent(new CustomEvent("guitu:waiting", { detail }));

// Keeps a form as a record that waits. Answers what is kept, null when the device does not keep it.
export async function hold(form, by) {
  const id = requestId(form);
  const sends = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  if (by?.name) sends.push([by.name, by.value]);
  const files = [];
  for (const [name, value] of sends) if (value instanceof File && value.size) files.push([name, await putFile(value)]);
  const content = {
    place: placeOf(form), tab: tab(), state: "open", typed: collect(form), files,
    sends: sends.filter(([, value]) => !(value instanceof File)), path: new URL(form.getAttribute("action") || location.href, location.href).pathname,
    title: form.dataset.title ?? document.querySelector("h1")?.textContent ?? "", about: form.dataset.about ?? document.querySelector(".page-head .lead")?.textContent ?? "",
    told: tell(form), lacks: missing(form), desk: document.body.dataset.desk, written: Date.now(), waits: "sending", ticket: form.dataset.waits,
  };
  if (!(await put(id, content, { waits: "sending", tries: 1 }))) return null; // its page has tried once
  await count();
  return content;
}

// What a page without a person holds: who and what, to be put into a form when there is a line.
export async function holdLoose(content, by) {
  const done = await put(newId(), { ...content, state: "open", written: Date.now(), waits: "loose" }, { waits: "loose", by });
  await count();
  return done;
}

export async function count() {
  const found = await waitingHere().catch(() => []);
  const badge = document.querySelector("[data-waits-count]");
  if (!badge) return found;
  const said = navigator.onLine ? badge.dataset.some : badge.dataset.noLine;
  badge.hidden = !found.length;
  badge.textContent = said.replace("{n}", found.length);
  return found;
}

const list = (page, selector) => [...page.querySelectorAll(selector)].map((one) => one.textContent.trim());

async function bodyOf(item, token) {
  const body = item.files.length ? new FormData() : new URLSearchParams();
  for (const [name, value] of item.sends) body.append(name, value);
  const named = new Map(); // what is sent says which files belong to it: one that does not come is missed, not forgotten
  for (const [name, kept] of item.files) {
    named.set(`${name}_sha256`, [...(named.get(`${name}_sha256`) ?? []), kept.hash]);
    const file = await fileOf(kept).catch(() => null);
    if (file) body.append(name, file);
  }
  for (const [name, hashes] of named) if (body.has(name)) body.set(name, hashes.join(" "));
  body.append("csrfmiddlewaretoken", token);
  return body;
}

async function done(item, page) {
  const said = (page && list(page, ".followed h2")[0]) ?? "";
  await drop([item.id]);
  await tidyFiles((await drafts((row) => row.waits)).flatMap((one) => (one.files ?? []).map(([, file]) => file.hash)));
  told?.postMessage({ id: item.id, said });
  heard({ sent: item, said });
  return "sent";
}

// It comes back to its writer with its values: nothing is lost, and nothing goes out again by itself.
async function comesBack(item, why, reasons = []) {
  const { id, at, tries, ...content } = item;
  await put(id, { ...content, state: "open", waits: "back", why, reasons }, { waits: "back", tries: tries + 1, at });
  return "back";
}

async function stays(item) {
  const { id, at, tries, ...content } = item;
  if (tries + 1 >= OFTEN * 10) return comesBack(item, "broken");
  await put(id, content, { waits: "sending", tries: tries + 1, at });
  return "stop";
}

async function sendOne(item, token) {
  const known = await ask(`/waiting/recorded/${item.id}/`); // an answer that was lost: nothing is sent a second time
  if (known?.recorded) return done(item, null);
  let answer, page;
  try {
    const body = await bodyOf(item, token);
    answer = await fetch(item.path, { method: "POST", body, headers: { "X-Kept": "1", "X-Waits": item.ticket }, redirect: "manual", cache: "no-store" });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return stays(item);
  }
  if (answer.ok && answer.headers.get("X-Recorded") === item.id) return done(item, page);
  if (answer.status === 401 || answer.headers.get("X-Wants")) return "login";
  if (answer.status === 429 || answer.status >= 500) return stays(item);
  const reasons = [...new Set(list(page, ".errors li, [data-newer] p"))];
  return comesBack(item, WHY[answer.status] ?? (reasons.length ? "refused" : "look"), reasons);
}

async function sendAll(only) {
  if (!(await count()).some((row) => row.waits === "sending")) return "";
  const now = await state();
  if (!now) return "line";
  if (now.wants || now.who !== me()) return "login";
  let ended = "";
  const mine = await drafts((row) => row.open && row.waits === "sending");
  for (const item of mine.reverse()) {
    if (only ? item.id !== only : item.desk !== document.body.dataset.desk) continue;
    const became = await sendOne(item, now.token);
    if (became === "login" || became === "stop") ended = became === "stop" ? "line" : "login";
    if (ended) break;
  }
  await count();
  return ended;
}

// One page of this browser sends at a time. Answers what it stopped at: "", line, login, busy. `only`: one record by its id, asked for by its writer, from whatever post.
export async function send(only) {
  if (!canKeep() || !me()) return "";
  const ended = navigator.locks
    ? await navigator.locks.request("guitu-waiting", { ifAvailable: true }, (lock) => (lock ? sendAll(only) : "busy"))
    : await sendAll(only);
  heard({ ended });
  return ended;
}

const again = () => send().catch(() => null);
tidyList().catch(() => null);
if (navigator.serviceWorker?.controller) remember().catch(() => null);
for (const happens of ["online", "pageshow"]) window.addEventListener(happens, again);
window.addEventListener("offline", () => count());
if (told) told.onmessage = () => count().then(() => heard({})); // another page of this browser has sent, or keeps something more
document.addEventListener("visibilitychange", () => document.hidden || again());
document.addEventListener("htmx:afterSettle", () => count());
setInterval(again, EVERY);
export const saidWhy = (why) => words()[why] ?? words().other;
