// A signature by finger, pen or mouse: lines on a field of 600 by 200 points, kept as text in a field of the form.
const WIDTH = 600;
const HEIGHT = 200;
const MOST = 1800; // points; more than any name

function drawn(canvas, text) {
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, WIDTH, HEIGHT);
  pen.strokeStyle = getComputedStyle(canvas).color;
  pen.lineWidth = 4;
  pen.lineCap = pen.lineJoin = "round";
  pen.stroke(new Path2D(text));
}

function pointOf(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const at = (value, size, most) => Math.min(most - 1, Math.max(0, Math.round((value / size) * most)));
  return `${at(event.clientX - box.left, box.width, WIDTH)} ${at(event.clientY - box.top, box.height, HEIGHT)}`;
}

function armed(part) {
  const [canvas, field, again] = [part.querySelector("canvas"), part.querySelector("input"), part.querySelector("button")];
  let isDown = false;
  const add = (letter, event) => {
    if (field.value.split(/[ML]/).length > MOST) return;
    field.value += `${letter}${pointOf(canvas, event)} `;
    drawn(canvas, field.value);
  };
  canvas.addEventListener("pointerdown", (event) => {
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    add("M", event);
  });
  canvas.addEventListener("pointermove", (event) => isDown && add("L", event));
  canvas.addEventListener("pointerup", (event) => {
    if (!isDown) return;
    isDown = false;
    add("L", event);
    field.dispatchEvent(new Event("input", { bubbles: true })); // kept as a draft
  });
  again.addEventListener("click", () => {
    field.value = "";
    drawn(canvas, "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  part.dataset.armed = "1";
}

function arm() {
  for (const part of document.querySelectorAll("[data-signature]")) {
    if (!part.dataset.armed) armed(part);
    drawn(part.querySelector("canvas"), part.querySelector("input").value);
  }
}

document.addEventListener("change", arm); // a part that appears, a draft put back
document.addEventListener("htmx:afterSettle", arm);
window.addEventListener("pageshow", arm);
