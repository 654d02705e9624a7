// The last screen goes back to the start by itself; a touch gives the whole time again.
import { send } from "./forms.js";

export function returning(page) {
  let form = null;
  let given = "";
  let end = 0;

  function touched() {
    if (form) end = Date.now() + Number(form.dataset.return) * 1000;
  }

  // The screen may get its end only later, when the last garment is out; or another end, once all is checked.
  function look() {
    form = page.querySelector("[data-return]");
    if (form && form.dataset.return !== given) {
      given = form.dataset.return;
      touched();
    }
    if (!form) return;
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left <= 0) return send(form);
    form.querySelector("[data-left]").textContent = left;
  }

  page.addEventListener("pointerdown", touched, { passive: true });
  page.addEventListener("keydown", touched);
  page.addEventListener("patched", look);
  look();
  setInterval(look, 500);
}
