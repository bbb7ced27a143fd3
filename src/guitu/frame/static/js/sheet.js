// The form of a page taken along: it stands on another page, is filled in there and waits like any other.
export const pageAt = async (path) => new DOMParser().parseFromString(await (await fetch(path, { cache: "no-store" })).text(), "text/html");

export function formIn(page) {
  const form = page.querySelector("form[data-waits]");
  if (!form) return null;
  for (const name of [...form.getAttributeNames()].filter((one) => one.startsWith("hx-"))) form.removeAttribute(name);
  for (const away of form.querySelectorAll(".form-acts a")) away.remove(); // 取消 would lead off this page, and the sheets would be gone
  return document.importNode(form, true);
}

export async function sheetAt(path) {
  const page = await pageAt(path);
  const form = formIn(page);
  if (!form) return null;
  form.setAttribute("action", new URL(path, location.href).pathname);
  form.dataset.title = page.querySelector("h1")?.textContent.trim() ?? "";
  form.dataset.about = page.querySelector(".page-head .lead")?.textContent.trim() ?? "";
  return form;
}
