"""One rental's timeline tells all that became of it, in order."""

from sqlalchemy import delete, select

from services.rental_api.ledger.tables import sheet_rows
from services.rental_api.sheet_answers import take_confirmation
from shared.clock import rfc3339
from tests.support.gym import TOWELS, Gym, code


def _timeline(gym: Gym, rental_id: str) -> list[dict[str, object]]:
    return list(gym.get(f"/api/rentals/{rental_id}/timeline")["timeline"])


def _whats(gym: Gym, rental_id: str) -> list[object]:
    return [moment["what"] for moment in _timeline(gym, rental_id)]


def test_from_the_tap_to_the_row_in_the_workbook(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    item = gym.items()[0]
    assert _whats(gym, rental_id) == ["requested", "held", "dispatched", "event", "sheet_row"]
    gym.now += 2000
    gym.hand_out(item)
    told = _timeline(gym, rental_id)
    ends = ["answered", "posted", "event", "sheet_row"]
    assert [moment["what"] for moment in told] == ["requested", "held", "dispatched", "event", *ends]
    assert told[-1]["details"] == {
        "tab": "rental_history",
        "key": f"{rental_id}/P-TOWEL",
        "state": "pending",
        "sent_at": None,
    }


def test_the_command_and_its_number_at_the_device_are_told(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    item = gym.items()[0]
    [sent] = [moment for moment in _timeline(gym, rental_id) if moment["what"] == "dispatched"]
    assert isinstance(sent["details"], dict)
    assert (sent["details"]["command_id"], sent["details"]["seq"]) == (item.item_id, item.command_seq)
    assert (sent["details"]["device_uuid"], sent["details"]["stock_before"]) == (TOWELS, 20)


def test_what_nobody_answered_was_sent_again_asked_and_is_held(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    gym.pass_by(4)
    gym.pass_by(8)
    whats = _whats(gym, rental_id)
    assert {"sent_again", "asked"} <= set(whats)
    assert not {"posted", "released", "answered"} & set(whats)


def test_what_did_not_come_out_was_released(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    gym.report(TOWELS, "dispense_failed", commandId=gym.items()[0].item_id, reason="motor_stuck")
    [answered] = [moment for moment in _timeline(gym, rental_id) if moment["what"] == "answered"]
    assert answered["text"] == "안 나옴 (기기의 응답: motor_stuck)"
    assert "released" in _whats(gym, rental_id)


def test_a_row_the_workbook_has_is_confirmed_without_a_time(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    gym.hand_out(gym.items()[0])
    with gym.ctx.engine.begin() as conn:
        conn.execute(delete(sheet_rows))
    last = _timeline(gym, rental_id)[-1]
    assert isinstance(last["details"], dict)
    assert (last["at"], last["details"]["state"]) == (None, "confirmed")


def test_a_row_that_was_written_tells_when_the_workbook_had_it(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    gym.hand_out(gym.items()[0])
    with gym.ctx.reads.begin() as conn:
        waiting = conn.execute(select(sheet_rows).where(sheet_rows.c.tab == "rental_history")).all()
    gym.now += 3000
    take_confirmation(gym.ctx, [{"tab": row.tab, "key": row.key, "version": row.version} for row in waiting])
    last = _timeline(gym, rental_id)[-1]
    assert (last["what"], last["at"], last["text"]) == ("sheet_row", rfc3339(gym.now), "시트에 기록됨")


def test_what_a_claim_gave_back_is_told_with_its_entry(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    item_id = gym.items()[0].item_id
    gym.report(TOWELS, "dispense_complete", commandId=item_id)
    gym.now += 1000
    gym.post(f"/api/items/{item_id}/claims", {"member_id": "A001"})
    told = _timeline(gym, rental_id)
    assert [moment["text"] for moment in told][-3:-1] == ["안 나왔다는 신고: 돌려줌", "신고로 돌려줌: 10회권 1회"]


def test_no_such_rental_has_no_timeline(gym: Gym) -> None:
    asked = gym.client.get("/api/rentals/rnt_none/timeline", headers={"Authorization": f"Bearer {'t' * 20}"})
    assert code(asked) == "rental-not-found"
