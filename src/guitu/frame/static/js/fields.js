// Parts of a form that appear in place, and phrases that save typing.
function valueOf(form, name) {
  const field = form.elements.namedItem(name);
  if (!field) return "";
  if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked ? field.value : "";
  return field.value;
}

function showParts(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    const shown = part.dataset.values.split("|").includes(valueOf(form, part.dataset.when));
    part.hidden = !shown;
    // What is not shown is not sent: a hidden half-answer would be recorded as an answer.
    for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !shown;
  }
}

function addPhrase(button) {
  const field = document.getElementById(button.parentElement.dataset.phrases);
  if (!field) return;
  field.value = field.value ? `${field.value}${/[，。；\s]$/.test(field.value) ? "" : "，"}${button.textContent}` : button.textContent;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function arm(root) {
  root.querySelectorAll("[data-phrases]").forEach((box) => (box.hidden = false));
  root.querySelectorAll("form").forEach(showParts);
}

document.addEventListener("change", (event) => {
  if (event.target.form) showParts(event.target.form);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".phrase");
  if (button) addPhrase(button);
});
document.addEventListener("htmx:afterSettle", () => arm(document));
window.addEventListener("pageshow", () => arm(document));
