"""The reader's firmware against a real Mosquitto: what its broker hears is what the real gateway's parser takes."""

import json
import time

import pytest

from services.device_gateway.messages import Delivery
from services.device_gateway.parse import parse
from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import Board

UID, OTHER = "5A41B914524189", "04A1B2C3"


def _uid(event: dict[str, object], board: Board) -> object:
    heard = parse(Delivery(f"fbox/{board.uuid}/status", json.dumps(event).encode(), 0, 0, 0, 0))
    assert heard.uuid == board.uuid
    return heard.data["uid"]


@pytest.mark.parametrize("chip", ["pn532", "rc522"])
def test_a_tap_reaches_the_gateway_once_and_no_log(board: Board, gateway: Gateway, chip: str) -> None:
    board.program = "nfc"
    board.start(reader=chip)
    board.wait_until(lambda: "online" in board.log and "reading cards" in board.log)
    time.sleep(0.2)  # a look at the empty reader: a card that lies there from the start is no tap
    board.card(UID)
    assert _uid(gateway.wait("nfc"), board) == UID
    time.sleep(0.5)  # it is left lying for some looks
    board.card(OTHER)
    seen = gateway.wait_all("nfc")
    assert [_uid(event, board) for event in seen] == [OTHER]
    board.kill()
    assert gateway.wait_all("offline") == [{"event": "offline", "deviceUUID": board.uuid}]
    assert UID not in board.log
    assert OTHER not in board.log
