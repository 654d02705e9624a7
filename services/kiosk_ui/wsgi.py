"""gunicorn's entry: `services.kiosk_ui.wsgi:create_app()`."""

from flask import Flask

from services.kiosk_ui import app
from services.kiosk_ui.client import open_client
from services.kiosk_ui.meters import Meters
from shared import process
from shared.redis_client import connect

REDIS_SECONDS = 5


def create_app() -> Flask:
    """Contacts nothing yet: the kiosk starts, and says so calmly, while the API or Redis is still away."""
    settings = process.start("kiosk_ui")
    meters = Meters()
    client = open_client(settings.api_url, settings.api_token.get_secret_value(), counted=meters.called)
    return app.create_app(settings, client, connect(settings.redis_url, REDIS_SECONDS), meters)
