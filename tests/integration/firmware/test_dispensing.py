"""The firmware on a simulated board, against a real Mosquitto: commands and their answers."""

import itertools

import pytest

from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import FIRST_STOCK, Board
from tests.support.servers import eventually


@pytest.fixture(params=["micropython", "cpython"])
def either_runtime(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestOnEitherRuntime:
    @pytest.fixture
    def runtime(self, runtime: str, either_runtime: str) -> str:
        if either_runtime == "micropython" and runtime != "micropython":
            pytest.skip("no MicroPython for this machine")
        return either_runtime

    def test_a_board_says_who_it_is_and_how_it_is_before_its_first_heartbeat(
        self, board: Board, gateway: Gateway
    ) -> None:
        board.start()
        boot, heartbeat = gateway.wait_all("heartbeat")
        assert (boot["event"], boot["deviceUUID"], boot["deviceName"]) == ("boot_complete", board.uuid, "수건")
        assert boot["firmwareVersion"] == "3.0.0"
        assert heartbeat["seq"] > boot["seq"]
        assert heartbeat["stock"] == FIRST_STOCK

    def test_a_dispense_is_answered_with_its_id_once_the_garment_is_out(self, board: Board, gateway: Gateway) -> None:
        gateway.boot(board)
        gateway.dispense("itm_1", 5)
        event = gateway.wait("dispense_complete", "itm_1")
        assert event["stock"] == FIRST_STOCK - 1
        assert board.garments == 1

    @pytest.mark.lesson(5)
    def test_a_power_cut_in_mid_move_is_told_as_unknown_and_the_move_never_repeated(
        self, board: Board, gateway: Gateway
    ) -> None:
        gateway.boot(board, motorMs=50)
        board.inject("power_cut")
        gateway.dispense("itm_1", 5)
        assert board.process.wait(10) == -9
        board.start()
        boot = gateway.wait("boot_complete")
        assert boot["lastCommands"] == [{"commandId": "itm_1", "result": "unknown"}]
        assert boot["stock"] == FIRST_STOCK
        gateway.dispense("itm_1", 5)
        assert gateway.wait("status", "itm_1")["lastCommands"][0]["result"] == "unknown"
        assert board.garments == 0

    def test_the_network_lives_on_while_the_motor_runs(self, board: Board, gateway: Gateway) -> None:
        gateway.boot(board, motorMs=1500)
        gateway.dispense("itm_1", 5)
        asked = (f"cmd_{number}" for number in itertools.count())
        eventually(lambda: gateway.status(next(asked))["floorState"] == "moving", "an answer in mid-move")
        gateway.wait("dispense_complete", "itm_1")


def test_the_same_command_twice_is_one_garment_and_one_answer_each(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    gateway.dispense("itm_1", 5)
    first = gateway.wait("dispense_complete", "itm_1")
    gateway.status("cmd_1")  # leaves only once the first answer is acknowledged
    gateway.dispense("itm_1", 5)
    second = gateway.wait("dispense_complete", "itm_1")
    assert {**first, "seq": 0, "timestamp": 0} == {**second, "seq": 0, "timestamp": 0}
    assert board.garments == 1


def test_a_command_below_the_mark_is_stale(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    gateway.dispense("itm_2", 9)
    gateway.wait("dispense_complete", "itm_2")
    gateway.dispense("itm_1", 8)
    assert gateway.wait("dispense_failed", "itm_1")["reason"] == "stale"
    assert board.garments == 1


def test_a_command_below_a_fence_can_never_begin_even_after_a_power_cut(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    assert gateway.status("cmd_1", fence=9)["commandMark"] == 9
    board.kill()
    gateway.boot(board)
    gateway.dispense("itm_1", 9)
    assert gateway.wait("dispense_failed", "itm_1")["reason"] == "stale"
    assert board.garments == 0


def test_a_locked_board_refuses_until_it_is_unlocked(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    gateway.send("LOCK", "cmd_1")
    assert gateway.wait("status", "cmd_1")["locked"] is True
    gateway.dispense("itm_1", 5)
    assert gateway.wait("dispense_failed", "itm_1")["reason"] == "device_locked"
    gateway.send("UNLOCK", "cmd_2")
    gateway.dispense("itm_2", 6)
    gateway.wait("dispense_complete", "itm_2")
    assert board.garments == 1


@pytest.mark.parametrize("stock", [0, 30])
def test_stock_can_be_set_within_bounds(board: Board, gateway: Gateway, stock: int) -> None:
    gateway.boot(board)
    gateway.send("SET_STOCK", "cmd_1", stock=stock)
    assert gateway.wait("stock_updated", "cmd_1")["stock"] == stock


@pytest.mark.parametrize("stock", [-1, 31, "7", None])
def test_stock_out_of_bounds_is_refused(board: Board, gateway: Gateway, stock: object) -> None:
    gateway.boot(board)
    gateway.send("SET_STOCK", "cmd_1", stock=stock)
    assert gateway.wait("error", "cmd_1")["errorCode"] == "E002"
    assert gateway.status("cmd_2")["stock"] == FIRST_STOCK


def test_the_last_garment_is_followed_by_stock_empty_and_refusals(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, stock=1)
    gateway.dispense("itm_1", 5)
    assert gateway.wait("stock_empty")["stock"] == 0
    gateway.dispense("itm_2", 6)
    assert gateway.wait("dispense_failed", "itm_2")["reason"] == "no_stock"


def test_opening_and_closing_the_door_is_told_and_an_open_door_refuses(board: Board, gateway: Gateway) -> None:
    gateway.boot(board)
    board.door("open")
    gateway.wait("door_opened")
    gateway.dispense("itm_1", 5)
    assert gateway.wait("dispense_failed", "itm_1")["reason"] == "door_open"
    board.door("closed")
    assert gateway.wait("door_closed")["stock"] == FIRST_STOCK


def test_a_stuck_motor_is_told_and_leaves_the_stock(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, motorTimeoutMs=300)
    board.inject("stuck")
    gateway.dispense("itm_1", 5)
    event = gateway.wait("dispense_failed", "itm_1")
    assert (event["reason"], event["stock"], board.garments) == ("motor_stuck", FIRST_STOCK, 0)
    gateway.wait("motor_error")
    gateway.dispense("itm_2", 6)
    assert gateway.wait("dispense_failed", "itm_2")["reason"] == "motor_stuck"
    gateway.send("CLEAR_ERROR", "cmd_1")
    gateway.wait("status", "cmd_1")
    gateway.dispense("itm_3", 7)
    gateway.wait("dispense_complete", "itm_3")


def test_a_slow_motor_is_waited_for_and_a_fenced_status_with_it(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, fault={"fault": "slow", "ms": 400})
    gateway.dispense("itm_1", 5)
    gateway.send("STATUS", "cmd_1", fence=5)
    names = [event["event"] for event in gateway.wait_all("status", "cmd_1")]
    assert names[-2:] == ["dispense_complete", "status"]


def test_stop_ends_a_move_under_way(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, motorMs=5000)
    gateway.dispense("itm_1", 5)
    gateway.send("STOP", "cmd_1")
    event = gateway.wait("dispense_failed", "itm_1")
    assert (event["reason"], event["stock"], board.garments) == ("emergency_stop", FIRST_STOCK, 0)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 500,
        b'{"cmd":["x"]}',
        b'{"cmd":"NO"}',
        b"x" * 200_000,
        b'{"cmd":"STATUS"}' + b" " * 2000,
    ],
)
def test_a_malformed_or_oversized_message_is_answered_with_an_error_and_survived(
    board: Board, gateway: Gateway, payload: bytes
) -> None:
    gateway.boot(board)
    gateway.publish(payload)
    assert gateway.wait("error")["errorCode"] in {"E001", "E002"}
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    assert board.process.poll() is None


def test_every_event_is_shorter_than_the_field_firmwares_buffer(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, size="x" * 16)
    ids = [f"itm_{number:020d}" for number in range(8)]
    for seq, command_id in zip(itertools.count(1763912345000), ids, strict=False):
        gateway.dispense(command_id, seq)
        gateway.wait("dispense_complete", command_id)
    board.kill()
    gateway.boot(board, size="x" * 16)
    told = gateway.status("c" * 40)["lastCommands"]
    assert [command["commandId"] for command in told] == list(reversed(ids))[: len(told)]
    assert 400 < gateway.longest < 512
