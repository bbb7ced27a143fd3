// Drafts on this device, sealed under a key that only the server has. It lies in the memory of this page and nowhere
// else: a stranger who takes the device, or the next person who logs in, finds bytes.
import { ask, me } from "./login-state.js";

const ROWS = "drafts";
const SENT_LASTS = 15 * 60 * 1000; // what was saved is shown to who comes back within so long
let opened = null;
let held = null;

export const canKeep = () => Boolean(window.crypto?.subtle && window.indexedDB);

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("guitu", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(ROWS, { keyPath: "id" });
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      asked.result.onclose = () => (opened = null);
      done(asked.result);
    };
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

async function within(mode, work) {
  const base = await database();
  return new Promise((done, failed) => {
    const act = base.transaction(ROWS, mode);
    const answer = work(act.objectStore(ROWS));
    act.oncomplete = () => done(answer?.result);
    act.onerror = act.onabort = () => failed(act.error);
  });
}

// Without a login or a line there is none, and it is asked for again the next time.
async function key() {
  if (held) return held;
  const said = await ask("/drafts/key/");
  if (!said?.key) return null;
  const raw = Uint8Array.from(atob(said.key), (one) => one.charCodeAt(0));
  const made = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return (held = { made, who: said.who, lasts: said.hours * 3600 * 1000 });
}

// What the bytes belong to: moved to another row or person, they do not open.
const bound = (id, who) => new TextEncoder().encode(`${id}|${who}`);

export async function put(id, content) {
  if (!me()) return false;
  const mine = await key();
  if (!mine || mine.who !== me()) return false;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id, mine.who) }, mine.made, plain);
  const at = Date.now();
  const open = content.state !== "sent";
  const until = at + (open ? mine.lasts : SENT_LASTS);
  await within("readwrite", (store) => store.put({ id, who: mine.who, open, at, until, iv, sealed }));
  return true;
}

async function rows() {
  const all = await within("readonly", (store) => store.getAll());
  const old = all.filter((row) => row.until < Date.now());
  if (old.length) await drop(old.map((row) => row.id));
  return all.filter((row) => !old.includes(row));
}

// What is not saved and lies here, and of whom: asked at a logout, without a key.
export async function unsaved() {
  const open = canKeep() ? (await rows()).filter((row) => row.open) : [];
  return { mine: open.filter((row) => row.who === me()).map((row) => row.id), all: open.length };
}

export async function drop(ids) {
  await within("readwrite", (store) => ids.forEach((id) => store.delete(id)));
}

// My own drafts, opened, the newest first. Nothing of mine here: the key is not even asked for.
export async function drafts() {
  const of = canKeep() && me() ? (await rows()).filter((row) => row.who === me()) : [];
  const mine = of.length ? await key() : null;
  if (!mine || mine.who !== me()) return [];
  const found = [];
  for (const row of of.sort((one, other) => other.at - one.at)) {
    try {
      const box = { name: "AES-GCM", iv: row.iv, additionalData: bound(row.id, row.who) };
      const plain = await crypto.subtle.decrypt(box, mine.made, row.sealed);
      found.push({ id: row.id, at: row.at, until: row.until, ...JSON.parse(new TextDecoder().decode(plain)) });
    } catch {
      await drop([row.id]);
    }
  }
  return found;
}
