import asyncio

import slots

ORDER = {"commandId": "cmd_1", "version": "3.1.0", "before": "3.0.0"}


def _trial() -> str:
    slot = slots.spare()
    slots.try_out(slot, ORDER)
    return slot


def _kept() -> str:
    slot = _trial()
    slots.choose()
    slots.keep()
    slots.told()
    return slot


def test_a_board_without_an_update_runs_what_was_flashed() -> None:
    assert slots.choose() == slots.FLASHED
    assert not slots.on_trial()


def test_a_new_version_runs_from_the_next_boot_on_and_is_on_trial() -> None:
    slot = _trial()
    assert slots.choose() == slot
    assert slots.on_trial()


def test_a_version_that_has_reported_in_stays_and_tells_so() -> None:
    slot = _trial()
    slots.choose()
    slots.keep()
    assert slots.read()["news"] == dict(ORDER, event="update_complete")
    assert [slots.choose() for _ in range(5)] == [slot] * 5
    assert not slots.on_trial()


def test_a_version_that_does_not_report_in_gets_three_boots_and_no_more() -> None:
    slot = _trial()
    assert [slots.choose() for _ in range(5)] == [slot] * 3 + [slots.FLASHED] * 2
    assert slots.read()["news"] == dict(ORDER, event="update_failed", reason="crashed")


def test_a_boot_that_only_draws_the_display_s_pictures_costs_a_trial_nothing_once() -> None:
    slot = _trial()
    slots.choose()
    slots.drew()
    assert [slots.choose() for _ in range(4)] == [slot] * 3 + [slots.FLASHED]


def test_a_version_that_draws_at_every_boot_is_taken_back() -> None:
    slot = _trial()
    for _ in range(4):
        assert slots.choose() == slot
        slots.drew()
    assert slots.choose() == slots.FLASHED


def test_the_version_before_is_the_one_that_comes_back() -> None:
    before = _kept()
    _trial()
    slots.roll_back(slots.NOT_HEARD)
    assert slots.choose() == before


def test_an_update_never_goes_over_the_version_that_runs() -> None:
    first = _kept()
    second = _kept()
    assert sorted((first, second)) == sorted(slots.SLOTS)
    assert slots.spare() == first


def test_files_that_cannot_be_run_on_trial_give_way_at_once() -> None:
    slot = _trial()
    slots.choose()
    slots.not_loadable(slot)
    assert slots.choose() == slots.FLASHED
    assert slots.read()["news"]["reason"] == "not_loadable"


def test_a_kept_version_whose_files_rot_gives_way_to_the_flashed_one() -> None:
    slots.not_loadable(_kept())
    assert slots.choose() == slots.FLASHED


def test_a_record_that_cannot_be_read_means_the_flashed_version() -> None:
    _kept()
    with open(slots.RECORD, "rb") as file:
        text = file.read()
    for rotten in (b"", text[:20], text.replace(b"slot", b"tols")):
        with open(slots.RECORD, "wb") as file:
            file.write(rotten)
        assert slots.choose() == slots.FLASHED


def test_flash_that_cannot_count_the_boot_means_the_version_before() -> None:
    def full(_path: str, _mode: str) -> None:
        raise OSError("no space")

    _trial()
    slots._write, write = lambda _state: full("", ""), slots._write
    try:
        assert slots.choose() == slots.FLASHED
    finally:
        slots._write = write


async def _watched_for(ms: int) -> str:
    slots.REPORT_MS, before = ms, slots.REPORT_MS
    try:
        await slots.watch()
    except slots.TrialError:
        return "given up"
    finally:
        slots.REPORT_MS = before
    return "well"


async def test_a_version_that_runs_without_reporting_in_is_given_up_in_time() -> None:
    _trial()
    slots.choose()
    assert await _watched_for(1) == "given up"
    assert slots.choose() == slots.FLASHED
    assert slots.read()["news"]["reason"] == "not_heard"


async def test_one_that_reported_in_is_not() -> None:
    _trial()
    slots.choose()
    watching = asyncio.create_task(_watched_for(1))
    await asyncio.sleep(0)
    slots.keep()
    assert await watching == "well"
    assert slots.choose() != slots.FLASHED
