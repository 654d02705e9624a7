"""The path of a rental as the ledger sees it."""

import pytest
from sqlalchemy import select

from services.rental_api.ledger.tables import metadata
from tests.support.gym import START, TOPS, TOWELS, Gym, code


def test_an_order_holds_the_charge_and_sends_for_the_garment(gym: Gym) -> None:
    answer = gym.rent()
    assert (answer.status_code, answer.get_json()["state"]) == (202, "pending")
    assert (gym.balance(), gym.kinds()) == (9, ["grant", "hold"])
    [(job, order)] = gym.commands()
    assert (job, order["device_uuid"], order["deadline"]) == ("dispense", TOWELS, START + 10_000)


def test_a_garment_that_came_out_is_charged_once(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    gym.hand_out(gym.items()[0])
    done = gym.get(f"/api/rentals/{rental_id}")
    assert (done["state"], done["passes"][0]["remaining"]) == ("complete", 9)
    assert gym.kinds() == ["grant", "hold", "post"]


def test_a_garment_that_did_not_come_out_costs_nothing(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    item = gym.items()[0]
    gym.report(TOWELS, "dispense_failed", commandId=item.item_id, reason="motor_stuck", stock=20)
    assert gym.get(f"/api/rentals/{rental_id}")["state"] == "failed"
    assert (gym.balance(), gym.kinds()) == (10, ["grant", "hold", "release"])


def test_a_dispenser_gets_one_garment_at_a_time(gym: Gym) -> None:
    gym.rent(quantity=3)
    assert sorted(item.state for item in gym.items()) == ["dispensing", "reserved", "reserved"]
    gym.hand_out(gym.items()[0])
    assert sorted(item.state for item in gym.items()) == ["dispensing", "reserved"]
    assert len(gym.commands()) == 2


def test_a_partial_rental_charges_just_its_garments(gym: Gym) -> None:
    rental_id = gym.rent(quantity=2).get_json()["rental_id"]
    gym.hand_out(gym.items()[0])
    gym.report(TOWELS, "dispense_failed", commandId=gym.items()[0].item_id, reason="no_stock", stock=0)
    assert gym.get(f"/api/rentals/{rental_id}")["state"] == "partial"
    assert gym.balance() == 9


def test_the_same_tap_twice_is_one_rental(gym: Gym) -> None:
    first, second = gym.rent("tap"), gym.rent("tap")
    assert first.get_json()["rental_id"] == second.get_json()["rental_id"]
    assert (gym.balance(), len(gym.commands())) == (9, 1)


def test_the_same_key_with_another_order_is_refused(gym: Gym) -> None:
    gym.rent("tap")
    answer = gym.rent("tap", quantity=2)
    assert (answer.status_code, code(answer)) == (409, "idempotency-conflict")
    assert gym.balance() == 9


def test_the_same_answer_twice_is_charged_once(gym: Gym) -> None:
    gym.rent(quantity=2)
    item = gym.items()[0]
    for digest in ("same", "same", "sent again"):
        gym.report(TOWELS, "dispense_complete", digest, commandId=item.item_id, stock=19)
    assert gym.kinds() == ["grant", "hold", "hold", "post"]


def test_an_answer_to_another_dispensers_command_settles_nothing(gym: Gym) -> None:
    gym.boot(TOPS, 5, "top")
    gym.rent()
    item = gym.items()[0]
    gym.report(TOPS, "dispense_complete", commandId=item.item_id, stock=4)
    assert gym.item(item.item_id).state == "dispensing"
    assert "answer_without_rental" in gym.event_types()


def test_what_came_out_after_it_was_written_off_is_flagged_and_not_charged(gym: Gym) -> None:
    gym.rent()
    item = gym.items()[0]
    gym.report(TOWELS, "dispense_failed", commandId=item.item_id, reason="motor_stuck", stock=20)
    gym.report(TOWELS, "dispense_complete", commandId=item.item_id, stock=19)
    assert (gym.balance(), gym.item(item.item_id).state) == (10, "failed")
    assert "answer_contradicts_ledger" in gym.event_types()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({"quantity": 11}, "invalid-request"),
        ({"product": "P-NOPE"}, "product-not-found"),
        ({"pin": "000000"}, "wrong-pin"),
        ({"pin": "12345"}, "invalid-request"),
        ({"member_id": "nobody"}, "wrong-pin"),
        ({"quantity": 10, "charges": [{"pass_id": "pas_0", "amount": 10}]}, "insufficient-balance"),
        ({"surprise": 1}, "invalid-request"),
    ],
)
def test_a_bad_order_is_refused_by_name_and_holds_nothing(gym: Gym, order: dict[str, object], expected: str) -> None:
    answer = gym.rent(**order)  # type: ignore[arg-type]
    assert code(answer) == expected
    assert (gym.balance(), gym.items(), gym.commands()) == (10, [], [])


def test_an_order_without_an_idempotency_key_is_refused(gym: Gym) -> None:
    answer = gym.rent("")
    assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"


def test_more_than_the_passes_cover_is_refused_whole(gym: Gym) -> None:
    gym.boot(TOPS, 20, "top")
    gym.rent("first", quantity=9)
    answer = gym.rent("second", quantity=2, product="P-TOP")
    assert code(answer) == "insufficient-balance"
    assert gym.balance() == 1


def test_an_offline_dispenser_takes_no_order(gym: Gym) -> None:
    gym.leave(TOWELS)
    assert code(gym.rent()) == "device-offline"


def test_what_is_promised_to_one_member_is_not_offered_to_another(gym: Gym) -> None:
    gym.tell(TOWELS, stock=3)
    gym.rent("first", quantity=2)
    assert gym.get("/api/products")["products"][0]["available"] == 1
    assert code(gym.rent("second", quantity=2)) == "out-of-stock"


@pytest.mark.parametrize(("status", "expected"), [("suspended", "member-suspended"), ("inactive", "member-inactive")])
def test_who_may_not_rent_is_told_why(gym: Gym, status: str, expected: str) -> None:
    gym.member("A001", "010-1000-0001", status=status)
    assert code(gym.rent()) == expected


def test_the_balance_is_the_sum_of_its_entries(gym: Gym) -> None:
    gym.rent(quantity=3)
    gym.hand_out(gym.items()[0])
    gym.report(TOWELS, "dispense_failed", commandId=gym.items()[0].item_id, reason="motor_stuck", stock=19)
    assert gym.balance() == gym.sum_of_entries() == 8


def test_no_pin_stands_in_the_ledger(gym: Gym) -> None:
    gym.rent()
    with gym.ctx.reads.begin() as conn:
        stored = str([conn.execute(select(table)).all() for table in metadata.sorted_tables])
    assert "$argon2id$" in stored
    assert "246810" not in stored
