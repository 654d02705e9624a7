// The server's stream, one for the page, told on as events of the window: "device", "rental", "nfc", "tick".
const AGAIN_MS = 3000;
const KINDS = ["device", "rental", "nfc", "tick"];
let open = false;
let heard = document.body.dataset.since;

export function listen() {
  if (!open) connect();
  open = true;
}

// The browser comes back by itself when a stream ends, and says what it heard last; after a refusal it would not.
function connect() {
  const stream = new EventSource(`/stream?since=${heard}`);
  for (const kind of KINDS) {
    stream.addEventListener(kind, (event) => {
      heard = event.lastEventId;
      dispatchEvent(new CustomEvent(kind, { detail: event.data }));
    });
  }
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, AGAIN_MS);
  });
  addEventListener("pagehide", () => stream.close());
}
