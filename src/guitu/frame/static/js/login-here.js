// Logging in without leaving the page. Until then the page lies covered: who stands there now may be somebody else.
import { me, post, renew, state } from "./login-state.js";
import { words } from "./notice.js";

let open = null; // the one dialog, and what it ends with

function fresh() {
  const box = document.getElementById("login-here").content.firstElementChild.cloneNode(true);
  document.body.append(box);
  return box;
}

function say(box, text) {
  const place = box.querySelector("[data-said]");
  place.textContent = text ?? "";
  place.hidden = !text;
}

// Which questions are asked: who one is, or only the second factor, or what needs a page of its own.
function arrange(box, wants, hasFactor = true) {
  const here = wants === "login" || (wants === "factor" && hasFactor);
  for (const part of box.querySelectorAll("[data-for]")) {
    part.hidden = !part.dataset.for.split(" ").includes(here ? wants : "page");
    for (const field of part.querySelectorAll("input")) field.disabled = part.hidden;
  }
  box.querySelector("[data-send]").hidden = !here;
  box.querySelector("input:not([disabled])")?.focus();
  box.dataset.wants = wants;
}

// One step further: true when the login lacks nothing any more, and is the same person's.
async function further(box) {
  let now = await state();
  if (now?.wants === "post" && now.who === me()) {
    renew(now.token);
    await post("/posts/switch/", { post: document.body.dataset.post, csrfmiddlewaretoken: now.token });
    now = await state();
  }
  if (!now) say(box, words().noLine);
  else if (now.wants !== "login" && now.who !== me()) say(box, words().somebodyElse);
  else if (now.wants) arrange(box, now.wants, now.factor);
  else {
    renew(now.token);
    return true;
  }
  return false;
}

async function send(box) {
  const form = box.querySelector("form");
  const now = await state();
  if (!now) return say(box, words().noLine);
  const fields = { ...Object.fromEntries(new FormData(form)), csrfmiddlewaretoken: now.token };
  const asked = box.dataset.wants === "factor" ? "/mfa/" : "/login/";
  const answer = await post(asked, fields);
  const done = answer.yes && (await further(box));
  if (!answer.yes) say(box, answer.said || words().noLine);
  for (const field of form.querySelectorAll("[type=password], [name=code]")) field.value = "";
  return done;
}

// Answers true once the same person is in again, false when the dialog was put away.
export function comeIn({ wants = "login", then }) {
  if (open) return open;
  const box = fresh();
  open = new Promise((end) => {
    const finish = (done) => {
      open = null;
      box.close();
      box.remove();
      end(done);
    };
    const attempt = async (work) => {
      if (box.hasAttribute("aria-busy")) return;
      box.setAttribute("aria-busy", "true");
      say(box, "");
      const done = await work(box).catch(() => false);
      box.removeAttribute("aria-busy");
      if (done) finish(true);
    };
    box.querySelector("[data-send]").textContent = then;
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(send);
    });
    box.querySelector("[data-done]").addEventListener("click", () => attempt(further));
    box.addEventListener("cancel", (event) => event.preventDefault());
    box.querySelector("[data-leave]").addEventListener("click", () => location.assign("/"));
  });
  box.showModal();
  arrange(box, wants || "login");
  return open;
}
