// Counts down until a number or a PIN is taken again, then shows the keypad.
import { untilServed } from "./trouble.js";

export function lock(panel) {
  const end = Date.now() + Number(panel.dataset.locked) * 1000;
  const clock = panel.querySelector("[data-clock]");
  const timer = setInterval(() => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left <= 0) over();
    else clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }, 500);

  async function over() {
    clearInterval(timer);
    await untilServed();
    location.reload();
  }
}
