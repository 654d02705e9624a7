"""A key or card tells the member: by the ledger, else by the gym's locker machine."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from services.rental_api.app import create_app
from services.rental_api.context import Context
from tests.support.gym import Gym, code

UID = "5A41B914524189"
HIS = {"status": "ok", "locker_number": "M01", "member_id": "A001", "name": "김하늘"}
Machine = Callable[[int, Any], None]


class _Machine(BaseHTTPRequestHandler):
    says: list[tuple[int, Any]]

    def do_GET(self) -> None:
        status, body = self.says[0] if self.path == f"/api/member/by-nfc/{UID}" else (500, {})
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _at(gym: Gym, url: str) -> None:
    settings = gym.ctx.settings.model_copy(update={"locker_api_url": url})
    gym.ctx = Context(settings, *(getattr(gym.ctx, name) for name in list(Context.__dataclass_fields__)[1:]))
    gym.client = create_app(gym.ctx).test_client()


@pytest.fixture
def machine(gym: Gym) -> Iterator[Machine]:
    says: list[tuple[int, Any]] = [(404, {})]
    server = HTTPServer(("127.0.0.1", 0), type("Said", (_Machine,), {"says": says}))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    _at(gym, f"http://127.0.0.1:{server.server_port}/")
    yield lambda status, body: says.__setitem__(0, (status, body))
    server.shutdown()
    server.server_close()


def test_the_machine_knows_the_member_and_his_locker(gym: Gym, machine: Machine) -> None:
    machine(200, HIS)
    told = gym.post("/api/members/identify", {"nfc_uid": UID.lower()}).get_json()
    assert (told["member"]["member_id"], told["locker_number"]) == ("A001", "M01")


@pytest.mark.parametrize("card", ["A001", UID])
def test_a_card_is_an_id_of_the_ledgers_or_else_the_uid_of_a_key(gym: Gym, machine: Machine, card: str) -> None:
    machine(200, HIS)
    assert gym.post("/api/members/identify", {"card": card}).get_json()["member"]["member_id"] == "A001"


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (404, {"status": "error"}, "member-not-found"),
        (200, HIS | {"member_id": "nobody"}, "member-not-found"),
        (500, {}, "locker-unavailable"),
        (200, ["odd"], "locker-unavailable"),
    ],
)
def test_what_the_machine_does_not_tell_is_a_problem(
    gym: Gym, machine: Machine, status: int, body: object, problem: str
) -> None:
    machine(status, body)
    assert code(gym.post("/api/members/identify", {"nfc_uid": UID})) == problem


def test_a_machine_that_is_gone_is_told_and_counts_against_nobody(gym: Gym) -> None:
    _at(gym, "http://127.0.0.1:1")
    told = [code(gym.post("/api/members/identify", {"nfc_uid": UID})) for _ in range(12)]
    assert set(told) == {"locker-unavailable"}
