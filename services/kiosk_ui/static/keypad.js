// A keypad for digits, by touch and by keyboard: the phone number in the open, the PIN as dots.
import { send } from "./forms.js";

const PREFIX = "010";
// A reader that types as a keyboard does: faster than fingers, and more than what is to be typed after the prefix.
const READER_GAP_MS = 40;
const READER_LEAST = 9;

const kinds = {
  phone: {
    start: PREFIX,
    most: 11,
    ready: (digits) => digits.length >= 10,
    show: (place, digits) => {
      place.textContent = hyphened(digits);
      place.toggleAttribute("data-empty", digits === PREFIX || digits === "");
    },
    // Whoever types his whole number does not want the prefix twice.
    add: (digits, digit) => (digits === PREFIX && digit === "0" ? digit : digits + digit),
  },
  pin: {
    start: "",
    most: 6,
    ready: (digits) => digits.length === 6,
    show: (place, digits) =>
      [...place.children].forEach((dot, i) => dot.toggleAttribute("data-full", i < digits.length)),
    add: (digits, digit) => digits + digit,
  },
};

export function keypad(form) {
  const kind = kinds[form.dataset.keypad];
  const place = form.querySelector("[data-display]");
  const field = form.querySelector("input[type=hidden]");
  const enter = form.querySelector("[data-testid=key-enter]");
  const typed = form.querySelector("[data-typed]");
  const read = reader();
  let digits = kind.start;

  function press(key) {
    if (key === "clear") digits = kind.start;
    else if (key === "back") digits = digits.slice(0, -1);
    else if (digits.length < kind.most) digits = kind.add(digits, key);
    render();
  }

  function render() {
    field.value = digits;
    enter.disabled = !kind.ready(digits);
    kind.show(place, digits);
    if (typed) typed.textContent = digits ? typed.dataset.typed.replace("{n}", digits.length) : "";
  }

  function enterPressed(event) {
    const code = form.dataset.keypad === "phone" ? read.code() : "";
    if (code) field.value = code;
    else if (isControl(event.target) || !kind.ready(digits)) return;
    event.preventDefault();
    send(form);
  }

  form.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    if (key) press(key.dataset.key);
  });
  // A finger leaves no focus behind, so that Enter afterwards is the form's and not the last key's.
  form.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-key]")) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    read.hear(event.key);
    if (event.key === "Enter") return enterPressed(event);
    if (/^[0-9]$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") press("back");
    else if (event.key === "Escape") press("clear");
    else return;
    event.preventDefault();
  });
  addEventListener("idle", () => press("clear"));
  render();
}

// Enter on what the keyboard is at is that control's own.
function isControl(target) {
  return target.closest?.("a, button") != null;
}

// The digits of a barcode or card reader, '' where fingers typed them.
function reader() {
  let code = "";
  let last = 0;
  return {
    hear(key) {
      const now = performance.now();
      if (/^[0-9]$/.test(key)) code = now - last < READER_GAP_MS ? code + key : key;
      else if (key !== "Enter" || now - last >= READER_GAP_MS) code = "";
      last = now;
    },
    code: () => (code.length >= READER_LEAST ? code : ""),
  };
}

function hyphened(digits) {
  const middle = digits.length === 10 ? 6 : 7;
  return [digits.slice(0, 3), digits.slice(3, middle), digits.slice(middle)].filter(Boolean).join("-");
}
