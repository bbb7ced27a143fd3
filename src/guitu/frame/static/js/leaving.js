// Before a logout erases what this device keeps of us it is asked; another language waits until a draft is written.
import { dropLists } from "./carrying.js";
import { written } from "./drafts.js";
import { words } from "./notice.js";
import { dropSheets } from "./sheets.js";
import { drop, setDevice, unsaved } from "./vault.js";

const ready = new WeakSet();

function go(form) {
  ready.add(form);
  form.requestSubmit();
}

function wait(form, count) {
  const field = form.querySelector("[name=waiting]");
  if (field) field.value = String(count);
  go(form);
}

function trouble() {
  const toast = document.createElement("div");
  toast.className = "toast toast-red";
  toast.setAttribute("role", "alert");
  toast.textContent = words().noLine;
  document.getElementById("toasts").replaceChildren(toast);
}

async function ask(form) {
  if (!navigator.onLine) return trouble(); // what lies here could not be asked about again
  await written();
  await setDevice(null); // who leaves writes nothing more here
  await dropSheets();
  await dropLists();
  const { mine, all } = await unsaved();
  if (!mine.length) return wait(form, all);
  const box = document.getElementById("leaving").content.firstElementChild.cloneNode(true);
  box.querySelector("[data-count]").textContent = String(mine.length);
  document.body.append(box);
  const close = () => { box.close(); box.remove(); };
  const on = (name, done) => box.querySelector(`[data-${name}]`).addEventListener("click", () => { close(); done(); });
  on("keep", () => wait(form, all));
  on("drop", () => drop(mine).then(() => wait(form, all - mine.length)));
  on("back", () => null);
  box.addEventListener("close", () => box.remove());
  box.showModal();
}

async function inOtherWords(form, button) {
  await written();
  form.elements.namedItem("next").value = location.pathname + location.search;
  ready.add(form);
  form.requestSubmit(button);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (ready.delete(form)) return;
  const languages = form.classList.contains("languages");
  if (!languages && !form.hasAttribute("data-leave")) return;
  event.preventDefault();
  const plainly = () => { ready.add(form); form.requestSubmit(event.submitter); };
  (languages ? inOtherWords(form, event.submitter) : ask(form)).catch(plainly);
});
