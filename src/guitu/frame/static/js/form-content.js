// What somebody typed into a form, and how it is put back.
export const BY_US = "put back";
const NEVER = ["csrfmiddlewaretoken", "request_id"];

export const kept = (form) => form instanceof HTMLFormElement && form.hasAttribute("data-keep") && !form.querySelector("[type=password]");
export const requestId = (form) => form.elements.namedItem("request_id")?.value ?? "";
export const setRequestId = (form, id) => (form.elements.namedItem("request_id").value = id);

// A check page repeats in hidden fields what was typed before: nothing is put into it.
export const isTypedInto = (form) => Boolean(form.querySelector("input:not([type=hidden]), select, textarea"));

// The page of the form, without what leads to it; a page with several tells them apart by what `data-keep` says.
export function placeOf(form) {
  const path = new URL(form.getAttribute("action") || location.href, location.href).pathname;
  return `${path}|${form.dataset.keep}`;
}

function fields(form) {
  return [...form.elements].filter(
    (one) => one.name && !NEVER.includes(one.name) && !(one instanceof HTMLButtonElement) && !["file", "password"].includes(one.type),
  );
}

const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

// [[name, value], …], of parts not shown too: whoever shows them again finds what was typed.
export function collect(form) {
  const found = [];
  for (const field of fields(form)) {
    if (field instanceof HTMLSelectElement) {
      for (const option of field.selectedOptions) found.push([field.name, option.value]);
    } else if (!isChoice(field) || field.checked) {
      found.push([field.name, field.value]);
    }
  }
  return found;
}

export function fill(form, content) {
  const left = new Map();
  for (const [name, value] of content) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of fields(form)) {
    const values = left.get(field.name);
    if (isChoice(field)) field.checked = values?.includes(field.value) ?? false;
    else if (values && field instanceof HTMLSelectElement) choose(field, values);
    else if (values?.length) field.value = values.shift();
  }
  form.elements[0]?.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: BY_US })); // parts that depend on it appear
}

function choose(field, values) {
  for (const option of field.options) {
    if (values.includes(option.value)) option.selected = true;
    else if (field.multiple) option.selected = false;
  }
}

export function fillFile(form, name, file) {
  const field = form.elements.namedItem(name);
  if (!field) return;
  const taken = new DataTransfer();
  for (const one of field.multiple ? field.files : []) taken.items.add(one);
  taken.items.add(file);
  field.files = taken.files;
}

export function tab() {
  const mark = sessionStorage.getItem("tab") ?? newId();
  sessionStorage.setItem("tab", mark);
  return mark;
}

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
