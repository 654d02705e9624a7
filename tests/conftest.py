"""Fixtures of every tier: servers on free ports, and a whole stack."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from shared import pins
from tests.support import order
from tests.support.postgres import PostgresServer
from tests.support.servers import Mosquitto, RedisServer
from tests.support.sharing import SharedStack
from tests.support.stack import Stack

hypothesis.settings.register_profile("fbox", deadline=None)
hypothesis.settings.load_profile("fbox")  # a busy machine is no defect

TESTS = Path(__file__).parent
SHARED = pytest.StashKey[SharedStack]()


def pytest_configure() -> None:
    """A PIN costs the product 20 ms, and nearly every test keeps one; unit/test_pins.py holds what it must cost."""
    pins.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: order.place(item.path.relative_to(TESTS).as_posix()))


class Scheduling(LoadScopeScheduling):
    """A module in one process, and with it those that share its stack."""

    def _split_scope(self, nodeid: str) -> str:
        return order.unit(nodeid.partition("::")[0].removeprefix("tests/"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    if shared := item.config.stash.get(SHARED, None):
        shared.leave_to(nextitem)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Which may end before its last test."""
    if shared := session.config.stash.get(SHARED, None):
        shared.stop()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path / "redis-server")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[Mosquitto]:
    server = Mosquitto(tmp_path / "mosquitto")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One for the session; a test takes a database of its own from it."""
    with tempfile.TemporaryDirectory(prefix="fbox-postgres-") as folder:  # pytest's own are root's alone
        server = PostgresServer(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="module")
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """One with what the module wants, ready: `STACK = StackOptions(…)`. The modules before may have rented there."""
    shared = request.config.stash.setdefault(SHARED, SharedStack(lambda: tmp_path_factory.mktemp("stack")))
    return shared.get(request.module.STACK)
