"""Set-up mode of a simulated board: the form over the loopback, and the board at a real Mosquitto afterwards."""

import json

import httpx
import pytest

from tests.integration.firmware.broker import Broker, free_port
from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import Board

AIR = ["gym 2.4", "the-gyms-password"]
NEW = {"wifiSsid": "", "deviceName": "", "broker": ""}


class Phone:
    """A person's phone that has joined the board's access point."""

    def __init__(self, board: Board, port: int) -> None:
        self._board, self._seen = board, 0
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True)

    def open(self, path: str = "/") -> str:
        """The form, once it is served."""
        before = self._seen
        self._board.wait_until(lambda: self._board.log.count("set-up at") > before)
        self._seen += 1
        return self._client.get(path).text

    def save(self, port: int, **changes: str) -> httpx.Response:
        fields = {
            "wifiSsid": AIR[0],
            "wifiPassword": AIR[1],
            "category": "top",
            "size": "105",
            "deviceName": "운동복 상의 105",
            "stock": "12",
            "brokerHost": "127.0.0.1",
            "brokerPort": str(port),
        }
        return self._client.post("/save", data=fields | changes)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def phone(board: Board, port: int) -> Phone:
    return Phone(board, port)


def _restarted(board: Board) -> None:
    assert board.process.wait(10) == 3


def test_a_new_board_is_set_up_from_a_phone_and_is_online(
    board: Board, broker: Broker, gateway: Gateway, phone: Phone, port: int
) -> None:
    board.start(**NEW, setupPort=port, air=AIR)
    assert "기기 설정" in phone.open("/generate_204")
    air = json.loads((board.folder / "access_point.json").read_text())
    assert (air["ssid"], air["security"]) == (f"FBOX-SETUP-{board.uuid[-4:]}", 3)
    assert air["key"] not in board.log
    assert phone.save(broker.port, stock="31").status_code == 422
    assert phone.save(broker.port).status_code == 200
    _restarted(board)
    board.start(**NEW, setupPort=port, air=AIR)
    boot = gateway.wait("boot_complete")
    assert (boot["category"], boot["size"], boot["deviceName"], boot["stock"]) == (
        "top",
        "105",
        "운동복 상의 105",
        12,
    )
    assert AIR[1] not in board.log


def test_a_wrong_wifi_password_is_tried_on_and_mended_after_a_long_press(
    board: Board, broker: Broker, gateway: Gateway, phone: Phone, port: int
) -> None:
    gateway.boot(board)
    gateway.send("SET_STOCK", "cmd_1", stock=7)
    gateway.wait("stock_updated", "cmd_1")
    board.kill()
    given = {"setupPort": port, "longPressMs": 500, "air": AIR, "wifiSsid": AIR[0], "wifiPassword": "mistyped"}
    board.start(**given)
    board.wait_until(lambda: "wrong password" in board.log)
    board.press_button()
    _restarted(board)
    board.let_go_of_button()
    board.start(**given)
    page = phone.open()
    assert AIR[0] in page
    assert "mistyped" not in page
    assert 'name="stock"' not in page
    assert phone.save(broker.port).status_code == 200
    _restarted(board)
    board.start(**given)
    assert gateway.wait("boot_complete")["stock"] == 7


def test_set_up_fits_into_a_small_heap_and_a_power_cut_leads_back_to_work(
    board: Board, gateway: Gateway, phone: Phone, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.options = ["--setup"]
    with monkeypatch.context() as small:
        small.setenv("BOARD_HEAP", "128K")
        board.start(setupPort=port)
        assert 'value="수건"' in phone.open()
    board.kill()
    board.options = []
    gateway.boot(board)
