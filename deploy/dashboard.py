"""rq-dashboard behind the console's login: loopback only, and no GET that changes anything.

The pages are loaded when the operator first asks for them: until then this process needs half of their memory.
"""

import html
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
from shared.console_login import is_operator

LOOPBACK = "127.0.0.1"
SAFE = ("GET", "HEAD", "OPTIONS")
LOGIN = """<!doctype html><html lang="ko"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>작업 큐</title>
<p>작업 큐는 콘솔에 로그인한 뒤 볼 수 있어요. <a href="{console}">콘솔로</a></p>"""
REQUEUE = "/requeue/"
OWN = ("same-origin", "none")
IDLE_SECONDS = 30


class Dashboard:
    """A WSGI application. `load` makes the pages' own one; it is called once, for somebody who has logged in."""

    def __init__(self, secret: str, kiosk_port: int, load: Callable[[], WSGIApplication]) -> None:
        self._secret = secret
        self._kiosk_port = kiosk_port
        self._load = load
        self._pages: WSGIApplication | None = None
        self._loading = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_operator(environ.get("HTTP_COOKIE", ""), self._kiosk_port, self._secret):
            return refuse(start_response, HTTPStatus.UNAUTHORIZED, self._login(environ))
        if environ["PATH_INFO"].startswith(REQUEUE) and environ["REQUEST_METHOD"] in SAFE:
            return refuse(start_response, HTTPStatus.METHOD_NOT_ALLOWED, "", ("Allow", "POST"))
        if is_forged(environ):
            return refuse(start_response, HTTPStatus.FORBIDDEN)
        return self._loaded()(environ, start_response)

    def _login(self, environ: WSGIEnvironment) -> str:
        """The way in: the console on the host by which the visitor came."""
        host = str(environ.get("HTTP_HOST", LOOPBACK)).rpartition(":")[0] or LOOPBACK
        return LOGIN.format(console=html.escape(f"http://{host}:{self._kiosk_port}/console"))

    def _loaded(self) -> WSGIApplication:
        with self._loading:
            self._pages = self._pages or self._load()
        return self._pages


def is_forged(environ: WSGIEnvironment) -> bool:
    """Whether another site's page asks for a change: the browser would send the login along."""
    return environ["REQUEST_METHOD"] not in SAFE and environ.get("HTTP_SEC_FETCH_SITE", "none") not in OWN


def refuse(
    start_response: StartResponse, status: HTTPStatus, page: str = "", *headers: tuple[str, str]
) -> list[bytes]:
    kind = "text/html; charset=utf-8" if page else "text/plain"
    start_response(
        f"{status.value} {status.phrase}", [("Content-Type", kind), ("Cache-Control", "no-store"), *headers]
    )
    return [(page or f"{status.phrase}\n").encode()]


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
        settings.kiosk_secret.get_secret_value(),
        settings.kiosk_port,
        lambda: importlib.import_module("deploy.queue_pages").create_app(settings.redis_url),
    )
    make_server(LOOPBACK, settings.dashboard_port, app, Server, Handler).serve_forever()


if __name__ == "__main__":
    main()
