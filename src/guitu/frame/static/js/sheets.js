// Sheets of places lie sealed on this device for some hours, and open without a line: by a key of this device that no script
// reads out, made anew each time and erased with them. Nobody in care stands in them. A base of its own: what waits to be
// sent is never touched by a change of this one.
import { me } from "./login-state.js";
import { device } from "./vault.js";

const SHEETS = "sheets"; // a row: {id: the address of its page, iv, sealed, done: [moments at which one was written]}
const KEYS = "keys"; // one row: {id, key, who, until}
const HOUR = 3600 * 1000;
const text = { in: new TextEncoder(), out: new TextDecoder() };

function base() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("guitu-sheets", 1);
    asked.onupgradeneeded = () => [SHEETS, KEYS].forEach((name) => asked.result.createObjectStore(name, { keyPath: "id" }));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function within(mode, work) {
  const held = await base();
  try {
    return await new Promise((done, failed) => {
      const act = held.transaction([SHEETS, KEYS], mode);
      const answer = work(act.objectStore(SHEETS), act.objectStore(KEYS));
      act.oncomplete = () => done(answer?.result);
      act.onerror = act.onabort = () => failed(act.error);
    });
  } finally {
    held.close();
  }
}

export const dropSheets = () => within("readwrite", (sheets, keys) => { sheets.clear(); keys.clear(); });

// `sheets`: [{path, about, html}]; what lay here before is gone.
export async function keepSheets(sheets, hours) {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const rows = [];
  for (const { path, ...told } of sheets) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.in.encode(path) }, key, text.in.encode(JSON.stringify(told)));
    rows.push({ id: path, iv, sealed, done: [] });
  }
  const until = Date.now() + hours * HOUR;
  await within("readwrite", (held, keys) => {
    held.clear();
    keys.put({ id: "key", key, who: me(), until });
    for (const row of rows) held.put(row);
  });
  return until;
}

// What was taken along by who is here, or, on a page without a login, by who filled this device last. What has lapsed or
// is somebody else's is erased.
export async function sheetsHere() {
  const held = await within("readonly", (_, keys) => keys.get("key"));
  if (!held) return { until: 0, sheets: [] };
  const who = me() || (await device())?.who;
  if (held.until < Date.now() || held.who !== who) {
    await dropSheets();
    return { until: 0, sheets: [] };
  }
  const found = [];
  for (const { id, iv, sealed, done } of await within("readonly", (sheets) => sheets.getAll())) {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: text.in.encode(id) }, held.key, sealed);
    found.push({ ...JSON.parse(text.out.decode(plain)), path: id, done });
  }
  return { until: held.until, sheets: found };
}

export async function noteDone(path) {
  await within("readwrite", (sheets) => {
    sheets.get(path).onsuccess = ({ target }) => target.result && sheets.put({ ...target.result, done: [...target.result.done, Date.now()] });
  });
}
