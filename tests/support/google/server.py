"""HTTP/1.1 on a port of the loopback, with connections that stay open."""

import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Ask:
    """`path` as it came, percent signs and all; `query` taken apart."""

    method: str
    path: str
    query: Query
    authorization: str
    body: bytes


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json; charset=UTF-8"


Answering = Callable[[Ask], Answer | None]
"""None: the connection ends without an answer."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "Server"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = parse_qs(query, keep_blank_values=True)
        answer = self.server.answering(Ask(self.command, path, asked, self.headers.get("Authorization", ""), body))
        if answer is None:
            self.close_connection = True
        else:
            self._send(answer)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the library's names

    def _send(self, answer: Answer) -> None:
        """In one piece: two would wait for each other."""
        headers = {"Content-Type": answer.kind, "Content-Length": str(len(answer.body)), **answer.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        phrase = self.responses.get(answer.status, ("",))[0]
        self.wfile.write(f"HTTP/1.1 {answer.status} {phrase}\r\n{head}\r\n".encode() + answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


class Server(ThreadingHTTPServer):
    """Answers from `start` until `close`. While it is `offline`, connections end as they come."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answering: Answering) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answering = answering
        self.offline = False
        self._links: set[socket.socket] = set()
        self._lock = Lock()
        self._thread = Thread(target=self.serve_forever, args=(0.05,), name="google", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        with self._lock:
            self._links.add(request)
        super().process_request(request, client_address)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ANN401
        return not self.offline

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401
        with self._lock:
            self._links.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """A client that went away in the middle is no error of ours; anything else is to be seen."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def cut(self) -> None:
        """Ends every connection there is, in the middle of whatever is under way."""
        with self._lock:
            links = list(self._links)
        for link in links:
            try:
                link.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def close(self) -> None:
        self.shutdown()
        self._thread.join()
        self.cut()
        self.server_close()
