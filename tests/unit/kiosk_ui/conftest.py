"""A kiosk in this process: the real app, a fake API, a fake Redis."""

from pathlib import Path

import fakeredis
import httpx
import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from redis import Redis

from services.kiosk_ui.app import create_app
from services.kiosk_ui.client import open_client
from shared.config import Settings
from tests.support.servers import settings_for
from tests.unit.kiosk_ui.browser import Browser
from tests.unit.kiosk_ui.fake_api import TOKEN, FakeApi

PASSWORD = "password-for-tests"


class Compiled(BytecodeCache):
    """Each test has an app of its own; their templates are compiled once."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def redis() -> Redis:
    return fakeredis.FakeRedis(decode_responses=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path, api_token=TOKEN)


@pytest.fixture
def app(settings: Settings, api: FakeApi, redis: Redis) -> Flask:
    client = open_client("http://api.invalid:1", TOKEN, httpx.MockTransport(api))
    app = create_app(settings, client, redis)
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def operator(browser: Browser) -> Browser:
    """Who is logged in to the console."""
    browser.post("/console/login", password=PASSWORD)
    return browser
