// A key on this kiosk's reader, or a card in a reader that types: whose it is begins where nobody is; elsewhere it is
// only remarked that somebody is here.
import { send } from "./forms.js";
import { listen } from "./stream.js";

const REMARK_MS = 6000;

export function taps(body) {
  const form = body.querySelector("[data-taps]");

  function tapped(field, value) {
    if (document.visibilityState !== "visible") return;
    if (!form) return remark(body.dataset.taken);
    form.elements[field].value = value;
    send(form);
  }

  addEventListener("nfc", (event) => tapped("reader", event.detail));
  addEventListener("card", (event) => tapped("card", event.detail));
  listen();
}

let remarked = null;

function remark(words) {
  if (!words || remarked) return;
  remarked = document.createElement("p");
  remarked.className = "trouble";
  remarked.role = "status";
  remarked.dataset.testid = "taken";
  remarked.textContent = words;
  document.body.append(remarked);
  setTimeout(() => {
    remarked.remove();
    remarked = null;
  }, REMARK_MS);
}
