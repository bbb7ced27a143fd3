// One notice at the top of a form: what is not saved, and what to do. Its words stand in the page, in its language.
export const words = () => document.getElementById("kept-words")?.dataset ?? {};

const two = (number) => String(number).padStart(2, "0");

export function clock(moment) {
  const at = new Date(moment);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.toDateString() === new Date().toDateString() ? time : `${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}

export function clear(form) {
  form.querySelector(":scope > .unsaved")?.remove();
}

// acts: [[words, what is done], …]; `urgent`: it is read out at once and has the focus.
export function show(form, title, text, acts = [], urgent = false) {
  clear(form);
  const box = document.createElement("section");
  box.className = "unsaved";
  box.tabIndex = -1;
  box.setAttribute("role", urgent ? "alert" : "status");
  for (const [tag, said] of [["strong", title], ["p", text]]) {
    const line = document.createElement(tag);
    line.textContent = said;
    box.append(line);
  }
  for (const [said, done] of acts) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary";
    button.textContent = said;
    button.addEventListener("click", done);
    box.append(button);
  }
  form.prepend(box);
  if (urgent) {
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  }
  return box;
}
