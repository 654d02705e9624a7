"""The files of an update, read-only, for dispensers: serve.py FOLDER PORT ADDRESS [ADDRESS].

Meant for the dispensers' network, like the broker. What is here is no secret, and a dispenser takes nothing that does
not have the hash which its command named.
"""

import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

IDLE_SECONDS = 20
MOST_AT_ONCE = 32


class Handler(SimpleHTTPRequestHandler):
    """One file a connection, as the firmware asks; nothing is listed."""

    timeout = IDLE_SECONDS

    def list_directory(self, _path: object) -> None:
        self.send_error(404)

    def log_message(self, template: str, *values: object) -> None:
        """A dispenser fetches some forty files an update: its first is enough."""
        if self.path.endswith("/manifest"):
            super().log_message(template, *values)


class Server(ThreadingHTTPServer):
    """Whoever comes when so many are being served has to come again."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], folder: Path) -> None:
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(address, partial(Handler, directory=str(folder)))

    def verify_request(self, _request: object, _client: object) -> bool:
        return self._room.acquire(blocking=False)

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self._room.release()


def main() -> None:
    folder, port, *addresses = sys.argv[1:]
    servers = [Server((address, int(port)), Path(folder)) for address in addresses]
    threads = [threading.Thread(target=server.serve_forever, daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
