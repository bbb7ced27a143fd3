// What was written without a line and without a page of that person is put into the form of whom it was about.
import { clear, clock, show, words } from "./notice.js";
import { drop } from "./vault.js";
import { waits } from "./waiting.js";

const isNote = (field) => /(^|-)note$|^words$/.test(field.name);

export const takesLoose = (form) => waits(form) && [...form.elements].some(isNote);

function takeIn(form, written) {
  const fields = [...form.elements];
  const day = fields.find((one) => one.name === "on");
  const note = fields.find(isNote);
  if (day && written.on) day.value = written.on;
  note.value = [note.value, written.note].filter(Boolean).join(" ");
}

export function offerLoose(form, written, then) {
  const say = words();
  const putIn = async () => {
    takeIn(form, written);
    await then();
    await drop([written.id]);
    clear(form);
  };
  show(form, say.looseTitle, `${clock(written.written)} ${written.who}：${written.note}`, [
    [say.putIn, putIn],
    [say.notHere, () => clear(form)],
  ]);
}
