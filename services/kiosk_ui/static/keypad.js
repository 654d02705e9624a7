// A keypad for digits, by touch and by keyboard: the phone number in the open, the PIN as dots.
import { send } from "./forms.js";

const PREFIX = "010";

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
    if (isControl(event.target) || !kind.ready(digits)) return;
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
    if (event.key === "Enter") return enterPressed(event);
    if (/^[0-9]$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") press("back");
    else if (event.key === "Escape") press("clear");
    else return;
    event.preventDefault();
  });
  for (const over of ["idle", "card"]) addEventListener(over, () => press("clear"));
  render();
}

// Enter on what the keyboard is at is that control's own.
function isControl(target) {
  return target.closest?.("a, button") != null;
}

function hyphened(digits) {
  const middle = digits.length === 10 ? 6 : 7;
  return [digits.slice(0, 3), digits.slice(3, middle), digits.slice(middle)].filter(Boolean).join("-");
}
