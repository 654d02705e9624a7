"""Nothing came out, says a member: the dispenser's own words answer, a person where they do not."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from tests.support.gym import TOWELS, Gym, code

DAY = 24 * 3600


def _rented(gym: Gym, key: str = "tap") -> str:
    """A towel that the dispenser says it handed out; the item's id."""
    gym.rent(key)
    item = gym.items()[0]
    gym.now += 1000
    gym.hand_out(item)
    return item.item_id


def _stuck(gym: Gym, key: str = "tap") -> str:
    """The dispenser says so, and its stock did not fall."""
    gym.rent(key)
    item = gym.items()[0]
    gym.report(TOWELS, "dispense_complete", commandId=item.item_id)
    return item.item_id


def _claim(gym: Gym, item_id: str, member: str = "A001") -> dict[str, Any]:
    return dict(gym.post(f"/api/items/{item_id}/claims", {"member_id": member}).get_json())


def _verdict(gym: Gym, item_id: str) -> tuple[str, str]:
    told = _claim(gym, item_id)
    return told["verdict"], told["reason"]


def test_a_stock_that_fell_says_that_it_came_out(gym: Gym) -> None:
    assert _verdict(gym, _rented(gym)) == ("came_out", "stock_fell")
    assert (gym.balance(), gym.kinds(), gym.difference()) == (9, ["grant", "hold", "post"], None)


def test_a_stock_that_did_not_fall_gives_the_charge_back_by_an_entry_of_its_own(gym: Gym) -> None:
    assert _verdict(gym, _stuck(gym)) == ("given_back", "stock_did_not_fall")
    assert (gym.balance(), gym.kinds()) == (10, ["grant", "hold", "post", "adjust"])
    assert gym.difference() is None


def test_the_same_holds_for_field_firmware(gym: Gym) -> None:
    gym.ctx.redis.hdel(gym.ctx.keys.device(TOWELS), "command_mark", "last_commands")
    assert _verdict(gym, _rented(gym, "one"))[0] == "came_out"
    assert _verdict(gym, _stuck(gym, "two"))[0] == "given_back"


def test_the_devices_own_record_of_a_failure_gives_back_whatever_the_stock(gym: Gym) -> None:
    item_id = _rented(gym)
    gym.tell(TOWELS, last_commands={item_id: "failed"})
    assert _verdict(gym, item_id) == ("given_back", "device_record")


def test_an_answer_taken_back_by_the_device_gives_back(gym: Gym) -> None:
    item_id = _rented(gym)
    gym.report(TOWELS, "dispense_failed", commandId=item_id, reason="jam")
    assert _verdict(gym, item_id) == ("given_back", "device_record")


def test_a_motor_that_stuck_gives_back(gym: Gym) -> None:
    item_id = _rented(gym)
    gym.report(TOWELS, "motor_error", errorMessage="stuck")
    assert _verdict(gym, item_id) == ("given_back", "jammed")


def test_a_jam_after_the_next_garment_says_nothing_of_this_one(gym: Gym) -> None:
    first = _rented(gym, "one")
    _rented(gym, "two")
    gym.report(TOWELS, "motor_error", errorMessage="stuck")
    assert _verdict(gym, first) == ("came_out", "stock_fell")


def test_garments_that_came_out_since_are_counted_off(gym: Gym) -> None:
    stuck = _stuck(gym, "one")
    _rented(gym, "two")
    assert _verdict(gym, stuck)[0] == "given_back"


@pytest.mark.parametrize("touched", [{"evidence": "e2"}, {"stock": 15}])
def test_whoever_touched_the_stock_leaves_it_to_the_operator(gym: Gym, touched: dict[str, Any]) -> None:
    item_id = _rented(gym)
    gym.tell(TOWELS, **touched)
    assert _verdict(gym, item_id)[0] == "checking"
    assert (gym.balance(), gym.kinds()) == (9, ["grant", "hold", "post"])


def test_a_dispenser_busy_with_the_next_garment_proves_nothing(gym: Gym) -> None:
    item_id = _rented(gym, "one")
    gym.rent("two")
    assert _verdict(gym, item_id)[0] == "checking"


def test_what_the_operator_saw_come_out_is_his_to_judge(gym: Gym) -> None:
    gym.rent()
    item = gym.items()[0]
    gym.pass_by(10)
    gym.post(f"/api/items/{item.item_id}/resolution", {"outcome": "dispensed"})
    assert _verdict(gym, item.item_id)[0] == "checking"


def test_a_claim_asked_twice_is_answered_the_same_and_given_back_once(gym: Gym) -> None:
    item_id = _stuck(gym)
    first = _claim(gym, item_id)
    gym.now += 600_000
    assert _claim(gym, item_id)["claim_id"] == first["claim_id"]
    assert (gym.balance(), gym.difference()) == (10, None)


def test_another_members_garment_is_as_unknown_as_none(gym: Gym) -> None:
    gym.member("B002", "010-2000-0002")
    item_id = _stuck(gym)
    asked = gym.post(f"/api/items/{item_id}/claims", {"member_id": "B002"})
    nothing = gym.post("/api/items/itm_none/claims", {"member_id": "A001"})
    assert (code(asked), code(nothing), gym.balance()) == ("item-not-found", "item-not-found", 9)


def test_after_two_minutes_it_is_too_late(gym: Gym) -> None:
    item_id = _stuck(gym)
    gym.now += 120_001
    assert code(gym.post(f"/api/items/{item_id}/claims", {"member_id": "A001"})) == "not-claimable"


def test_what_was_never_charged_cannot_be_claimed(gym: Gym) -> None:
    gym.rent()
    item_id = gym.items()[0].item_id
    assert code(gym.post(f"/api/items/{item_id}/claims", {"member_id": "A001"})) == "not-claimable"


def test_the_fourth_within_thirty_days_waits_for_a_person(gym: Gym) -> None:
    told = [_verdict(gym, _stuck(gym, f"tap {n}")) for n in range(4)]
    assert told[2:] == [("given_back", "stock_did_not_fall"), ("checking", "too_many_claims")]
    gym.now += 30 * DAY * 1000 + 1
    assert _verdict(gym, _stuck(gym, "later"))[0] == "given_back"


def test_the_operator_gives_back_what_waits_and_once(gym: Gym) -> None:
    item_id = _rented(gym)
    gym.tell(TOWELS, evidence="e2")
    claim_id = _claim(gym, item_id)["claim_id"]
    [waiting] = gym.get("/api/claims?open=1")["claims"]
    assert (waiting["claim_id"], waiting["product_id"], waiting["member_name"]) == (claim_id, "P-TOWEL", "김하늘")
    first = gym.post(f"/api/claims/{claim_id}/resolution", {"outcome": "give_back"})
    second = gym.post(f"/api/claims/{claim_id}/resolution", {"outcome": "refuse"})
    assert (first.get_json()["verdict"], code(second)) == ("given_back", "already-resolved")
    assert (gym.balance(), gym.difference(), gym.get("/api/claims?open=1")["claims"]) == (10, None, [])


def test_the_operator_refuses(gym: Gym) -> None:
    item_id = _rented(gym)
    gym.tell(TOWELS, evidence="e2")
    claim_id = _claim(gym, item_id)["claim_id"]
    assert gym.post(f"/api/claims/{claim_id}/resolution", {"outcome": "refuse"}).get_json()["verdict"] == "refused"
    assert (gym.balance(), gym.get("/api/claims")["claims"][0]["resolved_by"]) == (9, "operator")
    assert code(gym.post("/api/claims/clm_none/resolution", {"outcome": "refuse"})) == "claim-not-found"


def test_a_days_use_goes_back_to_the_day_it_was_taken_from(make_gym: Callable[..., Gym]) -> None:
    gym = make_gym(uses=0)
    gym.boot(TOWELS, 20)
    pass_id = gym.give("subscription", daily_limits={"towel": 2}, valid_days=30)
    assert _verdict(gym, _stuck(gym))[0] == "given_back"
    assert (gym.pass_(pass_id).remaining_today, gym.difference()) == ({"towel": 2}, None)


def test_won_come_back_to_every_voucher_that_paid(make_gym: Callable[..., Gym]) -> None:
    gym = make_gym(uses=0)
    gym.boot(TOWELS, 20)
    gym.price(1000)
    first, second = gym.give("voucher", amount=300), gym.give("voucher", amount=5000)
    _claim(gym, _stuck(gym))
    assert (gym.balance(first), gym.balance(second), gym.difference()) == (300, 5000, None)


def test_every_claim_is_an_event_and_seen_in_its_rental(gym: Gym) -> None:
    item_id = _stuck(gym)
    _claim(gym, item_id)
    told = [event for event in gym.get("/api/events")["events"] if event["type"] == "claim_given_back"]
    assert [(event["member_id"], event["details"]["item_id"]) for event in told] == [("A001", item_id)]
    rental = gym.get(f"/api/rentals/{gym.item(item_id).rental_id}")
    assert [item["claim"] for item in rental["items"]] == ["given_back"]


@pytest.mark.parametrize(
    ("forgery", "rule"),
    [
        ("UPDATE claims SET verdict = 'came_out'", "a claim gives back just"),
        ("DELETE FROM claims", "only a claim gives back"),
        ("UPDATE entries SET reason = 'a gift' WHERE kind = 'adjust'", "a claim gives back just"),
    ],
)
def test_the_audit_finds_what_was_given_back_for_no_claim_and_a_claim_without_it(
    gym: Gym, forgery: str, rule: str
) -> None:
    _claim(gym, _stuck(gym))
    with gym.ctx.engine.begin() as conn:
        conn.execute(text(forgery))
    found = gym.difference()
    assert found
    assert found.rule.startswith(rule)


def test_no_correction_at_the_desk_passes_for_a_claim(gym: Gym) -> None:
    asked = gym.post(f"/api/passes/{gym.pass_id}/adjustments", {"amount": 1, "reason": "claim itm_1"})
    assert code(asked) == "invalid-request"
