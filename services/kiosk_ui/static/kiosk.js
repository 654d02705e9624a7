// Each part starts where its attribute is on the page; a part that a page does not have costs nothing.
import { minding } from "./forms.js";
import { keypad } from "./keypad.js";
import { live } from "./live.js";
import { cart } from "./cart.js";
import { split } from "./split.js";
import { idle } from "./idle.js";
import { returning } from "./returning.js";
import { recover } from "./recover.js";
import { lock } from "./lock.js";
import { away } from "./away.js";
import { reader } from "./reader.js";
import { taps } from "./taps.js";
import { untilServed } from "./trouble.js";

const parts = {
  "[data-live]": live,
  "[data-cart]": cart,
  "[data-keypad]": keypad,
  "[data-split]": split,
  "body[data-idle]": idle,
  "[data-recover]": recover,
  "[data-locked]": lock,
  "[data-away]": away,
  "body.kiosk": begin,
};

function begin(body) {
  reader(body);
  taps(body);
}

minding(document);
returning(document);
for (const [selector, start] of Object.entries(parts)) {
  document.querySelectorAll(selector).forEach(start);
}
document.querySelectorAll("a[data-port]").forEach((link) => {
  link.hostname = location.hostname;
});

// Shown again out of the browser's memory, a page may be past its truth: let the server say where the visit is.
addEventListener("pageshow", (event) => {
  if (event.persisted) untilServed().then(() => location.reload());
});
addEventListener("contextmenu", (event) => {
  if (document.body.matches(".kiosk")) event.preventDefault();
});
