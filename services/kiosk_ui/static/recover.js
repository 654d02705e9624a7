// Waits for the API and then asks for the page again, which ends where the ledger is.
import { untilServed } from "./trouble.js";

const ASK_MS = 2000;

export function recover(page) {
  async function look() {
    await untilServed();
    const answer = await fetch(page.dataset.recover).catch(() => null);
    if (answer?.ok) location.replace(page.dataset.again);
    else setTimeout(look, ASK_MS);
  }
  setTimeout(look, ASK_MS);
}
