// Every form and link of ours: sent once however often it is tapped, and only when the server is there to answer.
import { untilServed } from "./trouble.js";

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

async function leave(go) {
  if (leaving) return;
  leaving = true;
  document.body.setAttribute("data-leaving", "");
  await untilServed();
  go();
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
