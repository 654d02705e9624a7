// Keeps a region true: the server's stream says when to look, and a timer does where the stream is dead.
import { patch } from "./patch.js";
import { listen } from "./stream.js";
import { say, quiet } from "./trouble.js";

const POLL_MS = 3000;
const STREAM_DEAD_MS = 8000;
const MISSES_BEFORE_RELOAD = 2;

export function live(region) {
  let heard = 0;
  let asking = false;
  let askAgain = false;
  let misses = 0;

  async function refresh() {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    do {
      askAgain = false;
      await once();
    } while (askAgain);
    asking = false;
  }

  async function once() {
    const epoch = region.dataset.epoch;
    try {
      const answer = await fetch(region.dataset.live, { signal: AbortSignal.timeout(8000) });
      const html = await answer.text();
      settle(answer.status, html, epoch);
    } catch {
      say();
    }
  }

  // A tap since the question makes its answer old.
  function settle(status, html, epoch) {
    if (status === 200) {
      misses = 0;
      quiet();
      if (!region.hasAttribute("data-held") && region.dataset.epoch === epoch) patch(region, html);
    } else if (status !== 503 || ++misses >= MISSES_BEFORE_RELOAD) {
      location.reload();
    }
  }

  function hint() {
    heard = Date.now();
    refresh();
  }

  for (const kind of ["device", "rental", "tick"]) addEventListener(kind, hint);
  listen();
  setInterval(() => {
    if (Date.now() - heard > STREAM_DEAD_MS) refresh();
  }, POLL_MS);
  region.addEventListener("refresh", refresh);
}
