// The kiosk's own server does not answer: say so over the page and wait, rather than end on a browser's error page.
let sign = null;

export function say() {
  if (sign) return;
  sign = document.createElement("p");
  sign.className = "trouble";
  sign.role = "alert";
  sign.dataset.testid = "trouble";
  sign.textContent = document.body.dataset.trouble;
  document.body.append(sign);
}

export function quiet() {
  sign?.remove();
  sign = null;
}

export async function untilServed() {
  while (!(await served())) {
    say();
    await new Promise((done) => setTimeout(done, 1000));
  }
  quiet();
}

async function served() {
  try {
    return (await fetch("/healthz", { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
