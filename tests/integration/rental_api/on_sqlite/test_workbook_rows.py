"""Changed rows leave for the workbook and are forgotten only when it has them."""

from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisGone

from services.rental_api import sheet_sender
from services.rental_api.ledger import sheet_cells, sheet_rows
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.sheet_sender import BATCH, MOST_JOBS, send_changed
from shared.jobs import sheets
from shared.queues import SHEETS, enqueue, open_queue
from tests.support.gym import Gym
from tests.support.workbook_mail import base, confirm, sent, settle

LATER = 16 * 60_000


def test_a_row_however_often_changed_is_sent_once(gym: Gym) -> None:
    for name in range(3):
        gym.member("A001", f"010-1000-000{name}")
    assert [row["owner"]["phone"]["cell"] for row in sent(gym, "members")] == ["01010000002"]


def test_no_pin_goes_to_the_workbook(gym: Gym) -> None:
    [row] = sent(gym, "members")
    assert row["owner"]["payment_password"] == {"cell": "set", "held": None}
    assert "argon2" not in str(row)


def test_an_unconfirmed_row_is_sent_again_after_a_quarter_of_an_hour(gym: Gym) -> None:
    first = sent(gym)
    assert sent(gym) == []
    gym.now += LATER
    assert sent(gym) == first


def test_a_confirmed_row_is_not_sent_again(gym: Gym) -> None:
    confirm(gym, sent(gym))
    gym.now += LATER
    assert sent(gym) == []


def test_a_row_that_changed_after_it_was_sent_survives_its_confirmation(gym: Gym) -> None:
    rows = sent(gym)
    gym.member("A001", "010-1000-0009")
    confirm(gym, rows)
    assert [row["owner"]["phone"]["cell"] for row in sent(gym, "members")] == ["01010000009"]


def test_a_confirmation_nobody_waits_for_has_the_row_sent_as_it_is_now(gym: Gym) -> None:
    rows = sent(gym, "members")
    confirm(gym, rows)
    confirm(gym, rows)
    assert [row["key"] for row in sent(gym, "members")] == ["A001"]


def test_a_row_the_ledger_does_not_have_is_forgotten(gym: Gym) -> None:
    settle(gym)
    with gym.ctx.engine.begin() as conn:
        for name in (("members", "nobody"), ("event_logs", "1-000000"), ("event_logs", "x"), ("no tab", "x")):
            sheet_rows.mark(conn, *name)
    assert sent(gym) == []
    gym.now += LATER
    assert sent(gym) == []


def test_versions_grow_where_the_clock_is_set_back(gym: Gym, monkeypatch: pytest.MonkeyPatch) -> None:
    [before] = sent(gym, "member_passes")
    monkeypatch.setattr(sheet_rows.time, "time_ns", lambda: 1_000_000)
    gym.rent()
    [after] = sent(gym, "member_passes")
    assert after["version"] > before["version"]


def test_more_rows_than_a_batch_holds_go_out_one_batch_after_the_other(gym: Gym) -> None:
    settle(gym)
    for number in range(BATCH // 2 + 1):
        gym.give("voucher", amount=1000 + number)
    assert send_changed(gym.ctx) == BATCH
    assert len(sent(gym, "member_vouchers")) < BATCH // 2 + 1


def test_a_rows_cells_and_its_version_are_of_one_moment(gym: Gym) -> None:
    gym.rent()
    [row] = sent(gym, "member_passes")
    gym.rent("tap-2")
    known = base(gym, row)
    assert known
    assert (row["values"]["remaining_count"], known.amount, known.confirmed) == (9, 9, False)


def test_a_base_is_in_the_ledger_before_its_row_is_on_its_way(gym: Gym, monkeypatch: pytest.MonkeyPatch) -> None:
    known = []

    def spy(_queue: object, _job: object, payload: dict[str, Any]) -> None:
        known.extend(base(gym, row) for row in payload["rows"] if row["tab"] == "member_passes")

    monkeypatch.setattr(sheet_sender, "enqueue", spy)
    send_changed(gym.ctx)
    [one] = known
    assert one
    assert one.amount == 10


def test_the_workbook_having_a_row_confirms_its_base(gym: Gym) -> None:
    [row] = sent(gym, "member_passes")
    confirm(gym, [row])
    known = base(gym, row)
    assert known
    assert known.confirmed


def test_rows_are_sent_again_where_the_queue_was_lost_on_the_way(gym: Gym, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise RedisGone

    with monkeypatch.context() as patched:
        patched.setattr(sheet_sender, "enqueue", lost)
        with pytest.raises(RedisGone):
            send_changed(gym.ctx)
    assert "A001" in [row["key"] for row in sent(gym)]


def test_nothing_more_is_sent_while_nobody_takes_it(gym: Gym) -> None:
    queue = open_queue(SHEETS, gym.ctx.jobs_redis)
    for _ in range(MOST_JOBS):
        enqueue(queue, sheets.write_rows, {"rows": []})
    assert send_changed(gym.ctx) == 0
    queue.empty()
    assert send_changed(gym.ctx) > 0


def test_what_the_system_wrote_into_the_owners_cells_is_remembered(gym: Gym) -> None:
    confirm(gym, sent(gym, "members"), name="김하늘", payment_password="set")
    with gym.ctx.reads.begin() as conn:
        held = sheet_cells.of_row(conn, "members", "A001")
    assert held == {"name": Held("김하늘", "김하늘"), "payment_password": Held("set", "set")}


def test_even_of_an_old_version_it_is_remembered_what_was_written(gym: Gym) -> None:
    [row] = sent(gym, "members")
    gym.member("A001", "010-1000-0009")
    confirm(gym, [row], phone="01010000001")
    [row] = sent(gym, "members")
    assert row["owner"]["phone"] == {"cell": "01010000009", "held": "01010000001"}


def _owner_wrote(gym: Gym, column: str, held: Held) -> None:
    settle(gym)
    with gym.ctx.engine.begin() as conn:
        sheet_cells.hold(conn, "members", "A001", {column: held})
        sheet_rows.mark(conn, "members", "A001")


def test_what_the_owner_wrote_stays_in_his_own_writing(gym: Gym) -> None:
    _owner_wrote(gym, "phone", Held("010-1000-0001", "01010000001"))
    [row] = sent(gym, "members")
    assert row["owner"]["phone"] == {"cell": "010-1000-0001", "held": "010-1000-0001"}
    assert row["owner"]["name"] == {"cell": "김하늘", "held": "김하늘"}


def test_his_own_writing_put_back_means_what_it_meant(gym: Gym) -> None:
    _owner_wrote(gym, "phone", Held("010-1000-0001", "01010000001"))
    confirm(gym, sent(gym, "members"), phone="010-1000-0001")
    with gym.ctx.reads.begin() as conn:
        assert sheet_cells.of_row(conn, "members", "A001")["phone"] == Held("010-1000-0001", "01010000001")


def test_what_the_operator_changed_since_is_offered_in_the_ledgers_writing(gym: Gym) -> None:
    _owner_wrote(gym, "phone", Held("010-1000-0001", "01010000001"))
    gym.member("A001", "010-1000-0009")
    [row] = sent(gym, "members")
    assert row["owner"]["phone"] == {"cell": "01010000009", "held": "010-1000-0001"}
