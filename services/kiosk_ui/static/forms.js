// Each form and link of ours: sent once however often it is tapped, and only when the server is there to answer.
import { untilServed } from "./trouble.js";

const HOLD_MS = 3000;
const ANSWER_MS = 20_000;
let leaving = false;

export function minding(page) {
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target, event.submitter);
  });
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]:not([data-port])");
    if (!link) return;
    event.preventDefault();
    leave(() => location.assign(link.href));
  });
}

export function send(form, button) {
  leave(() => {
    if (button?.name) form.append(hidden(button.name, button.value));
    return document.body.matches(".kiosk") ? post(form) : form.submit();
  });
}

// At the kiosk by a question of ours: a server that dies over it would leave the browser's own error page before the member.
async function post(form) {
  const answer = await ask(form);
  if (answer?.headers.has("To")) location.assign(answer.headers.get("To"));
  // Refused, so nothing was done: sent once more, the refusal is a page.
  else if (answer && answer.status < 500) form.submit();
  // What became of it the ledger knows, and the screen that is asked for asks it.
  else untilServed().then(() => location.assign(form.dataset.again ?? location.href));
}

function ask(form) {
  return fetch(form.action, {
    method: "POST",
    headers: { "By-Script": "1" },
    body: new URLSearchParams(new FormData(form)),
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => null);
}

// What was tapped last is being told to the server: its answer and the next page's must not overwrite each other.
async function told() {
  const end = Date.now() + HOLD_MS;
  while (document.querySelector("[data-held]") && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 30));
  }
}

async function leave(go) {
  if (leaving) return;
  leaving = true;
  document.body.setAttribute("data-leaving", "");
  await untilServed();
  await told();
  go();
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
