"""The whole stack with its ledger on PostgreSQL: everything as on SQLite, and a lost server mends itself."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict

import pytest

from shared.jobs.ledger import DeviceEvent, device_event
from shared.queues import LEDGER, enqueue, open_queue
from shared.redis_client import connect_for_jobs
from tests.support.postgres import PostgresServer
from tests.support.renting import Renter
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

PASSWORD = "asked-for-by-nobody"
NO_LEDGER = "no ledger, starting again"


@pytest.fixture(scope="module")
def stack(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Starts on an empty database: its tables and demo members are made by the start."""
    with postgres.fresh() as url:
        with_password = url.replace("@", f":{PASSWORD}@")
        options = StackOptions(boards=2, env={"FBOX_DATABASE_URL": with_password})
        stack = Stack(tmp_path_factory.mktemp("stack"), options)
        stack.start()
        try:
            stack.wait_ready()
            yield stack
        finally:
            stack.stop()


def test_a_rental_comes_out_and_is_charged(stack: Stack) -> None:
    renter = Renter(stack)
    rental = renter.rent(renter.product_of(stack.boards[1].uuid), 2)
    assert renter.wait_settled(rental)["state"] == "complete"
    assert (renter.charged(), renter.came_out()) == (2, 2)


def test_what_came_out_while_the_database_was_gone_is_charged_once_it_is_back(
    stack: Stack, postgres: PostgresServer
) -> None:
    renter = Renter(stack)
    rental = renter.rent(renter.product_of(stack.boards[0].uuid))
    postgres.restart()
    assert renter.wait_settled(rental)["state"] == "complete"
    assert (renter.charged(), renter.came_out()) == (1, 1)


def test_what_a_dispenser_told_while_the_database_was_gone_is_recorded(
    stack: Stack, postgres: PostgresServer
) -> None:
    told = DeviceEvent(stack.boards[0].uuid, "door_opened", 1_763_900_000_000, "told in vain", {})
    noticed = _logged(stack, NO_LEDGER)
    with postgres.gone(), closing(connect_for_jobs(stack.settings.redis_url)) as redis:
        enqueue(open_queue(LEDGER, redis), device_event, asdict(told))
        eventually(lambda: _logged(stack, NO_LEDGER) > noticed, "the worker to notice")
    eventually(lambda: "door_opened" in _events(stack), "the event in the ledger")


def _events(stack: Stack) -> list[str]:
    """Types of all events; none while the API has no database."""
    answer = stack.api.get("/api/events", params={"limit": 200})
    return [event["type"] for event in answer.json().get("events", [])]


def test_no_log_has_the_databases_password(stack: Stack) -> None:
    assert _logged(stack, PASSWORD) == 0


def _logged(stack: Stack, text: str) -> int:
    return stack.logs(10_000).count(text)
