// Turned on by its user on this device: a page that opens without a line (worker.js), with nobody in it.
import { dropSheets } from "./sheets.js";
import { dropLists } from "./carrying.js";
import { remember, setDevice } from "./vault.js";

const part = document.querySelector("[data-device]");
const can = Boolean(navigator.serviceWorker);

async function show() {
  const on = can && (await navigator.serviceWorker.getRegistration("/"));
  part.querySelector("[data-said]").textContent = can ? (on ? part.dataset.on : part.dataset.off) : part.dataset.cannot;
  part.querySelector("[data-turn-on]").hidden = !can || Boolean(on);
  part.querySelector("[data-turn-off]").hidden = !on;
}

async function turnOn() {
  const made = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const coming = made.installing ?? made.waiting;
  await remember();
  if (coming) await new Promise((done) => coming.addEventListener("statechange", () => coming.state === "activated" && done()));
  await show();
}

async function turnOff() {
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  await setDevice(null);
  await dropSheets();
  await dropLists();
  for (const name of await caches.keys()) await caches.delete(name);
  await show();
}

if (part) {
  part.querySelector("[data-turn-on]").addEventListener("click", () => turnOn().catch(show));
  part.querySelector("[data-turn-off]").addEventListener("click", () => turnOff().catch(show));
  show();
}
