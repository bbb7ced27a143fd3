// What was typed and is not saved lies on this device in sealed boxes (box.js): drafts, records that wait to be sent, their
// files. The key that opens them lies in the memory of this page and nowhere else: a stranger who takes the device, or
// the next person who logs in, finds bytes.
import { keyOf, open, seal, textBytes } from "./box.js";
import { ask, me } from "./login-state.js";

const ROWS = "drafts"; // a row: {id, who, open, waits, at, until, tries, box}; waits: "", sending, back, loose
const FILES = "files"; // a row: {id: who and hash, who, until, box}
const DEVICE = "device"; // one row: whose box a page without a login fills, where the device was turned on for that
export const LISTS = "lists"; // one row: what today's list and the own people said when it was taken along (carrying.js)
export const HOUR = 3600 * 1000;
const SENT_LASTS = HOUR / 4; // what was saved is shown to who comes back within so long
export const HOURS = { draft: 72, waiting: 168, list: 10 }; // until the house's own numbers are known
let opened = null;
let held = null;

export const canKeep = () => Boolean(window.crypto?.subtle && window.indexedDB);

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("guitu", 3);
    asked.onupgradeneeded = () => {
      const base = asked.result;
      for (const name of [ROWS, FILES, DEVICE, LISTS]) {
        if (!base.objectStoreNames.contains(name)) base.createObjectStore(name, { keyPath: "id" });
      }
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => (opened = asked.result.close() ?? null); // a newer build opens it: asked for again when needed
      asked.result.onclose = () => (opened = null);
      done(asked.result);
    };
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

// Kept when it is on the disk, not when it is on its way there.
export async function within(name, mode, work) {
  const base = await database();
  return new Promise((done, failed) => {
    const act = base.transaction(name, mode, { durability: "strict" });
    const answer = work(act.objectStore(name));
    act.oncomplete = () => done(answer?.result);
    act.onerror = act.onabort = () => failed(act.error);
  });
}

export const device = () => within(DEVICE, "readonly", (store) => store.get("writer"));
export const setDevice = (said) => within(DEVICE, "readwrite", (store) => (said ? store.put({ id: "writer", ...said }) : store.delete("writer")));

// Whose box the page without a line fills: of who is logged in, where the device was turned on for that.
export async function remember() {
  const before = await device();
  const { lock, desk } = document.body.dataset;
  if (me() && (before?.who !== me() || before.desk !== desk)) await setDevice({ who: me(), lock, desk, hours: before?.hours ?? HOURS });
}

// Without a login or a line there is none, and it is asked for again the next time.
export async function key() {
  if (held) return held;
  const said = await ask("/drafts/key/");
  if (!said?.key) return null;
  const { lock } = document.body.dataset; // a page without a login has none, and leaves it as it is
  if (lock && (await device())) await setDevice({ who: said.who, lock, desk: document.body.dataset.desk, hours: said.hours });
  return (held = { made: await keyOf(said.key), who: said.who });
}

export const bound = (id, who) => `${id}|${who}`;

// `waits` is outside the seal, so that a page without a key can count what waits.
export async function put(id, content, { waits = "", tries = 0, at = Date.now(), by = null } = {}) {
  const writer = by ?? { who: me(), lock: document.body.dataset.lock };
  if (!writer.who || !writer.lock) return false;
  const hours = (await device())?.hours ?? HOURS;
  const isOpen = content.state !== "sent";
  const until = at + (isOpen ? (waits ? hours.waiting : hours.draft) * HOUR : SENT_LASTS);
  const box = await seal(writer.lock, bound(id, writer.who), textBytes(JSON.stringify(content)));
  await within(ROWS, "readwrite", (store) => store.put({ id, who: writer.who, open: isOpen, waits, at, until, tries, box }));
  return true;
}

export async function lasting(name) {
  const all = await within(name, "readonly", (store) => store.getAll());
  const old = all.filter((row) => !(row.until >= Date.now()) || !row.box).map((row) => row.id);
  if (old.length) await within(name, "readwrite", (store) => old.forEach((id) => store.delete(id)));
  return all.filter((row) => !old.includes(row.id));
}

const rows = async () => (canKeep() ? lasting(ROWS) : []);

// What is not saved and lies here, and of whom: asked at a logout, without a key.
export async function unsaved() {
  const open = (await rows()).filter((row) => row.open);
  return { mine: open.filter((row) => row.who === me()).map((row) => row.id), all: open.length };
}

// How many records wait to be sent: mine, where somebody is logged in.
export async function waitingHere() {
  return (await rows()).filter((row) => row.open && row.waits && (!me() || row.who === me()));
}

export async function drop(ids) {
  await within(ROWS, "readwrite", (store) => ids.forEach((id) => store.delete(id)));
}

// My own drafts and what waits, opened, the newest first. Nothing of mine here: the key is not even asked for.
export async function drafts(fits = () => true) {
  const of = me() ? (await rows()).filter((row) => row.who === me() && fits(row)) : [];
  const mine = of.length ? await key() : null;
  if (!mine || mine.who !== me()) return [];
  const found = [];
  for (const { id, who, box, ...told } of of.sort((one, other) => other.at - one.at)) {
    try {
      const plain = await open(mine.made, bound(id, who), box);
      found.push({ ...JSON.parse(new TextDecoder().decode(plain)), ...told, id });
    } catch {
      await drop([id]);
    }
  }
  return found;
}

// -- files: by their hash, so that the same photograph lies here once

export async function putFile(file) {
  const plain = await file.arrayBuffer();
  const hash = [...new Uint8Array(await crypto.subtle.digest("SHA-256", plain))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const id = bound(hash, me());
  const until = Date.now() + ((await device())?.hours ?? HOURS).waiting * HOUR;
  const box = await seal(document.body.dataset.lock, id, plain);
  await within(FILES, "readwrite", (store) => store.put({ id, who: me(), until, box }));
  return { hash, name: file.name, type: file.type };
}

export async function fileOf({ hash, name, type }) {
  const row = (await lasting(FILES)).find((one) => one.id === bound(hash, me()));
  const mine = row && (await key());
  return mine ? new File([await open(mine.made, row.id, row.box)], name, { type }) : null;
}

// Files that no row of mine names any more.
export async function tidyFiles(named) {
  const used = named.map((hash) => bound(hash, me()));
  await within(FILES, "readwrite", (store) => {
    store.getAll().onsuccess = ({ target }) => {
      for (const row of target.result) if (row.who === me() && !used.includes(row.id)) store.delete(row.id);
    };
  });
}
