// Stands between the kiosk's screens and their server: where that ends in mid-answer or is not there, the calm page that
// the browser keeps (away.js) waits for it under the address that was asked for, and no page of the browser's own does.
const CONSOLE = /^\/console(\/|$)/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("fetch", (event) => {
  const { mode, url } = event.request;
  if (mode === "navigate" && !CONSOLE.test(new URL(url).pathname)) event.respondWith(answer(event));
});

// The server is asked while this worker still wakes up.
async function begin() {
  await registration.navigationPreload.enable();
  await clients.claim();
}

async function answer(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return event.request.method === "GET" ? calm() : Response.redirect("/", 303);
  }
}

async function calm() {
  const kept = await caches.open("away");
  return (await kept.matchAll()).at(-1) ?? Response.error();
}
