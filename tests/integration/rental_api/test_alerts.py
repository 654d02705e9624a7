"""Alerts as they are now, and a webhook that learns of each once when it begins and once when it ends."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from pydantic import SecretStr

from services.rental_api.alerts import tell
from services.rental_api.app import create_app
from services.rental_api.context import Context
from services.rental_api.ledger import events
from services.rental_api.nightly import PROVED
from tests.support.gym import TOWELS, Gym

HOOK = "http://127.0.0.1:1/hook/secret"
WEEK = 7 * 24 * 3600


class Hook:
    """Notes what it was told; takes it or not."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.takes = True

    def __call__(self, _url: str, body: dict[str, Any]) -> bool:
        self.told.append((body["event"], body["alert"]["code"]))
        return self.takes


@pytest.fixture
def well(gym: Gym) -> Gym:
    """Nothing is wrong, and there is a webhook."""
    _write_book(gym)
    assert gym.get("/api/alerts") == {"alerts": [], "webhook": "off"}
    settings = gym.ctx.settings.model_copy(update={"alert_webhook": SecretStr(HOOK)})
    gym.ctx = Context(settings, *(getattr(gym.ctx, name) for name in list(Context.__dataclass_fields__)[1:]))
    gym.client = create_app(gym.ctx).test_client()
    return gym


def _write_book(gym: Gym) -> None:
    gym.ctx.redis.hset(gym.ctx.keys.workbook, mapping={"well_at": gym.now, "pending": 0, "error": ""})


def _codes(gym: Gym) -> list[str]:
    return [alert["code"] for alert in gym.get("/api/alerts")["alerts"]]


def test_a_dispenser_that_left_and_ran_low_is_told(well: Gym) -> None:
    well.leave(TOWELS)
    well.tell(TOWELS, stock=3)
    first, second = well.get("/api/alerts")["alerts"]
    assert (first["code"], first["about"], second["code"]) == ("offline", {"device_uuid": TOWELS}, "low_stock")


def test_failures_claims_and_unknown_garments_are_told(well: Gym) -> None:
    for number in range(3):
        well.rent(f"tap {number}")
        for item in well.items():
            well.report(TOWELS, "dispense_failed", commandId=item.item_id, reason="motor_stuck")
    assert {"tripped"} <= set(_codes(well))


def test_a_ledger_that_was_proved_wrong_is_told_until_it_is_right(well: Gym) -> None:
    for severity, codes in (("error", ["ledger_audit"]), ("info", [])):
        with well.ctx.engine.begin() as conn:
            events.record(conn, well.ctx.site, well.now, PROVED, severity, {"text": "장부"})
        assert _codes(well) == codes


def test_nothing_rented_where_four_weeks_had_much_is_told(well: Gym) -> None:
    start = well.now
    well.grant("A001", 30)
    well.tell(TOWELS, stock=50)
    for week in range(4):
        for number in range(6):
            well.now = start + week * WEEK * 1000 + number * 60_000
            well.rent(f"tap {week} {number}")
            well.hand_out(well.items()[0])
    well.now = start + 3 * WEEK * 1000 + 6 * 60_000
    _write_book(well)
    assert "quiet" not in _codes(well)
    well.now = start + 4 * WEEK * 1000 + 3600_000
    assert "quiet" in _codes(well)


def test_the_webhook_learns_of_the_beginning_and_the_end_once(well: Gym) -> None:
    hook = Hook()
    for stock in (3, 3, 2, 20, 20):
        well.tell(TOWELS, stock=stock)
        tell.tell(well.ctx, hook)
    assert hook.told == [("began", "low_stock"), ("ended", "low_stock")]


def test_since_is_when_it_was_seen_first(well: Gym) -> None:
    well.tell(TOWELS, stock=3)
    tell.tell(well.ctx, Hook())
    began = well.get("/api/alerts")["alerts"][0]["since"]
    well.now += 5000
    assert well.get("/api/alerts")["alerts"][0]["since"] == began


def test_a_webhook_that_does_not_answer_is_tried_five_times(well: Gym) -> None:
    hook = Hook()
    hook.takes = False
    well.tell(TOWELS, stock=3)
    for _ in range(8):
        tell.tell(well.ctx, hook)
    assert len(hook.told) == 5


def test_nobody_is_told_where_there_is_no_webhook(gym: Gym) -> None:
    hook = Hook()
    assert tell.tell(gym.ctx, hook) == 1
    assert hook.told == []


class _Taker(BaseHTTPRequestHandler):
    bodies: list[dict[str, Any]]

    def do_POST(self) -> None:
        self.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204 if self.path == "/well" else 500)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def taker() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    bodies: list[dict[str, Any]] = []
    server = HTTPServer(("127.0.0.1", 0), type("Taker", (_Taker,), {"bodies": bodies}))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", bodies
    server.shutdown()
    server.server_close()


def test_what_is_posted_is_json_and_only_a_success_counts(taker: tuple[str, list[dict[str, Any]]]) -> None:
    url, bodies = taker
    assert tell.post(f"{url}/well", {"text": "재고"})
    assert not tell.post(f"{url}/ill", {"text": "재고"})
    assert not tell.post("http://127.0.0.1:1/secret", {})
    assert bodies == [{"text": "재고"}, {"text": "재고"}]


def test_how_the_webhook_does_is_told(well: Gym) -> None:
    hook = Hook()
    assert well.get("/api/alerts")["webhook"] == "on"
    hook.takes = False
    well.tell(TOWELS, stock=3)
    tell.tell(well.ctx, hook)
    assert well.get("/api/alerts")["webhook"] == "failing"
    hook.takes = True
    tell.tell(well.ctx, hook)
    assert well.get("/api/alerts")["webhook"] == "on"
