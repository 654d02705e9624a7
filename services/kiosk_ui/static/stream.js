// The server's stream, one for the page, told on as events of the window: "device", "rental", "nfc", "tick".
const AGAIN_MS = 3000;
const KINDS = ["device", "rental", "nfc", "tick"];
let open = false;

export function listen() {
  if (!open) connect();
  open = true;
}

// The browser comes back by itself when a stream ends; after a refusal it would not.
function connect() {
  const stream = new EventSource("/stream");
  for (const kind of KINDS) {
    stream.addEventListener(kind, (event) => dispatchEvent(new CustomEvent(kind, { detail: event.data })));
  }
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, AGAIN_MS);
  });
  addEventListener("pagehide", () => stream.close());
}
