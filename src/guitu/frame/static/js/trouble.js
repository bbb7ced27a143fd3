// When a partial request fails nothing on the page changes, so it must be said.
function say(event) {
  if (event.target.closest?.("form[data-keep]")) return; // said in the form itself, see unsaved.js
  const place = document.getElementById("toasts");
  if (!place) return;
  const toast = document.createElement("div");
  toast.className = "toast toast-red";
  toast.setAttribute("role", "alert");
  toast.textContent = document.body.dataset.trouble;
  place.replaceChildren(toast);
}

document.addEventListener("htmx:sendError", say);
document.addEventListener("htmx:responseError", say);
document.addEventListener("htmx:timeout", say);
document.addEventListener("htmx:beforeRequest", () => document.querySelector("#toasts [role=alert]")?.remove());
