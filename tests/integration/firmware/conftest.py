import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.firmware.broker import Broker
from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import ROOT, Board

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def shared_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    broker = Broker(tmp_path_factory.mktemp("mosquitto"))
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def own_broker(tmp_path: Path) -> Iterator[Broker]:
    """For tests that stop it."""
    folder = tmp_path / "mosquitto"
    folder.mkdir()
    broker = Broker(folder)
    broker.start()
    yield broker
    broker.thaw()
    broker.kill()


@pytest.fixture
def broker(request: pytest.FixtureRequest) -> Broker:
    name = "own_broker" if "own_broker" in request.fixturenames else "shared_broker"
    broker: Broker = request.getfixturevalue(name)
    return broker


@pytest.fixture
def runtime() -> str:
    return "micropython" if (ROOT / ".venv-board" / "bin" / "micropython").exists() else "cpython"


@pytest.fixture
def board(broker: Broker, tmp_path: Path, runtime: str) -> Iterator[Board]:
    """A board that is not running yet."""
    board = Board(tmp_path / "board", broker.port, f"{next(_numbers):012X}", runtime)
    yield board
    board.stop()
    print(board.log)


@pytest.fixture
def gateway(board: Board, broker: Broker) -> Iterator[Gateway]:
    gateway = Gateway(broker.port, board.uuid)
    yield gateway
    gateway.close()
