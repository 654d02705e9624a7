"""PostgreSQL goes away and comes back, without anybody's help."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from services.rental_api.app import create_app
from shared.device_state import DeviceState
from tests.support.gym import TOWELS, Gym, code
from tests.support.postgres import PostgresServer


@pytest.fixture
def gym(tmp_path: Path, postgres_url: str) -> Iterator[Gym]:
    """On PostgreSQL alone; SQLite has no server to lose."""
    with closing(Gym(tmp_path, postgres_url)) as one:
        one.boot(TOWELS, 20)
        yield one


@pytest.fixture
def stopped(postgres: PostgresServer, gym: Gym) -> Iterator[PostgresServer]:
    """Gone while the API's connections are open; back after the test at the latest."""
    with postgres.gone():
        yield postgres


def test_without_its_database_the_api_says_that_it_is_unavailable(stopped: PostgresServer, gym: Gym) -> None:
    answer = gym.rent()
    assert (answer.status_code, code(answer)) == (503, "unavailable")


def test_a_database_that_is_back_is_used_at_once(stopped: PostgresServer, gym: Gym) -> None:
    gym.rent()
    stopped.start()
    assert gym.rent().status_code == 202


def test_a_database_restarted_between_two_requests_is_not_noticed(stopped: PostgresServer, gym: Gym) -> None:
    stopped.start()
    assert [gym.rent().status_code for _ in range(2)] == [202, 202]


def test_a_transaction_that_lost_its_database_has_changed_nothing(postgres: PostgresServer, gym: Gym) -> None:
    def look_while_it_dies(uuids: list[str]) -> tuple[dict[str, DeviceState], str]:
        postgres.restart()
        return gym.ctx.look(uuids)

    gym.client = create_app(replace(gym.ctx, look=look_while_it_dies)).test_client()
    answer = gym.rent()
    assert (answer.status_code, code(answer)) == (503, "unavailable")
    assert (gym.balance(), gym.items(), gym.commands()) == (10, [], [])
