"""Power cuts at random instants of dispensing: the garments, the flash and the events agree, or it is unknown."""

import os
import random
import time

from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import Board

ROUNDS = int(os.environ.get("POWER_CUTS", "25"))
MOVE_MS = 15
LATEST_CUT_S = 0.03


def _outcome(gateway: Gateway, command_id: str, seq: int) -> str:
    """What the board says of a command after a cut: it is sent again, as the gateway does until the deadline."""
    gateway.dispense(command_id, seq)
    while True:
        event = gateway.wait_any(command_id)
        if event["event"] in {"dispense_complete", "dispense_failed"}:
            return "dispensed" if event["event"] == "dispense_complete" else "failed"
        results = {command["commandId"]: command["result"] for command in event.get("lastCommands", [])}
        if results.get(command_id) == "unknown":
            return "unknown"


def test_power_cuts_at_random_instants_double_no_garment_and_lose_none_in_silence(
    board: Board, gateway: Gateway
) -> None:
    chance = random.Random(2025)
    gateway.boot(board, motorMs=MOVE_MS, stock=30)
    expected_stock = 30
    for seq in range(1, ROUNDS + 1):
        command_id = f"itm_{seq:020d}"
        before = board.garments
        gateway.dispense(command_id, seq)
        time.sleep(chance.uniform(0, LATEST_CUT_S))
        board.kill()
        gateway.boot(board, motorMs=MOVE_MS)
        outcome = _outcome(gateway, command_id, seq)
        came_out = board.garments - before
        assert came_out in {"dispensed": (1,), "failed": (0,), "unknown": (0, 1)}[outcome], outcome
        expected_stock -= outcome == "dispensed"
        assert gateway.status(f"cmd_{seq}")["stock"] == expected_stock
        if expected_stock < 5:
            gateway.send("SET_STOCK", f"set_{seq}", stock=30)
            expected_stock = int(gateway.wait("stock_updated", f"set_{seq}")["stock"])
