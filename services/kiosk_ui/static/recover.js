// Waits for the server and its API, then asks for the page again, which ends where the ledger is.
const ASK_MS = 2000;
const ANSWER_MS = 8000;

export function recover(page) {
  async function look() {
    const answer = await fetch(page.dataset.recover, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null);
    if (answer?.ok) location.replace(page.dataset.again || location.href);
    else setTimeout(look, ASK_MS);
  }
  setTimeout(look, ASK_MS);
}
