// Every form and link of ours: sent once however often it is tapped, and only when the server is there to answer.
import { untilServed } from "./trouble.js";

const HOLD_MS = 3000;
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
    form.submit();
  });
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
