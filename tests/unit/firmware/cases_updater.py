import asyncio

import slots
from fbox import update
from fbox.flash import FlashError
from fbox.reboot import RebootError

from fakes import Bench

ORDER = {"version": "3.1.0", "url": "http://192.168.0.2:9185/3.1.0/manifest", "sha256": "ab" * 32}
TRIED = {"commandId": "cmd_1", "version": "3.1.0", "before": "3.0.0"}


def _ordered() -> Bench:
    bench = Bench()
    bench.send("UPDATE", "cmd_1", **ORDER)
    return bench


async def _work(bench: Bench, slot: str = "", reason: str = "") -> None:
    """The update's task, over a source that gives that slot or that failure."""

    async def bring(_source: object, _version: str, _sha256: str, pause: object) -> str:
        await pause()
        if reason:
            raise update.UpdateError(reason)
        return slot

    update.bring, before = bring, update.bring
    task = asyncio.create_task(bench.updater.run())
    await asyncio.sleep_ms(5)
    task.cancel()
    update.bring = before


def test_an_order_is_answered_at_once() -> None:
    [event] = _ordered().told()
    assert (event["event"], event["commandId"]) == ("status", "cmd_1")


def test_a_second_order_is_refused_while_one_is_under_way_and_the_same_one_answered_again() -> None:
    bench = _ordered()
    bench.told()
    bench.send("UPDATE", "cmd_2", **ORDER)
    assert bench.told()[0]["errorCode"] == "E004"
    bench.send("UPDATE", "cmd_1", **ORDER)
    assert bench.names() == ["status"]


def test_an_order_is_refused_while_the_motor_runs_without_an_id_and_on_trial() -> None:
    bench = Bench()
    bench.send("UPDATE", None, **ORDER)
    assert bench.told()[0]["errorCode"] == "E002"
    bench.dispense("itm_1", 5)
    bench.send("UPDATE", "cmd_1", **ORDER)
    assert bench.told()[0]["errorCode"] == "E004"
    slots.try_out("slot.a", TRIED)
    trial = Bench()
    trial.send("UPDATE", "cmd_1", **ORDER)
    assert trial.told()[0]["errorCode"] == "E004"


def test_an_order_with_a_bad_field_is_refused_by_its_name() -> None:
    bad = ({"version": ""}, {"version": None}, {"sha256": "x"}, {"sha256": 7}, {"url": 7})
    bad += ({"url": "http://example.org/3.1.0/manifest"}, {"url": "http://192.168.0.2/3.1.0/manifest"})
    bad += ({"url": "https://192.168.0.2:1/manifest"}, {"url": "http://192.168.0.2:1/"})
    for change in bad:
        bench = Bench()
        bench.send("UPDATE", "cmd_1", **dict(ORDER, **change))
        [event] = bench.told()
        assert event["errorCode"] == "E002"
        assert next(iter(change)) in event["errorMessage"]
        assert not bench.updater.busy


async def test_a_version_that_is_there_whole_is_tried_at_the_restart_it_asks_for() -> None:
    bench = _ordered()
    bench.told()
    await _work(bench, slot="slot.a")
    assert slots.choose() == "slot.a"
    bench.dispense("itm_1", 5)
    assert bench.told()[-1]["reason"] == "busy"  # nothing is begun any more
    try:
        await asyncio.wait_for(bench.reboot.run(), 0.3)
    except RebootError:
        return
    raise AssertionError("no restart")


async def test_a_version_that_is_not_is_told_and_the_dispenser_goes_on() -> None:
    bench = _ordered()
    bench.told()
    await _work(bench, reason="bad_hash")
    [event] = bench.told()
    assert (event["event"], event["reason"], event["commandId"]) == ("update_failed", "bad_hash", "cmd_1")
    assert slots.choose() == slots.FLASHED
    assert slots.read()["news"] is None
    bench.send("UPDATE", "cmd_2", **ORDER)
    assert bench.names() == ["status"]


async def test_nothing_is_fetched_or_written_while_the_motor_runs() -> None:
    bench = _ordered()
    bench.dispense("itm_1", 5)
    await _work(bench, slot="slot.a")
    assert not slots.on_trial()
    await bench.settle()
    bench.updater._asked.set()
    await _work(bench, slot="slot.a")
    assert slots.on_trial()


def test_a_version_on_trial_stays_once_the_broker_has_its_boot() -> None:
    slots.try_out("slot.a", TRIED)
    slots.choose()
    bench = Bench()
    bench.outbox.add(bench.events.boot_complete(), bench.updater.reported_in)
    assert slots.on_trial()
    bench.told()
    assert not slots.on_trial()
    [event] = bench.told()
    assert (event["event"], event["version"], event["before"]) == ("update_complete", "3.1.0", "3.0.0")


def test_what_became_of_an_update_is_told_once_and_also_after_a_power_cut() -> None:
    slots.try_out("slot.a", TRIED)
    slots.roll_back(slots.CRASHED)
    Bench().updater.tell()
    again = Bench()
    again.updater.tell()
    [event] = again.told()
    assert (event["event"], event["reason"]) == ("update_failed", "crashed")


def test_an_update_that_power_interrupted_is_told() -> None:
    _ordered()
    again = Bench()
    again.updater.tell()
    assert [event["reason"] for event in again.told()] == ["interrupted"]


def test_flash_that_takes_no_note_of_an_update_restarts_the_board_and_the_broker_keeps_the_order() -> None:
    def full(_order: dict) -> None:
        raise OSError("no space")

    bench = Bench()
    slots.begin, begin = full, slots.begin
    try:
        bench.send("UPDATE", "cmd_1", **ORDER)
    except FlashError:
        assert not bench.updater.busy
        return
    finally:
        slots.begin = begin
    raise AssertionError("taken")
