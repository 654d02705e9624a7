"""rq-dashboard behind the operator's password: loopback only, and no GET that changes anything.

The pages are loaded when the operator first asks for them: until then this process needs half of their memory.
"""

import base64
import hmac
import importlib
import os
import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from socketserver import ThreadingMixIn
from threading import Lock
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from deploy.home import CannotStartError
from deploy.setup import settings_of

USER = "operator"
LOOPBACK = "127.0.0.1"
SAFE = ("GET", "HEAD", "OPTIONS")
CHALLENGE = 'Basic realm="F-BOX queues", charset="UTF-8"'
REQUEUE = "/requeue/"
OWN = ("same-origin", "none")
IDLE_SECONDS = 30


class Dashboard:
    """A WSGI application. `load` makes the pages' own one; it is called once, for somebody who has logged in."""

    def __init__(self, password: str, load: Callable[[], WSGIApplication]) -> None:
        self._expected = f"{USER}:{password}".encode()
        self._load = load
        self._pages: WSGIApplication | None = None
        self._loading = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not hmac.compare_digest(credentials(environ.get("HTTP_AUTHORIZATION", "")), self._expected):
            return refuse(start_response, HTTPStatus.UNAUTHORIZED, ("WWW-Authenticate", CHALLENGE))
        if environ["PATH_INFO"].startswith(REQUEUE) and environ["REQUEST_METHOD"] in SAFE:
            return refuse(start_response, HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", "POST"))
        if is_forged(environ):
            return refuse(start_response, HTTPStatus.FORBIDDEN)
        return self._loaded()(environ, start_response)

    def _loaded(self) -> WSGIApplication:
        with self._loading:
            self._pages = self._pages or self._load()
        return self._pages


def credentials(header: str) -> bytes:
    """`user:password` of an HTTP basic login, empty where there is none."""
    kind, _, encoded = header.partition(" ")
    try:
        return base64.b64decode(encoded, validate=True) if kind.lower() == "basic" else b""
    except ValueError:
        return b""


def is_forged(environ: WSGIEnvironment) -> bool:
    """Whether another site's page asks for a change: the browser would send the login along."""
    return environ["REQUEST_METHOD"] not in SAFE and environ.get("HTTP_SEC_FETCH_SITE", "none") not in OWN


def refuse(start_response: StartResponse, status: HTTPStatus, *headers: tuple[str, str]) -> list[bytes]:
    start_response(f"{status.value} {status.phrase}", [("Content-Type", "text/plain"), *headers])
    return [f"{status.phrase}\n".encode()]


class Server(ThreadingMixIn, WSGIServer):
    """A thread a connection: a browser opens some in advance and says nothing on them."""

    daemon_threads = True


class Handler(WSGIRequestHandler):
    timeout = IDLE_SECONDS

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """An open page asks every 2.5 seconds; that is nothing to be kept."""


def main() -> None:
    try:
        settings = settings_of(os.environ)
    except CannotStartError as error:
        sys.exit(f"dashboard: {error}")
    app = Dashboard(
        settings.operator_password.get_secret_value(),
        lambda: importlib.import_module("deploy.queue_pages").create_app(settings.redis_url),
    )
    make_server(LOOPBACK, settings.dashboard_port, app, Server, Handler).serve_forever()


if __name__ == "__main__":
    main()
