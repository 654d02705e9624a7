"""The API or the worker dies just before or after any commit of a rental: the book is right, the rental ends right.

The boundaries are counted in a dry run while the tests are collected, so one more commit in the product is one more
test here. What is in one transaction is the same on either database; what a killed client leaves behind is each one's
own matter, so PostgreSQL is shown the first commit of each step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import delete

from services.rental_api.app import create_app
from services.rental_api.ledger.tables import holds, metadata
from shared.device_state import read_now
from shared.redis_client import connect, connect_for_jobs
from tests.faults.stories import STORIES, Step, play
from tests.support.floor import Floor
from tests.support.gym import Gym
from tests.support.killing import Boundary, boundaries, commits_of
from tests.support.servers import RedisServer


@dataclass(frozen=True)
class Case:
    """One kill; `tried_again`: the job, the tick or the person comes again. `ending` is that of the dry run."""

    story: list[Step]
    killed_at: Boundary
    tried_again: bool
    ending: dict[str, object]

    @property
    def of_the_database(self) -> bool:
        return self.tried_again and self.killed_at.commit == 1

    def __str__(self) -> str:
        return f"{self.killed_at}{'' if self.tried_again else ', given up'}"


@cache
def _cases() -> list[Case]:
    with TemporaryDirectory() as folder:
        return [case for n, story in enumerate(STORIES) for case in _cases_of(story, Path(folder) / str(n))]


def _cases_of(story: list[Step], folder: Path) -> list[Case]:
    """Plays the story with nobody killed, and notes where one could be."""
    floor, found = Floor(Gym(folder, uses=0)), []
    for step in story:
        step.before(floor)
        commits = commits_of(floor.gym.ctx.engine, partial(step.work, floor))
        found += [(one, again) for one in boundaries(step.name, commits) for again in _ways(step)]
    floor.finish()
    ending = floor.ending()
    floor.gym.close()
    return [Case(story, boundary, again, ending) for boundary, again in found]


def _ways(step: Step) -> tuple[bool, ...]:
    return (True, False) if step.of_a_person else (True,)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        on_either = [("sqlite", case) for case in _cases()]
        on_either += [("postgresql", case) for case in _cases() if case.of_the_database]
        metafunc.parametrize(("database_url", "case"), on_either, ids=str, indirect=["database_url"], scope="module")


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A real one: what a process had sent before it died is there afterwards."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def gym(tmp_path_factory: pytest.TempPathFactory, database_url: str, redis: RedisServer) -> Iterator[Gym]:
    """One for all: making the ledger's tables anew would take longer than what is tested."""
    gym = Gym(tmp_path_factory.mktemp("gym"), database_url, uses=0)
    with connect(redis.url) as states, connect_for_jobs(redis.url) as jobs:
        gym.ctx = replace(gym.ctx, redis=states, jobs_redis=jobs, look=partial(read_now, states, gym.ctx.keys))
        gym.client = create_app(gym.ctx).test_client()
        yield gym
    gym.close()


@pytest.fixture
def floor(gym: Gym) -> Floor:
    gym.ctx.redis.flushall()
    with gym.ctx.engine.begin() as conn:
        for table in reversed(metadata.sorted_tables):
            conn.execute(delete(table))
    gym.member("A001", "010-1000-0001")
    return Floor(gym)


def test_a_kill_at_a_commit_leaves_a_right_book_and_a_rental_that_ends_right(floor: Floor, case: Case) -> None:
    play(floor, case.story, case.killed_at, case.tried_again)
    assert floor.gym.difference() is None
    _each_garment_once_and_paid(floor)
    if floor.items() or case.tried_again:
        assert floor.ending() == case.ending
        assert floor.order() == floor.items()[0].rental_id
    else:
        assert not floor.count(holds)


def _each_garment_once_and_paid(floor: Floor) -> None:
    """Charged = came out, one garment an item; what was dispatched was ordered on the queue."""
    items = floor.items()
    assert sorted(one.item_id for one in items if one.state == "dispensed") == floor.came_out()
    assert {one.item_id for one in items if one.dispatched_at} == set(floor.sent)


def test_every_step_of_a_rental_has_a_boundary() -> None:
    named = {case.killed_at.step for case in _cases()}
    assert named == {step.name for story in STORIES for step in story}
