// Plus and minus: shown at once, told to the server in order, the newest cart last. The server's word is final.
import { patch } from "./patch.js";

const MOST_GARMENTS = 10;

export function cart(form) {
  let telling = false;
  let tellAgain = false;

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const card = button.closest("[data-product]");
    card.dataset.quantity = Number(card.dataset.quantity) + Number(button.dataset.step);
    form.dataset.epoch = Number(form.dataset.epoch ?? 0) + 1;
    render(form);
    tell();
  });

  async function tell() {
    tellAgain = true;
    if (telling) return;
    telling = true;
    form.setAttribute("data-held", "");
    while (tellAgain) {
      tellAgain = false;
      await put();
    }
    form.removeAttribute("data-held");
    telling = false;
  }

  // Untold, the cart still goes along with 다음; what the page shows is put right by its next refresh.
  async function put() {
    try {
      const answer = await fetch(form.dataset.cart, {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(chosen(form)),
        signal: AbortSignal.timeout(8000),
      });
      const html = await answer.text();
      if (answer.status === 401) location.reload();
      if (answer.ok && !tellAgain) patch(form, html);
    } catch {
      // trouble.js speaks when the refresh fails as well
    }
    form.dataset.epoch = Number(form.dataset.epoch ?? 0) + 1;
  }
}

function chosen(form) {
  const cards = [...form.querySelectorAll("[data-product]")].filter((card) => Number(card.dataset.quantity) > 0);
  return Object.fromEntries(cards.map((card) => [card.dataset.product, Number(card.dataset.quantity)]));
}

function render(form) {
  const cart = chosen(form);
  const total = Object.values(cart).reduce((sum, count) => sum + count, 0);
  form.querySelectorAll("[data-product]").forEach((card) => {
    const count = Number(card.dataset.quantity);
    card.querySelector("[data-count]")?.replaceChildren(String(count));
    step(card, -1, count <= 0);
    step(card, 1, count >= Number(card.dataset.available) || total >= MOST_GARMENTS);
  });
  form.elements.cart.value = JSON.stringify(cart);
  form.querySelector("[data-count-all]").textContent = total;
  form.querySelector("[data-testid=cart-next]").disabled = total === 0;
}

function step(card, by, off) {
  const button = card.querySelector(`[data-step="${by}"]`);
  if (!button) return;
  const left = off && document.activeElement === button;
  button.disabled = off;
  if (left) card.querySelector("[data-step]:not(:disabled)")?.focus();
}
