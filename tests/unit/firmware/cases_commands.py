from fbox.commands import BacklogError
from fbox.flash import FlashError
from fbox.outbox import MOST_PENDING

from fakes import FIRST_STOCK, Bench


def _error(bench: Bench) -> tuple:
    [event] = bench.told()
    assert event["event"] == "error", event
    return event["errorCode"], event.get("commandId")


def test_a_status_asked_to_identify_tells_who_the_device_is() -> None:
    bench = Bench()
    bench.send("STATUS", "who_1", identify=True)
    [event] = bench.told()
    assert event["category"] == "towel"


def test_an_unknown_command_is_e001() -> None:
    bench = Bench()
    for cmd in ("HOMED", "reboot", "dispense", "", 7, ["x"], {}, None):
        bench.send(cmd, "cmd_1")
        assert _error(bench) == ("E001", "cmd_1")


def test_what_is_not_a_json_object_is_e002_and_survived() -> None:
    bench = Bench()
    for payload in (b"", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe", b"[" * 500, b"{" * 500, bytes(range(256))):
        bench.commands.handle(payload)
        assert _error(bench) == ("E002", None)


def test_an_oversized_command_is_e002() -> None:
    bench = Bench()
    bench.commands.handle(b'{"cmd":"STATUS"}' + b" " * 500)
    assert _error(bench) == ("E002", None)
    bench.send("STATUS", padding="x" * 600)
    assert _error(bench) == ("E002", None)


def test_a_command_id_that_cannot_be_echoed_is_e002() -> None:
    bench = Bench()
    for command_id in ("", "x" * 41, "a b", "수건", 5, ["x"], {}, True):
        bench.send("STATUS", command_id)
        assert _error(bench) == ("E002", None)


def test_a_dispense_without_id_or_sensible_number_is_e002() -> None:
    bench = Bench()
    bench.send("DISPENSE", None, commandSeq=5)
    assert _error(bench) == ("E002", None)
    for seq in (None, 0, -1, "5", 1.5, True, 1 << 54):
        bench.send("DISPENSE", "itm_1", commandSeq=seq)
        assert _error(bench) == ("E002", "itm_1")
    assert not bench.drive.busy


def test_stock_can_be_set_from_0_to_30() -> None:
    bench = Bench()
    for stock in (0, 30, 12):
        bench.send("SET_STOCK", "cmd_%d" % stock, stock=stock)
        event = bench.told()[0]
        assert (event["event"], event["stock"], event["source"]) == ("stock_updated", stock, "manual")
    assert Bench().memory.stock == 12


def test_stock_outside_0_to_30_is_e002() -> None:
    bench = Bench()
    for stock in (-1, 31, "5", 2.5, None, True, 10**30):
        bench.send("SET_STOCK", "cmd_1", stock=stock)
        assert _error(bench) == ("E002", "cmd_1")
    assert bench.memory.stock == FIRST_STOCK


def test_a_set_stock_replayed_by_a_broker_changes_nothing_and_tells_the_stock() -> None:
    bench = Bench()
    bench.send("SET_STOCK", "cmd_1", stock=10)
    bench.send("SET_STOCK", "cmd_2", stock=9)
    bench.told()
    again = Bench()
    again.told()
    again.send("SET_STOCK", "cmd_1", stock=10)
    [event] = again.told()
    assert (event["commandId"], event["stock"]) == ("cmd_1", 9)


def test_stock_is_not_set_while_the_motor_runs() -> None:
    bench = Bench()
    bench.dispense("itm_1", 5)
    bench.send("SET_STOCK", "cmd_1", stock=10)
    assert _error(bench) == ("E004", "cmd_1")


def test_setting_a_low_stock_says_so() -> None:
    bench = Bench()
    bench.send("SET_STOCK", "cmd_1", stock=5)
    bench.send("SET_STOCK", "cmd_2", stock=0)
    assert bench.names() == ["stock_updated", "stock_low", "stock_updated", "stock_empty"]


def test_a_lock_is_answered_with_a_status_and_survives_a_reboot() -> None:
    bench = Bench()
    bench.send("LOCK", "cmd_1")
    [event] = bench.told()
    assert (event["event"], event["commandId"], event["locked"]) == ("status", "cmd_1", True)
    assert Bench().memory.locked
    bench.send("UNLOCK", "cmd_2")
    assert not Bench().memory.locked


def test_an_unlock_replayed_by_a_broker_unlocks_nothing() -> None:
    bench = Bench()
    bench.send("UNLOCK", "cmd_1")
    bench.send("LOCK", "cmd_2")
    bench.send("UNLOCK", "cmd_1")
    assert bench.memory.locked


def test_status_is_answered_with_its_id() -> None:
    bench = Bench()
    bench.send("STATUS", "cmd_1")
    [event] = bench.told()
    assert (event["event"], event["commandId"], event["floorState"]) == ("status", "cmd_1", "reached")


def test_a_fence_is_durable_before_the_status_and_makes_older_commands_stale() -> None:
    bench = Bench()
    bench.send("STATUS", "cmd_1", fence=7)
    assert Bench().memory.mark == 7
    assert bench.told()[0]["commandMark"] == 7
    bench.dispense("itm_1", 7)
    assert bench.told()[0]["reason"] == "stale"
    bench.dispense("itm_2", 8)
    assert bench.drive.busy


def test_a_fence_never_lowers_the_mark() -> None:
    bench = Bench()
    bench.send("STATUS", "cmd_1", fence=7)
    bench.send("STATUS", "cmd_2", fence=3)
    assert bench.memory.mark == 7


def test_a_bad_fence_is_e002() -> None:
    bench = Bench()
    bench.send("STATUS", "cmd_1", fence="7")
    assert _error(bench) == ("E002", "cmd_1")


async def test_a_fenced_status_waits_for_the_move_under_way() -> None:
    bench = Bench()
    bench.board.motor.polls = 3
    bench.dispense("itm_1", 5)
    bench.send("STATUS", "cmd_1", fence=5)
    assert bench.told() == []
    await bench.settle()
    complete, status = bench.told()
    assert complete["event"] == "dispense_complete"
    assert status["lastCommands"] == [{"commandId": "itm_1", "result": "dispensed"}]


def test_with_too_many_results_unacknowledged_a_command_is_left_with_the_broker() -> None:
    bench = Bench()
    for _ in range(MOST_PENDING):
        bench.outbox.add_durable(bench.events.make("dispense_complete"))
    try:
        bench.dispense("itm_1", 5)
    except BacklogError:
        return
    raise AssertionError("acknowledged")


def test_a_command_that_could_not_be_kept_is_not_acknowledged() -> None:
    bench = Bench()

    def refuse(_record: dict) -> None:
        raise FlashError("full")

    bench.record.save = refuse
    try:
        bench.dispense("itm_1", 5)
    except FlashError:
        return
    raise AssertionError("acknowledged")


def test_a_fault_nobody_thought_of_is_e999_and_survived() -> None:
    bench = Bench()
    bench.memory.find = lambda _id: 1 / 0
    bench.dispense("itm_1", 5)
    assert _error(bench) == ("E999", "itm_1")


def test_a_command_that_ram_has_no_room_for_is_not_acknowledged() -> None:
    bench = Bench()

    def no_room(_id: str) -> None:
        raise MemoryError

    bench.memory.find = no_room
    try:
        bench.dispense("itm_1", 5)
    except MemoryError:
        return
    raise AssertionError("acknowledged")
