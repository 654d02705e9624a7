"""The firmware on a simulated board, over TLS with a password, against the broker as the product configures it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy import certificates
from deploy.mosquitto import DEVICES, LARGEST_MESSAGE
from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import Board
from tests.support.servers import GATEWAY, Mosquitto, eventually, free_port

PASSWORD = "password-of-a-device"


@dataclass(frozen=True)
class Secured:
    """The broker as the dispensers are told of it."""

    server: Mosquitto
    port: int

    @property
    def told(self) -> dict[str, object]:
        ca = (self.server.home.mosquitto / certificates.CA).read_text()
        return {
            "broker": f"mqtts://127.0.0.1:{self.port}",
            "brokerCa": ca,
            "brokerUser": DEVICES,
            "brokerPassword": PASSWORD,
        }


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    port = free_port()
    folder = tmp_path_factory.mktemp("secured")
    server = Mosquitto(folder, mqtt_tls=f"127.0.0.1:{port}", device_password=PASSWORD)
    server.start()
    yield Secured(server, port)
    server.stop()


@pytest.fixture(params=["micropython", "cpython"])
def runtime(request: pytest.FixtureRequest, runtime: str) -> str:
    if request.param != runtime == "cpython":
        pytest.skip("no MicroPython for this machine")
    return str(request.param)


@pytest.fixture
def gateway(board: Board, secured: Secured) -> Iterator[Gateway]:
    gateway = Gateway(secured.server.port, board.uuid, GATEWAY)
    yield gateway
    gateway.close()


def test_a_board_with_certificate_and_password_is_served_also_after_the_broker_restarts(
    secured: Secured, board: Board, gateway: Gateway
) -> None:
    gateway.boot(board, **secured.told)
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    secured.server.stop()
    secured.server.start()
    gateway.wait("mqtt_reconnected")
    gateway.dispense("itm_2", 6)
    gateway.wait("dispense_complete", "itm_2")
    assert board.garments == 2


def _refused(board: Board, reason: str) -> None:
    """It says why, goes on trying, and never comes online."""
    eventually(lambda: board.log.count("link lost") > 1, "a second try")
    assert reason in board.log or reason.upper() in board.log  # as CPython spells it
    assert board.process.poll() is None
    assert "online" not in board.log


def test_a_broker_that_carries_another_name_is_refused(secured: Secured, board: Board) -> None:
    board.start(**secured.told | {"broker": f"mqtts://localhost:{secured.port}"})
    _refused(board, "certificate")


def test_a_broker_whose_authority_is_another_one_is_refused(secured: Secured, board: Board, tmp_path: Path) -> None:
    certificates.ensure(tmp_path / "other", "127.0.0.1")
    board.start(**secured.told | {"brokerCa": (tmp_path / "other" / certificates.CA).read_text()})
    _refused(board, "certificate")


def test_an_authority_that_cannot_be_read_is_told_by_its_setting(secured: Secured, board: Board) -> None:
    board.start(**secured.told | {"brokerCa": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
    _refused(board, "brokerCa")


def test_a_wrong_password_is_refused_by_the_broker_and_told(secured: Secured, board: Board) -> None:
    board.start(**secured.told | {"brokerPassword": "a-wrong-password"})
    _refused(board, "the broker refuses")


def test_a_device_without_password_is_not_let_in_over_tls(secured: Secured, board: Board) -> None:
    board.start(**secured.told | {"brokerUser": "", "brokerPassword": ""})
    _refused(board, "the broker refuses")


def test_over_tls_too_a_message_that_is_too_long_leaves_the_connection_and_the_next_command_alone(
    secured: Secured, board: Board, gateway: Gateway
) -> None:
    """As long as the broker lets through."""
    gateway.boot(board, **secured.told)
    for number in range(3):
        gateway.publish(b"x" * (LARGEST_MESSAGE - 100))
        gateway.dispense(f"itm_{number}", number + 1)
        gateway.dispense(f"itm_{number}", number + 1)
        gateway.wait("dispense_complete", f"itm_{number}")
    assert board.garments == 3
    assert "link lost" not in board.log
