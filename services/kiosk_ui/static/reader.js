// A barcode or card reader that types as a keyboard: faster than fingers, then Enter. What it typed is no finger's: the
// page's own keys put back what they took of it, at "card".
const GAP_MS = 40;
const ENTER_MS = 200;

export function reader(body) {
  let code = "";
  let last = 0;

  // Where no card is waited for, a short number may be a PIN or an amount out of somebody's fast keyboard.
  function isCard() {
    const short = body.querySelector("[data-taps]") || /[A-Za-z]/.test(code);
    return code.length >= (short ? 4 : 8);
  }

  function hear(event) {
    const gap = event.timeStamp - last;
    last = event.timeStamp;
    if (/^[\w-]$/.test(event.key)) code = gap < GAP_MS ? code + event.key : event.key;
    else if (event.key === "Enter" && gap < ENTER_MS && isCard()) taken(event);
    else if (event.key !== "Shift") code = "";
  }

  function taken(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    dispatchEvent(new CustomEvent("card", { detail: code }));
    code = "";
  }

  addEventListener("keydown", hear, { capture: true });
}
