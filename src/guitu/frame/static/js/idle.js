// A login ends after a while without a click. That is said before, and on a page that is being filled in nothing goes.
import { keep } from "./drafts.js";
import { kept } from "./form-content.js";
import { comeIn } from "./login-here.js";
import { me, renew, state, stay } from "./login-state.js";
import { words } from "./notice.js";

const FIRST = 12.5 * 60 * 1000; // asked so long after the last answer of the server
const WARNED = 120; // seconds before the end
const TYPING = 4 * 60 * 1000; // who types is not away, and the server is told so
let timer = 0;
let told = Date.now(); // when the server last heard of us
let box = null;

function later(wait) {
  clearTimeout(timer);
  if (me()) timer = setTimeout(look, wait);
}

function heard() {
  told = Date.now();
  if (!box) later(FIRST);
}

async function look() {
  const now = await state();
  if (!now) return later(60 * 1000); // no line: a page without one cannot say anything of the login
  if (now.wants || now.who !== me()) return ended();
  if (now.left > WARNED + 5) return later((now.left - WARNED) * 1000);
  warn(now.left);
}

function say(left) {
  const place = box?.querySelector("[data-left]");
  if (place) place.textContent = left > 60 ? words().minutes.replace("{n}", Math.ceil(left / 60)) : words().soon;
}

function warn(left) {
  if (!box) {
    box = document.getElementById("idle-warning").content.firstElementChild.cloneNode(true);
    document.body.append(box);
    box.addEventListener("cancel", (event) => { event.preventDefault(); goOn(); });
    box.querySelector("[data-stay]").addEventListener("click", goOn);
    box.showModal();
  }
  say(left);
  later((left > 60 ? left - 60 : left + 1) * 1000);
}

function putAway() {
  box?.close();
  box?.remove();
  box = null;
}

async function goOn() {
  const said = await stay();
  if (!said) return;
  putAway();
  if (said.wants) return ended();
  heard();
}

// On a page where nothing was typed the login page is next; where something was, it comes to the page.
async function ended() {
  putAway();
  const typed = [...document.querySelectorAll("form[data-keep]")].filter((form) => kept(form) && form.dataset.typed);
  if (!typed.length) return location.assign(`/login/?next=${encodeURIComponent(location.pathname)}`);
  typed.forEach((form) => keep(form));
  if (await comeIn({ then: words().andBack })) heard();
}

document.addEventListener("input", (event) => {
  if (!kept(event.target.form)) return;
  event.target.form.dataset.typed = "1";
  if (Date.now() - told > TYPING) {
    told = Date.now();
    stay().then((said) => said?.left && heard());
  }
});
// What a page asks by its timer says nothing of whoever sits there; refused, it says that the login has ended.
document.addEventListener("htmx:afterRequest", (event) => {
  const { requestConfig, xhr } = event.detail;
  if (requestConfig?.headers["X-Timer"] !== "1") heard();
  else if (xhr.status === 401) look();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && Date.now() - told > FIRST) look(); // a lid was closed: timers stood still
});
later(FIRST);
