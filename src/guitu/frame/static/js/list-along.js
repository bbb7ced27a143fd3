// 带上名单: puts it on this device, opens it, erases it; on 等待发送, and without a line on the page that says so.
import { dropLists, listHere, openList, putList } from "./carrying.js";
import { clock } from "./notice.js";

const MOST = 60;
const PAGES = 3;
const part = document.querySelector("[data-along]");
const say = (text) => (part.querySelector("[data-said]").textContent = text);

// What a row says, piece by piece: on the page its pieces stand apart, in its text they would run together.
function plain(node) {
  const pieces = [];
  for (const walk = document.createTreeWalker(node ?? document.createElement("i"), NodeFilter.SHOW_TEXT); walk.nextNode(); ) {
    const said = walk.currentNode.data.replace(/\s+/g, " ").trim();
    if (said) pieces.push(said);
  }
  return pieces.join(" ");
}

async function rowsFrom(path, row, words) {
  const found = [];
  for (let way = path, page = 0; way && page < PAGES && found.length < MOST; page += 1) {
    const answer = await fetch(way, { cache: "no-store" });
    if (!answer.ok || answer.redirected) throw new Error("no list");
    const list = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (list.querySelector("form [name=close]")) return null; // names and numbers are shown: not onto a device
    for (const one of list.querySelectorAll(row)) found.push(plain(one.querySelector(words)));
    way = list.querySelector("a[rel=next]")?.getAttribute("href");
  }
  return found.filter(Boolean).slice(0, MOST);
}

async function take() {
  say(part.dataset.taking);
  const today = await rowsFrom("/today/", ".bar-red[data-row], .bar-apricot[data-row]", ".duty-head");
  const people = today && (await rowsFrom("/people/", ".person-row[data-row]", "a[data-open]"));
  if (!people) return say(part.dataset.unmasked);
  await putList({ today, people });
  await show();
  return say(part.dataset.taken.replace("{today}", today.length).replace("{people}", people.length));
}

function drawn(title, rows) {
  const [section, head, list] = ["section", "h3", "ul"].map((tag) => document.createElement(tag));
  head.textContent = title;
  list.className = "waiting-rows";
  list.append(...rows.map((text) => {
    const line = document.createElement("li");
    line.className = "waiting-row";
    line.textContent = text;
    return line;
  }));
  section.append(head, list);
  return section;
}

async function unfold() {
  const row = await listHere();
  if (!row) return show();
  say(part.dataset.opening);
  const content = await openList(row);
  if (!content) return say(part.dataset.closed);
  part.querySelector("[data-list]").replaceChildren(drawn(part.dataset.today, content.today), drawn(part.dataset.people, content.people));
  return say(when(row));
}

const when = (row) => part.dataset.here.replace("{at}", clock(row.at)).replace("{until}", clock(row.until));

async function show() {
  const row = await listHere();
  for (const name of ["unfold", "erase"]) part.querySelector(`[data-${name}]`).hidden = !row;
  if (!row) part.querySelector("[data-list]").replaceChildren();
  if (!part.querySelector("[data-take-list]")) part.hidden = !row; // without a line there is nothing to take along
  say(row ? when(row) : part.dataset.none);
}

if (part) {
  const on = (name, work) => part.querySelector(`[data-${name}]`)?.addEventListener("click", () => work().catch(() => say(part.dataset.line)));
  on("take-list", take);
  on("unfold", unfold);
  on("erase", () => dropLists().then(show));
  show().catch(() => null);
}
