// Nobody touches: back to the start, with a warning in the last ten seconds.
import { send } from "./forms.js";

const WARN_SECONDS = 10;

export function idle(body) {
  const warning = body.querySelector(".still-there");
  const leave = body.querySelector("form[action='/done']") ?? leaveForm();
  let end = 0;

  function touched() {
    end = Date.now() + Number(body.dataset.idle) * 1000;
  }

  // The start screen that looks as always only forgets what was typed.
  function over() {
    if (!body.hasAttribute("data-rests")) return send(leave);
    dispatchEvent(new Event("idle"));
    touched();
  }

  function look() {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left <= 0) return over();
    if (!warning) return;
    warning.hidden = left > WARN_SECONDS;
    warning.querySelector("[data-left]").textContent = left;
  }

  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(kind, touched, { passive: true });
  }
  // Not as the finger comes down: gone by then, the warning would let the tap through to the button behind it.
  warning?.querySelector("button").addEventListener("click", look);
  touched();
  setInterval(look, 500);
}

function leaveForm() {
  const form = Object.assign(document.createElement("form"), { method: "post", action: "/done", hidden: true });
  document.body.append(form);
  return form;
}
