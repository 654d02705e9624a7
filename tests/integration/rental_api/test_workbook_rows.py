"""Changed rows leave for the workbook and are forgotten only when it has them."""

from typing import Any

from services.rental_api.sheet_sender import send_changed, take_confirmation
from shared.queues import SHEETS, open_queue
from tests.support.gym import Gym


def _sent(gym: Gym) -> list[dict[str, Any]]:
    """All rows due, as they went onto the queue."""
    queue = open_queue(SHEETS, gym.ctx.jobs_redis)
    queue.empty()
    send_changed(gym.ctx)
    return [row for job in queue.get_jobs() for row in job.args[0]["rows"]]


def _of(rows: list[dict[str, Any]], tab: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["tab"] == tab]


def test_a_rental_is_one_row_a_product_with_what_came_of_it(gym: Gym) -> None:
    rental_id = gym.rent(quantity=2).get_json()["rental_id"]
    gym.hand_out(gym.items()[0])
    gym.report(gym.items()[0].device_uuid, "dispense_failed", commandId=gym.items()[0].item_id, reason="motor_stuck")
    [row] = _of(_sent(gym), "rental_history")
    assert row["key"] == f"{rental_id}/P-TOWEL"
    assert (row["values"]["quantity"], row["values"]["amount"], row["values"]["result"]) == (2, 1, "partial (1/2)")


def test_a_row_however_often_changed_is_sent_once(gym: Gym) -> None:
    for name in range(3):
        gym.member("A001", f"010-1000-000{name}")
    assert [row["values"]["phone"] for row in _of(_sent(gym), "members")] == ["01010000002"]


def test_no_pin_goes_to_the_workbook(gym: Gym) -> None:
    [row] = _of(_sent(gym), "members")
    assert row["values"]["payment_password"] == "set"
    assert "argon2" not in str(row)


def test_an_unconfirmed_row_is_sent_again_after_a_minute(gym: Gym) -> None:
    first = _sent(gym)
    assert _sent(gym) == []
    gym.now += 61_000
    assert _sent(gym) == first


def test_a_confirmed_row_is_not_sent_again(gym: Gym) -> None:
    take_confirmation(gym.ctx, _sent(gym))
    gym.now += 61_000
    assert _sent(gym) == []


def test_a_row_that_changed_after_it_was_sent_survives_its_confirmation(gym: Gym) -> None:
    rows = _sent(gym)
    gym.member("A001", "010-1000-0009")
    take_confirmation(gym.ctx, rows)
    assert [row["values"]["phone"] for row in _of(_sent(gym), "members")] == ["01010000009"]


def test_a_confirmation_nobody_waits_for_has_the_row_sent_as_it_is_now(gym: Gym) -> None:
    rows = _of(_sent(gym), "members")
    take_confirmation(gym.ctx, rows)
    take_confirmation(gym.ctx, rows)
    assert [row["key"] for row in _of(_sent(gym), "members")] == ["A001"]
