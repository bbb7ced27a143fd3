// A draft keeps the version of the list that it was begun on (`data-version` names the field that says which): its page shows
// that one, as long as the house knows it and its writer has not asked for the one of today.
import { fill } from "./form-content.js";

function versions(form, draft) {
  const field = form.elements.namedItem(form.dataset.version ?? "");
  const was = field && draft.typed.find(([name]) => name === field.name)?.[1];
  return was && was !== field.value ? { field, was, now: field.value } : null;
}

// To the page as it was; not where the form was taken along to another page, and not twice.
export function leadsAway(form, draft) {
  const found = versions(form, draft);
  const asked = new URLSearchParams(location.search);
  const isHere = new URL(form.getAttribute("action") || location.href, location.href).pathname === location.pathname;
  if (!found || !isHere || asked.has("list")) return false;
  asked.set("list", found.was);
  location.replace(`${location.pathname}?${asked}#w-${draft.id}`);
  return true;
}

// Puts in what was typed. On another version it says how many answers fit no more; null where nothing changed.
export function fillIn(form, draft) {
  const found = versions(form, draft);
  fill(form, draft.typed);
  if (!found) return null;
  found.field.value = found.now;
  return new Set(draft.typed.map(([name]) => name).filter((name) => !form.elements.namedItem(name))).size;
}
