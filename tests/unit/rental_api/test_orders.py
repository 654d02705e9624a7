"""What became of a command that a person sent, told from the lines of the event log."""

import pytest

from services.rental_api.rules.orders import ANSWERED, PATIENCE_MS, UPDATE_MS, Device, Line, Order, orders

V3 = Device(online=True, knows_ids=True, status_heard=None)
FIELD = Device(online=True, knows_ids=False, status_heard=None)
AT = 1_000_000


def sent(cmd: str = "LOCK", command_id: str = "cmd_1", at: int = AT) -> Line:
    return Line(at, "command", {"cmd": cmd, "command_id": command_id})


def line(kind: str, after: int = 300, **details: object) -> Line:
    return Line(AT + after, kind, details)


def one(lines: list[Line], device: Device = V3, after: int = 1000) -> Order:
    """The oldest command; lines the newest first."""
    return orders(lines, device, AT + after)[-1]


def test_an_answer_is_the_event_that_echoes_the_id() -> None:
    answer = line(ANSWERED, commandId="cmd_1", locked=True)
    told = one([line("door_opened", 400), answer, line(ANSWERED, 200, commandId="cmd_0"), sent()])
    assert (told.state, told.answer) == ("done", answer)


def test_an_error_with_the_id_is_a_refusal() -> None:
    assert one([line("error", commandId="cmd_1", errorCode="E001"), sent("HOME")]).state == "refused"


def test_an_error_about_another_command_is_none() -> None:
    assert one([line("error", commandId="cmd_2", errorCode="E001"), sent("HOME")]).state == "waiting"


def test_a_boot_answers_a_reboot_and_nothing_else() -> None:
    assert one([line("boot_complete"), sent("REBOOT")]).state == "done"
    assert one([line("boot_complete"), sent("LOCK")]).state == "waiting"


def test_field_firmware_answers_without_an_id() -> None:
    assert one([line("stock_updated", source="manual", stock=9), sent("SET_STOCK")], FIELD).state == "done"
    assert one([line("error", errorCode="E004"), sent("HOME")], FIELD).state == "refused"
    assert one([line("stock_updated", source="sensor", stock=9), sent("SET_STOCK")], FIELD).state == "waiting"


def test_an_error_of_field_firmware_much_later_is_no_answer() -> None:
    late = line("error", PATIENCE_MS, errorCode="E004")
    assert one([late, sent("HOME")], FIELD, PATIENCE_MS).state == "silent"


@pytest.mark.parametrize(("heard", "state"), [(AT + 200, "done"), (AT - 1, "waiting"), (None, "waiting")])
def test_field_firmwares_status_answers_the_newest_command_if_it_came_after(heard: int | None, state: str) -> None:
    device = Device(online=True, knows_ids=False, status_heard=heard)
    assert one([sent()], device).state == state
    assert one([sent("UNLOCK", "cmd_2", AT + 100), sent()], device).state == "waiting"


@pytest.mark.parametrize(
    ("cmd", "online", "after", "state"),
    [
        ("STATUS", True, PATIENCE_MS - 1, "waiting"),
        ("STATUS", True, PATIENCE_MS, "silent"),
        ("STATUS", False, PATIENCE_MS, "silent"),
        ("LOCK", True, PATIENCE_MS, "silent"),
        ("LOCK", False, PATIENCE_MS * 100, "waiting"),
    ],
)
def test_without_an_answer_it_waits_for_a_while_or_until_the_dispenser_is_back(
    cmd: str, online: bool, after: int, state: str
) -> None:
    assert one([sent(cmd)], Device(online, knows_ids=True, status_heard=None), after).state == state


def test_commands_come_the_newest_first() -> None:
    told = orders([sent("UNLOCK", "cmd_2", AT + 9), line("door_opened", 5), sent("LOCK")], V3, AT + 10)
    assert [order.sent.details["cmd"] for order in told] == ["UNLOCK", "LOCK"]


def test_an_update_is_answered_by_its_end_and_not_by_its_beginning() -> None:
    begun = line(ANSWERED, commandId="cmd_1")
    assert one([begun, sent("UPDATE")]).state == "waiting"
    assert one([line("update_complete", 90_000, commandId="cmd_1"), begun, sent("UPDATE")]).state == "done"
    assert one([line("update_failed", 90_000, commandId="cmd_1"), begun, sent("UPDATE")]).state == "refused"
    assert one([line("error", commandId="cmd_1", errorCode="E004"), sent("UPDATE")]).state == "refused"


def test_an_update_is_waited_for_until_the_dispenser_would_have_taken_it_back() -> None:
    assert one([sent("UPDATE")], after=UPDATE_MS - 1).state == "waiting"
    assert one([sent("UPDATE")], after=UPDATE_MS).state == "silent"
