// How it stands with the login, asked of the server. Asking is no click: it does not make the login last longer.
export const me = () => document.body.dataset.who ?? "";

// Answers null when there is no line; `{wants}` when something is lacking first.
export async function ask(path) {
  try {
    const answer = await fetch(path, { headers: { "X-Kept": "1" }, cache: "no-store", redirect: "manual" });
    if (answer.status === 401) return { wants: answer.headers.get("X-Wants") };
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

export const state = () => ask("/login/state/");
export const stay = () => ask("/login/stay/");

// The forms of this page are of the login as it is now.
export function renew(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  if (document.body.hasAttribute("hx-headers")) {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  }
}

// Sends fields as a form of ours does. A page that leads on was a yes; else what the page says is wrong.
export async function post(path, fields) {
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch(path, { method: "POST", body, cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect") return { yes: true, said: "" };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const wrong = [...page.querySelectorAll(".errors li, .field-error")].map((one) => one.textContent.trim());
    return { yes: false, said: [...new Set(wrong)].join(" ") };
  } catch {
    return { yes: false, said: "" };
  }
}
