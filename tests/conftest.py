"""Fixtures of every tier: servers on free ports, and a whole stack."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher

from shared import pins
from tests.support.postgres import PostgresServer
from tests.support.servers import Mosquitto, RedisServer
from tests.support.stack import Stack, StackOptions

hypothesis.settings.register_profile("fbox", deadline=None)
hypothesis.settings.load_profile("fbox")  # a busy machine is no defect

LONGEST_FIRST = ("faults", "e2e", "integration", "unit")


def pytest_configure() -> None:
    """A PIN costs the product 20 ms, and nearly every test keeps one; unit/test_pins.py holds what it must cost."""
    pins.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A month begun last would keep one core busy and the others idle; the short ones fill what is left."""
    root = Path(__file__).parent
    items.sort(key=lambda item: LONGEST_FIRST.index(item.path.relative_to(root).parts[0]))


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
            server.make_template()
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="module")
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One for the module, ready; the module's `STACK = StackOptions(…)` says how it differs."""
    options: StackOptions = getattr(request.module, "STACK", StackOptions())
    stack = Stack(tmp_path_factory.mktemp("stack"), options)
    stack.start()
    try:
        stack.wait_ready()
        yield stack
    finally:
        stack.stop()
