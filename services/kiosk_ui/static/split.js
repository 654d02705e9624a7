// Won split over vouchers: tap a row, type its part; the way on opens when it adds up. The server checks it again.
const MOST_DIGITS = 8;

export function split(form) {
  const needed = Number(form.dataset.needed);
  const rows = [...form.querySelectorAll("button[data-voucher]")];
  const keys = form.querySelector("[data-keys]");
  const next = form.querySelector("[data-next]");
  const sum = form.querySelector(".sum");
  let open = null;
  let fresh = false;
  let before = 0;

  function edit(row) {
    open = row === open ? null : row;
    fresh = true;
    before = open ? won(open) : 0;
    rows.forEach((one) => one.setAttribute("aria-expanded", String(one === open)));
    keys.hidden = !open;
    form.querySelector("[data-bar]").hidden = Boolean(open);
    open?.scrollIntoView({ block: "nearest" });
  }

  // The first digit begins a new amount, as on a cash desk; more than the voucher has cannot be typed.
  function press(key) {
    const typed = fresh && key !== "back" ? "" : String(won(open));
    const after = key === "back" ? typed.slice(0, -1) : (typed + key).slice(0, MOST_DIGITS);
    fresh = false;
    put(open, Math.min(Number(after), Number(open.dataset.balance)));
  }

  // All that this voucher can pay, from the others only what is left over.
  function allHere() {
    let rest = needed;
    for (const row of [open, ...rows.filter((one) => one !== open)]) {
      const amount = Math.min(rest, Number(row.dataset.balance));
      put(row, amount);
      rest -= amount;
    }
    edit(open);
  }

  function put(row, amount) {
    row.querySelector("input").value = amount;
    row.querySelector("[data-amount]").textContent = form.dataset.won.replace("0", amount.toLocaleString("en"));
    render();
  }

  function render() {
    const chosen = rows.reduce((total, row) => total + won(row), 0);
    const state = chosen === needed ? "right" : chosen < needed ? "missing" : "over";
    if (rows.length) tell(sum, form.dataset.won, state, chosen, Math.abs(needed - chosen));
    next.disabled = (rows.length > 0 && state !== "right") || Boolean(form.querySelector("[data-problem]"));
  }

  rows.forEach((row) => row.addEventListener("click", () => edit(row)));
  keys.addEventListener("click", (event) => {
    const key = event.target.closest("[data-digit]");
    if (key) press(key.dataset.digit);
    else if (event.target.closest("[data-all]")) allHere();
    else if (event.target.closest("[data-close]")) edit(open);
  });
  addEventListener("keydown", (event) => {
    if (!open || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[0-9]$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") press("back");
    else if (event.key === "Escape") edit(open);
    else return;
    event.preventDefault();
  });
  addEventListener("card", () => open && put(open, before));
  form.addEventListener("patched", render);
  render();
}

function won(row) {
  return Number(row.querySelector("input").value);
}

function tell(sum, sample, state, chosen, off) {
  const money = (amount) => sample.replace("0", amount.toLocaleString("en"));
  sum.dataset.state = state;
  sum.querySelector("[data-chosen]").textContent = money(chosen);
  const verdict = sum.querySelector("[data-verdict]");
  verdict.textContent = verdict.dataset[state].replace("{}", money(off));
}
