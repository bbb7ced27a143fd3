// 带上的名单: what the rows of today and of one's own people say, sealed on this device (box.js) for some hours. Opening takes the
// key alone, which a bad line lets through where pages do not pass; without any line it stays closed.
import { open, seal, textBytes } from "./box.js";
import { me } from "./login-state.js";
import { HOUR, HOURS, LISTS, bound, canKeep, device, key, lasting, within } from "./vault.js";

export const dropLists = async () => (canKeep() ? within(LISTS, "readwrite", (store) => store.clear()) : null);

// One list per device: the latest of who is logged in.
export async function putList(content) {
  await key(); // knows how many hours the house lets
  const who = me();
  const at = Date.now();
  const until = at + (((await device())?.hours ?? HOURS).list ?? HOURS.list) * HOUR;
  const box = await seal(document.body.dataset.lock, bound("list", who), textBytes(JSON.stringify(content)));
  await within(LISTS, "readwrite", (store) => {
    store.clear();
    store.put({ id: "list", who, at, until, box });
  });
}

// Whether a list lies here, of whom, since and until when; no key is asked for. Somebody else's is none.
export async function listHere() {
  const row = canKeep() ? (await lasting(LISTS))[0] : null;
  return row && (!me() || row.who === me()) ? row : null;
}

// What it says; null while the key does not come, or comes for somebody else.
export async function openList(row) {
  const mine = await key();
  if (!mine || mine.who !== row.who) return null;
  return JSON.parse(new TextDecoder().decode(await open(mine.made, bound("list", row.who), row.box)));
}

// A list that has lapsed goes with the next page of anybody, and somebody else's with the next page of a login.
export async function tidyList() {
  const row = canKeep() && (await lasting(LISTS))[0];
  if (row && me() && row.who !== me()) await dropLists();
}
