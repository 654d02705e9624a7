"""The firmware on a simulated board, against a real Mosquitto: kills, power cuts and outages on either side."""

import pytest

from tests.integration.firmware.broker import Broker, free_port
from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import FIRST_STOCK, Board


@pytest.mark.lesson(5)
def test_stock_and_last_commands_survive_kill_9(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    board.kill()
    board.start()
    boot = gateway.wait("boot_complete")
    assert (boot["stock"], boot["commandMark"]) == (FIRST_STOCK - 1, 5)
    assert boot["lastCommands"] == [{"commandId": "itm_1", "result": "dispensed"}]


def test_event_numbers_grow_over_reboots(board: Board, gateway: Gateway) -> None:
    numbers = []
    for _ in range(3):
        board.start()
        numbers += [event["seq"] for event in gateway.wait_all("heartbeat") if "seq" in event]
        board.kill()
        gateway.wait("offline")
    assert numbers == sorted(set(numbers))


def test_a_repeated_command_is_answered_from_flash_after_kill_9(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    board.kill()
    gateway.boot(board)
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    assert board.garments == 1


def test_a_power_cut_after_the_garment_fell_is_unknown_and_there_is_no_second_one(
    board: Board, gateway: Gateway
) -> None:
    gateway.boot(board)
    board.inject("power_cut_after")
    gateway.dispense("itm_1", 5)
    assert board.process.wait(10) == -9
    board.start()
    assert gateway.wait("boot_complete")["lastCommands"] == [{"commandId": "itm_1", "result": "unknown"}]
    gateway.dispense("itm_1", 5)
    gateway.wait("status", "itm_1")
    assert board.garments == 1


@pytest.mark.lesson(9)
def test_a_killed_board_shows_at_once_by_its_last_will(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    board.kill()
    assert gateway.wait("offline") == {"event": "offline", "deviceUUID": board.uuid}


@pytest.mark.lesson(10)
def test_a_command_sent_while_the_board_is_down_is_carried_out_when_it_is_back(
    board: Board, gateway: Gateway
) -> None:
    gateway.boot(board)
    board.kill()
    gateway.dispense("itm_1", 5)
    board.start()
    gateway.wait("dispense_complete", "itm_1")
    assert board.garments == 1


def test_a_broker_that_comes_after_the_board_is_found(own_broker: Broker, board: Board, gateway: Gateway) -> None:
    own_broker.stop()
    board.start()
    own_broker.start()
    gateway.wait("boot_complete")


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_a_board_comes_back_after_a_broker_restart(
    own_broker: Broker, board: Board, gateway: Gateway, end: str
) -> None:
    gateway.boot(board)
    own_broker.save()
    getattr(own_broker, end)()
    own_broker.start()
    gateway.wait("mqtt_reconnected")
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")


@pytest.mark.lesson(10)
def test_a_result_that_came_while_the_broker_was_away_is_told_afterwards(
    own_broker: Broker, board: Board, gateway: Gateway
) -> None:
    gateway.boot(board, motorMs=500)
    own_broker.save()
    gateway.dispense("itm_1", 5)
    board.wait_until(lambda: b"begun" in board.flash)
    own_broker.kill()
    board.wait_until(lambda: board.garments == 1)
    own_broker.start()
    gateway.wait("dispense_complete", "itm_1")
    assert board.garments == 1


@pytest.mark.lesson(10)
def test_a_result_that_no_broker_took_survives_kill_9_of_the_board(
    own_broker: Broker, board: Board, gateway: Gateway
) -> None:
    gateway.boot(board, motorMs=300)
    own_broker.save()
    gateway.dispense("itm_1", 5)
    board.wait_until(lambda: b"begun" in board.flash)
    own_broker.freeze()
    board.wait_until(lambda: b"dispensed" in board.flash)
    board.kill()
    own_broker.kill()
    own_broker.start()
    board.start()
    names = [event["event"] for event in gateway.wait_all("boot_complete")]
    assert names == ["dispense_complete", "boot_complete"]


def test_a_frozen_broker_is_noticed_and_left(own_broker: Broker, board: Board, gateway: Gateway) -> None:
    gateway.boot(board, keepAlive=3)
    own_broker.freeze()
    board.wait_until(lambda: "no answer to a ping" in board.log)
    own_broker.thaw()
    gateway.wait("mqtt_reconnected")


def test_a_board_that_hangs_after_the_garment_fell_tells_the_result_when_it_wakes(
    board: Board, gateway: Gateway
) -> None:
    gateway.boot(board)
    board.inject("silent", ms=300)
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    assert board.garments == 1


def test_a_board_that_hangs_for_longer_than_its_watchdog_is_reset_and_says_so(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, watchdogMs=1000)
    board.inject("silent", ms=60_000)
    gateway.dispense("itm_1", 5)
    assert board.process.wait(10) == 3
    board.start()
    boot = gateway.wait("boot_complete")
    assert boot["resetCause"] == "watchdog"
    assert boot["lastCommands"] == [{"commandId": "itm_1", "result": "unknown"}]
    assert board.garments == 1


def test_a_board_at_work_keeps_its_watchdog_fed(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, watchdogMs=1000, motorMs=2500)
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    assert board.process.poll() is None


def test_a_lost_wifi_is_told_once_it_is_back(own_broker: Broker, board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    board.wifi("off")
    own_broker.save()
    own_broker.kill()
    own_broker.start()
    board.wait_until(lambda: board.log.count("joining Wi-Fi") == 2)
    board.wifi("on")
    names = [event["event"] for event in gateway.wait_all("mqtt_reconnected")]
    assert names[-2:] == ["wifi_reconnected", "mqtt_reconnected"]


def test_an_unreadable_flash_is_told_and_the_board_starts_over(board: Board, gateway: Gateway) -> None:
    (board.folder / "flash").mkdir()
    (board.folder / "flash" / "state.0").write_bytes(b"\x00" * 100)
    board.start()
    assert gateway.wait("error")["errorCode"] == "E999"
    assert gateway.wait("boot_complete")["stock"] == FIRST_STOCK


def test_a_bad_setting_leads_to_set_up_and_is_named(board: Board) -> None:
    board.start(stock=31, setupPort=free_port())
    board.wait_until(lambda: "set-up at" in board.log)
    assert "stock: must be a whole number from 0 to 30" in board.log
