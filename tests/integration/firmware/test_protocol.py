"""The firmware on a simulated board, against a real Mosquitto: messages that come twice, late, or far too long."""

import json
import random

from tests.integration.firmware.broker import Broker
from tests.integration.firmware.gateway import Event, Gateway
from tests.integration.firmware.simulated import FIRST_STOCK, Board
from tests.support.servers import eventually

SEED = 2025
COMMANDS = 8
OVERSIZED = 1_000_000
VERDICTS = {"dispense_complete": "dispensed", "dispense_failed": "failed"}


def _shuffled() -> list[tuple[str, int]]:
    """Each command three times, in any order."""
    orders = [(f"itm_{seq}", seq) for seq in range(1, COMMANDS + 1)] * 3
    random.Random(SEED).shuffle(orders)
    return orders


def _verdicts(events: list[Event]) -> dict[str, set[str]]:
    """All that was ever said of each command."""
    found: dict[str, set[str]] = {}
    for event in events:
        if event["event"] in VERDICTS:
            found.setdefault(event["commandId"], set()).add(VERDICTS[event["event"]])
    return found


def test_commands_that_come_thrice_and_in_any_order_hand_each_garment_out_once_at_most(
    board: Board, gateway: Gateway
) -> None:
    gateway.boot(board)
    for command_id, seq in _shuffled():
        gateway.dispense(command_id, seq)
    gateway.send("STATUS", "cmd_end", fence=0)
    verdicts = _verdicts(gateway.wait_all("status", "cmd_end"))
    assert len(verdicts) == COMMANDS
    dispensed = [command_id for command_id, said in verdicts.items() if "dispensed" in said]
    assert all(verdicts[command_id] == {"dispensed"} for command_id in dispensed)
    assert board.garments == len(dispensed) > 0
    assert gateway.status("cmd_2")["stock"] == FIRST_STOCK - len(dispensed)


def test_a_broker_that_brings_back_what_it_had_delivered_moves_nothing_again(
    own_broker: Broker, board: Board, gateway: Gateway
) -> None:
    """Killed after the answer, it knows only what it saved before: the command, waiting for a board that was away."""
    gateway.boot(board)
    board.kill()
    gateway.dispense("itm_1", 5)
    own_broker.save()
    gateway.boot(board)
    eventually(lambda: board.garments == 1, "the garment")
    own_broker.kill()
    own_broker.start()
    gateway.wait("mqtt_reconnected")
    gateway.send("STATUS", "cmd_end", fence=0)
    assert gateway.wait("status", "cmd_end")["stock"] == FIRST_STOCK - 1
    assert board.garments == 1


def test_messages_far_too_long_cost_neither_memory_nor_the_connection_nor_the_command_behind_them(
    board: Board, gateway: Gateway
) -> None:
    gateway.boot(board)
    before = gateway.status("cmd_1")["freeHeap"]
    for number in range(3):
        gateway.publish(b"x" * OVERSIZED)
        gateway.dispense(f"itm_{number}", number + 1)
        errors = gateway.wait_all("dispense_complete", f"itm_{number}")
        assert [event["errorCode"] for event in errors if event["event"] == "error"] == ["E002"]
    assert board.garments == 3
    assert gateway.status("cmd_2")["freeHeap"] > before // 2
    assert "link lost" not in board.log


def test_a_valid_command_with_far_too_much_behind_it_is_refused_and_the_next_one_carried_out(
    board: Board, gateway: Gateway
) -> None:
    gateway.boot(board)
    gateway.publish(json.dumps({"cmd": "DISPENSE", "commandId": "itm_1", "commandSeq": 1, "more": "x" * OVERSIZED}))
    gateway.dispense("itm_2", 2)
    gateway.wait("dispense_complete", "itm_2")
    assert board.garments == 1
