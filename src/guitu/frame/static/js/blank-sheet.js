// A sheet without a line and without a login: sealed at once into the box of who was logged in here last.
import { device, waitingHere } from "./vault.js";
import { holdLoose } from "./waiting.js";

const part = document.querySelector("[data-no-line]");
const form = part.querySelector("form");
const say = (text) => (part.querySelector("[data-said]").textContent = text);
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

async function begin() {
  const writer = await device();
  form.hidden = !writer;
  form.elements.on.value = today();
  const waiting = (await waitingHere()).length;
  say([writer ? "" : part.dataset.noWriter, waiting ? part.dataset.waits.replace("{n}", waiting) : ""].filter(Boolean).join(" "));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { who, on, note } = Object.fromEntries(new FormData(form));
  if (!who.trim() || !note.trim()) return say(part.dataset.needed);
  const writer = await device();
  if (!writer || !(await holdLoose({ who, on, note, title: who }, writer))) return say(part.dataset.noWriter);
  form.reset();
  await begin();
  say(part.dataset.kept);
});
begin().catch(() => say(part.dataset.noWriter));
