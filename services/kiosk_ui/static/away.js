// Keeps the calm page by the browser as this screen speaks and looks, for worker.js to answer with. Browsers have no
// worker for a page that came over plain HTTP from another machine.
export async function away(body) {
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.register("/worker.js");
  const kept = await caches.open("away");
  const wanted = new URL(body.dataset.away, location).href;
  if (!(await kept.match(wanted))) await kept.add(wanted);
  for (const old of await kept.keys()) if (old.url !== wanted) await kept.delete(old);
}
