// Photographs of a form: made small as they are chosen, so that they lie and travel lightly and say nothing of where they were
// taken; each choice adds to those before. A form that is shown again with what is missing has them again.
import { BY_US, requestId } from "./form-content.js";

const LONGEST = 1600;
const QUALITY = 0.85;
const chosen = new Map(); // request id and field → files, in the memory of this page

const fields = (root) => [...root.querySelectorAll("input[data-photos]")];
const key = (field) => `${requestId(field.form)}|${field.name}`;
const mark = (file) => `${file.name}|${file.size}|${file.lastModified}`;

async function small(file) {
  try {
    const picture = await createImageBitmap(file);
    const by = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * by)));
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(picture, 0, 0, width, height);
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return made ? new File([made], file.name.replace(/\.\w*$/, ".jpg"), { type: made.type, lastModified: file.lastModified }) : file;
  } catch {
    return file; // not for us to judge: the house says what it does not take
  }
}

function put(field, files) {
  const taken = new DataTransfer();
  for (const file of files) taken.items.add(file);
  field.files = taken.files;
  chosen.set(key(field), files);
  const line = field.parentElement.querySelector("[data-chosen]") ?? field.insertAdjacentElement("afterend", document.createElement("p"));
  line.dataset.chosen = "";
  line.setAttribute("role", "status");
  line.replaceChildren(files.length ? `${field.dataset.n.replace("{n}", files.length)} ` : "");
  if (!files.length) return;
  const again = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet", textContent: field.dataset.again });
  again.addEventListener("click", () => put(field, []));
  line.append(again);
}

async function choose(field) {
  const before = chosen.get(key(field)) ?? [];
  const fresh = await Promise.all([...field.files].map(small));
  put(field, [...before, ...fresh.filter((one) => !before.some((other) => mark(other) === mark(one)))]);
  field.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: BY_US }));
}

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches?.("input[data-photos]") && event.detail !== BY_US && field.form) choose(field);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const field of fields(document)) if (!field.files.length && chosen.get(key(field))?.length) put(field, chosen.get(key(field)));
});
