// 带上今天的表: the sheets of today lie in the memory of this page and nowhere else; filled in, they wait to be sent.
import { keep, written } from "./drafts.js";
import { requestId } from "./form-content.js";
import { pageAt, sheetAt } from "./sheet.js";
import { hold, send } from "./waiting.js";

const MOST = 60;
const PAGES = 3;
const part = document.querySelector("[data-outing]");
const say = (text) => (part.querySelector("[data-said]").textContent = text);

// What is due today or late, by its row of 今日: [address of its page, who].
async function todays() {
  const found = new Map();
  for (let page = 1; page <= PAGES && found.size < MOST; page += 1) {
    const list = await pageAt(`/today/?page=${page}`);
    for (const row of list.querySelectorAll(".bar-red[data-row], .bar-apricot[data-row]")) {
      const way = row.querySelector("a[data-open]")?.getAttribute("href");
      if (way && !found.has(way)) found.set(way, row.querySelector(".duty-head")?.textContent.replace(/\s+/g, " ").trim());
    }
    if (!list.querySelector("[rel=next]")) break;
  }
  return [...found].slice(0, MOST);
}

function row(form, who) {
  const line = document.createElement("li");
  const head = document.createElement("div");
  const button = document.createElement("button");
  const said = document.createElement("p");
  line.className = "waiting-row";
  head.className = "waiting-head";
  button.className = "btn btn-secondary";
  button.type = "button";
  said.setAttribute("role", "status");
  head.append(form.dataset.about || who, button);
  line.append(head, said);
  const show = (open) => {
    button.textContent = open ? part.dataset.close : part.dataset.open;
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      part.querySelector("[aria-expanded=true]")?.click();
      line.append(form);
      document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: {} })); // its parts and its draft, as on its own page
    } else form.remove();
  };
  button.addEventListener("click", () => show(!form.isConnected));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    put(form, event.submitter).then((done) => {
      if (!done) return;
      said.textContent = part.dataset.kept;
      show(false);
      button.hidden = true;
    });
  });
  show(false);
  return line;
}

async function put(form, by) {
  await written();
  const held = await hold(form, by).catch(() => null);
  if (held) send().catch(() => null);
  else keep(form);
  return held;
}

async function take() {
  const rows = part.querySelector("[data-rows]");
  rows.replaceChildren();
  for (const [path, who] of await todays()) {
    const form = await sheetAt(path);
    if (form && requestId(form)) rows.append(row(form, who));
    say(part.dataset.taking.replace("{n}", rows.children.length));
  }
  const taken = rows.children.length;
  say(taken ? part.dataset.taken.replace("{n}", taken) : part.dataset.none);
}

part?.querySelector("[data-take]").addEventListener("click", () => take().catch(() => say(part.dataset.line)));
