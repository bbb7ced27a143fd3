// The person's own door. Covering is at once: first nothing stands on the screen, then the visit ends, and the page that
// was there is replaced. Pages follow each other in one entry of the history, so that Back leads out and not through them.
const cover = document.querySelector("form[data-cover]");
const IDLE = 10 * 60 * 1000;

function blank() {
  document.body.classList.add("own-covered");
  document.title = "\u00a0";
}

async function leave() {
  blank();
  try {
    await fetch(cover.action, { method: "POST", body: new FormData(cover), redirect: "manual", keepalive: true });
  } finally {
    location.replace(cover.dataset.cover);
  }
}

if (cover) {
  cover.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  let idle = setTimeout(leave, IDLE);
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => {
      clearTimeout(idle);
      idle = setTimeout(leave, IDLE);
    });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/me/']");
  if (!link || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  location.replace(link.href);
});

// A page that the browser kept and shows again is asked for anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    blank();
    location.reload();
  }
});
