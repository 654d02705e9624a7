"""Gateway, queues, online, devices, workbook: what their traces in Redis mean."""

from dataclasses import replace

import pytest

from deploy.doctor import activity, devices, gateway, kiosk, online, sheets, workers
from deploy.doctor.activity import Event
from deploy.doctor.devices import Device
from deploy.doctor.finding import Finding, Said
from deploy.doctor.online import Glance
from deploy.doctor.queue_state import OLD_SECONDS, QueueState

HELD = gateway.Facts(left=5_000, lease=6_000, holder="0123abcd", pid=42, connected=True)
IDLE = QueueState("ledger", waiting=0, oldest=None, workers=1, heartbeat=3.0)
DEVICES_IDLE = replace(IDLE, name="devices")
UUID, OTHER = "FBOX-004B1238C424", "FBOX-004B1238C425"
TOP = Device(UUID, "상의", online=True, silent_for=12, wifi_rssi=-60, offered=True)
PANTS = replace(TOP, uuid=OTHER, name="하의")
IN_STEP = sheets.Facts(replace(IDLE, name="sheets"), since_well=3, pending=0, error="", troubles={})


def test_a_lease_that_is_renewed_is_well() -> None:
    assert gateway.judge(HELD).state == "ok"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (replace(HELD, left=gateway.MISSING), "gateway.no_lease"),
        (replace(HELD, left=gateway.ENDLESS), "gateway.endless"),
        (replace(HELD, left=2_900), "gateway.not_renewed"),
    ],
)
def test_a_gateway_that_does_not_hold_the_lease_is_a_fault(facts: gateway.Facts, says: str) -> None:
    found = gateway.judge(facts)

    assert (found.fault, found.says.key) == ("gateway_without_lease", says)


def test_a_gateway_without_a_connection_is_a_fault_of_its_own() -> None:
    assert gateway.judge(replace(HELD, connected=False)).fault == "gateway_not_connected"


def test_a_gateway_on_another_machine_is_well() -> None:
    found = gateway.judge(replace(HELD, pid=0, connected=None))

    assert (found.state, found.details) == ("ok", (Said("gateway.no_process"),))


def test_empty_queues_with_a_worker_each_are_well() -> None:
    assert workers.judge([IDLE, DEVICES_IDLE], True).state == "ok"


@pytest.mark.parametrize(
    ("queue", "says"),
    [
        (replace(IDLE, workers=0), "queue.nobody"),
        (replace(IDLE, waiting=4, oldest=OLD_SECONDS + 1), "queue.waits"),
    ],
)
def test_a_queue_that_nobody_works_off_is_stuck(queue: QueueState, says: str) -> None:
    found = workers.judge([queue, DEVICES_IDLE], True)

    assert (found.fault, found.says.key, found.says.values["queue"]) == ("worker_stuck", says, "ledger")


def test_a_long_queue_that_is_being_worked_off_is_not_stuck() -> None:
    assert workers.judge([replace(IDLE, waiting=900, oldest=300, moves=True)], True).state == "ok"


def test_that_nobody_works_devices_without_a_gateway_is_only_a_consequence() -> None:
    nobody = replace(DEVICES_IDLE, workers=0)

    assert workers.judge([IDLE, nobody], False).state == "ok"
    assert workers.judge([IDLE, nobody], True).fault == "worker_stuck"


def glance(before: bool, said: bool, after: bool) -> Finding:
    return online.judge(Glance({UUID: before}, {"/api/products": {UUID: said}}, {UUID: after}))


def test_an_api_that_says_what_redis_says_is_right() -> None:
    assert (glance(True, True, True).state, glance(False, False, False).state) == ("ok", "ok")


@pytest.mark.parametrize("said", [True, False])
def test_an_api_that_says_the_opposite_is_wrong(said: bool) -> None:
    found = glance(not said, said, not said)

    assert (found.fault, found.says.values["uuid"]) == ("api_wrong_about_online", UUID)


@pytest.mark.parametrize("said", [True, False])
def test_what_changes_while_the_api_is_asked_proves_nothing(said: bool) -> None:
    assert (glance(True, said, False).state, glance(False, said, True).state) == ("ok", "ok")


def test_dispensers_that_are_heard_are_well() -> None:
    assert devices.judge([TOP, PANTS]).state == "ok"


def test_a_silent_dispenser_is_named_with_its_silence() -> None:
    found = devices.judge([TOP, replace(PANTS, online=False, silent_for=1234)])

    assert (found.fault, found.says.key) == ("device_silent", "devices.silent")
    assert found.says.values == {"named": OTHER, "silent": "1,234"}


def test_where_all_are_silent_the_power_or_the_network_is_thought_of() -> None:
    found = devices.judge([replace(TOP, online=False), replace(PANTS, online=False)])

    assert (found.fault, found.says.key) == ("device_silent", "devices.all_silent")


def test_one_that_never_spoke_but_has_a_product_is_silent() -> None:
    found = devices.judge([Device(UUID, "", online=False, silent_for=None, wifi_rssi=None, offered=True)])

    assert (found.fault, found.says.values["silent"]) == ("device_silent", "-")


def test_one_that_has_nothing_for_sale_may_be_silent() -> None:
    found = devices.judge([TOP, replace(PANTS, online=False, offered=False)])

    assert (found.state, found.details[1].key) == ("ok", "device.idle")


def test_a_workbook_that_was_just_written_is_well() -> None:
    assert sheets.judge(IN_STEP).state == "ok"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (replace(IN_STEP, since_well=61, pending=40), "sheets.stale"),
        (replace(IN_STEP, since_well=None), "sheets.stale"),
        (replace(IN_STEP, since_well=61, error="Google is away"), "sheets.fails"),
        (replace(IN_STEP, troubles={"members": "열이 없습니다"}), "sheets.tabs"),
        (replace(IN_STEP, queue=replace(IDLE, workers=0)), "sheets.no_sync"),
        (replace(IN_STEP, queue=replace(IDLE, waiting=1, oldest=99)), "sheets.stuck"),
    ],
)
def test_a_workbook_that_falls_back_is_behind_with_the_reason(facts: sheets.Facts, says: str) -> None:
    found = sheets.judge(facts)

    assert (found.fault, found.says.key) == ("sheets_behind", says)


def test_one_failed_round_is_told_but_is_no_fault() -> None:
    found = sheets.judge(replace(IN_STEP, error="Google is away"))

    assert (found.state, Said("sheets.error", error="Google is away") in found.details) == ("ok", True)


def test_each_tab_in_trouble_is_explained() -> None:
    found = sheets.judge(replace(IN_STEP, troubles={"members": "열이 없습니다"}))

    assert Said("sheets.tab", tab="members", text="열이 없습니다") in found.details


def test_a_kiosk_that_does_not_answer_is_down() -> None:
    assert (kiosk.judge(8080, True).state, kiosk.judge(8080, False).fault) == ("ok", "kiosk_down")


def test_reconnects_drops_and_refusals_are_counted() -> None:
    counters = {
        "broker.connected": 3,
        "broker.disconnected": 2,
        "refused.json": 4,
        "refused.topic": 1,
        "heartbeat": 9,
    }

    told = activity.judge(counters, []).says.values

    assert told == {"connected": 3, "reconnected": 2, "dropped": 2, "refused": 5}


def test_the_last_events_are_listed() -> None:
    event = Event("2026-11-28 15:00:00", "offline", "warning", UUID)

    assert activity.judge({}, [event]).details == (Said("activity.event", **event.__dict__),)


def test_without_the_api_the_last_events_are_unknown() -> None:
    assert activity.judge({}, None).details == (Said("activity.no_events"),)
