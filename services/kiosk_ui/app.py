"""The one place where the kiosk is assembled: session, guards, words, screens."""

import hashlib
from datetime import timedelta
from pathlib import Path

from flask import Flask
from redis import Redis

from services.kiosk_ui import templating, visit
from services.kiosk_ui.api import Api
from services.kiosk_ui.api_console import ConsoleApi
from services.kiosk_ui.api_people import PeopleApi
from services.kiosk_ui.client import Client
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.guards import guard
from services.kiosk_ui.meters import Meters
from services.kiosk_ui.views import (
    away,
    cart,
    console,
    health,
    looks,
    me,
    metrics,
    pay,
    pin,
    products,
    rental,
    start,
    stream,
    tap,
)
from services.kiosk_ui.views.console import login
from services.kiosk_ui.views.faults import handle_faults
from shared import console_login, web_edge
from shared.config import Settings
from shared.lazy_rule import LazyRule

SCREENS = (start, tap, products, cart, pay, pin, me, rental, stream, health, metrics, login, console)
MOST_BYTES = 16 * 1024
STATIC = Path(__file__).parent / "static"
KEPT_BY_BROWSERS = timedelta(days=365)
"""Of scripts and styles, so that a page works whose server ends while it loads; other ones have another address."""


def create_app(settings: Settings, client: Client, redis: Redis, meters: Meters | None = None) -> Flask:
    """The WSGI application. Nothing is contacted before the first request."""
    app = Flask("services.kiosk_ui", static_url_path=f"/static/{_version_of(STATIC)}")
    app.url_rule_class = LazyRule
    _set_up_session(app, settings)
    kiosk = Kiosk(settings, Api(client), ConsoleApi(client), PeopleApi(client), redis, meters or Meters())
    web_edge.watch(app, kiosk.meters.web, visit.names)
    guard(app)
    handle_faults(app)
    templating.teach(app, settings)
    for part in SCREENS:
        app.register_blueprint(part.routes(kiosk))
    for screen in (looks, away):
        app.register_blueprint(screen.routes())
    return app


def _version_of(folder: Path) -> str:
    """Of what is in its files."""
    told = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()[:12]


def _set_up_session(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.kiosk_secret.get_secret_value(),
        SESSION_COOKIE_NAME=console_login.cookie_name(settings.kiosk_port),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=console_login.VOID_AFTER,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=KEPT_BY_BROWSERS,
    )
