// What this device answers without a line: a page without anybody in it, with our style and scripts. It keeps no page
// that was read, no answer, and nothing that was sent; with a line it is not asked at all.
const { shell, version } = {};
const NAME = `guitu-${version}`;

self.addEventListener("install", (event) => {
  const fresh = shell.map((path) => new Request(path, { cache: "reload", credentials: "same-origin" }));
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(shell[0])));
  else if (shell.includes(pathname)) event.respondWith(fetch(request).catch(() => caches.match(pathname)));
});
