// 等待发送: what lies on this device of the one who is logged in, opened for this page only.
import { comeIn } from "./login-here.js";
import { clock, words } from "./notice.js";
import { drafts, drop } from "./vault.js";
import { count, saidWhy, send } from "./waiting.js";

const part = document.querySelector("[data-waiting]");
const say = part.dataset;
const sent = []; // what went out while this page was open: [{item, said}]
const line = (row, name, text) => {
  const place = row.querySelector(`[data-${name}]`);
  place.textContent = text;
  place.hidden = !text;
  return place;
};

function tell(row, told) {
  const list = row.querySelector("[data-told]");
  for (const [label, value] of told) {
    const [term, said] = ["dt", "dd"].map((tag) => document.createElement(tag));
    [term.textContent, said.textContent] = [label, value];
    list.append(term, said);
  }
}

function why(item) {
  if (item.waits === "loose") return say.find;
  const lacks = item.lacks?.length ? say.lacks + item.lacks.join(say.comma) : "";
  const other = item.waits === "sending" && item.desk !== document.body.dataset.desk ? say.other : "";
  const back = item.waits === "back" && item.why ? [saidWhy(item.why), ...(item.reasons ?? [])].join(" ") : "";
  return [back, other, lacks].filter(Boolean).join(" ");
}

function rowOf(item, said) {
  const row = document.getElementById("waiting-row").content.firstElementChild.cloneNode(true);
  const state = said === undefined ? item.waits : "sent";
  line(row, "title", item.title ?? item.who ?? "");
  line(row, "about", item.about ?? "");
  line(row, "tag", say[`tag${state[0].toUpperCase()}${state.slice(1)}`]).classList.add(`tag-${{ back: "apricot", loose: "apricot", sent: "moss" }[state] ?? "plain"}`);
  line(row, "when", say.written.replace("{at}", clock(item.written)).replace("{until}", clock(item.until)));
  line(row, "why", said ?? why(item));
  tell(row, item.told ?? [[item.on ?? "", item.note ?? ""]]);
  if (state === "sent") {
    row.querySelector("[data-when]").remove();
    row.querySelector("[data-away]").remove();
    return row;
  }
  const open = row.querySelector("[data-open]");
  open.hidden = !item.path || item.why === "gone";
  if (item.path) open.href = `${item.path}#w-${item.id}`;
  const here = row.querySelector("[data-from-here]");
  here.hidden = !(item.waits === "sending" && item.desk !== document.body.dataset.desk);
  here.addEventListener("click", () => send(item.id).then(draw));
  row.querySelector("[data-drop]").addEventListener("click", () => drop([item.id]).then(count).then(() => draw()));
  return row;
}

async function draw(ended = "") {
  const mine = await drafts((row) => row.open && row.waits);
  const rows = [...mine.map((item) => rowOf(item)), ...sent.map(({ item, said }) => rowOf(item, said))];
  part.querySelector("[data-rows]").replaceChildren(...rows);
  const waiting = mine.filter((item) => item.waits === "sending").length;
  part.querySelector("[data-send]").hidden = !waiting;
  const some = waiting || mine.length ? say.some.replace("{n}", mine.length) : say.none;
  part.querySelector("[data-said]").textContent = (!navigator.onLine && say.line) || say[ended] || some;
}

document.addEventListener("guitu:waiting", ({ detail }) => {
  if (detail.sent) sent.unshift({ item: detail.sent, said: detail.said });
  draw(detail.ended).catch(() => null);
});
part.querySelector("[data-send]").addEventListener("click", async () => {
  const ended = await send();
  if (ended === "login" && (await comeIn({ then: say.cameIn ?? words().comeIn }))) await send();
});
for (const happens of ["online", "offline"]) window.addEventListener(happens, () => draw().catch(() => null));
draw().catch(() => null);
