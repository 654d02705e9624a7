// Counts down until a number or a PIN is taken again, then shows the keypad.
export function lock(panel) {
  const end = Date.now() + Number(panel.dataset.locked) * 1000;
  const clock = panel.querySelector("[data-clock]");
  setInterval(() => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left <= 0) location.reload();
    else clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }, 500);
}
