// What was typed into a form, in words that can be read without the form; and what is still missing in it.
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const said = (node) => node?.textContent.replace(/\s+/g, " ").trim() ?? "";

function labelOf(field) {
  const box = field.closest(".field");
  const label = box?.querySelector(".field-label");
  if (label) return said(label.firstChild);
  return said(field.closest(".part")?.querySelector(".part-head strong")) || said(box ?? field.closest("label"));
}

function valueOf(field) {
  if (field instanceof HTMLSelectElement) return [...field.selectedOptions].map(said).join(" ");
  if (isChoice(field)) return said(field.closest("label"));
  return field.type === "file" ? [...field.files].map((file) => file.name).join(" ") : field.value.trim();
}

const asked = (form) =>
  [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "password" && !field.disabled && !(field instanceof HTMLButtonElement));

// [[label, value], …] in the order of the page; several choices of one question in one line.
export function tell(form) {
  const found = new Map();
  for (const field of asked(form)) {
    if (isChoice(field) && !field.checked) continue;
    const value = valueOf(field);
    if (value) found.set(labelOf(field), [...(found.get(labelOf(field)) ?? []), value]);
  }
  return [...found].map(([label, values]) => [label, values.join(" ")]);
}

// Labels of what the form asks for and has no answer to.
export function missing(form) {
  const lacking = new Set();
  for (const field of asked(form)) {
    if (!field.required) continue;
    const empty = isChoice(field) ? !form.querySelector(`[name="${field.name}"]:checked`) : !valueOf(field);
    if (empty) lacking.add(labelOf(field));
  }
  return [...lacking];
}
