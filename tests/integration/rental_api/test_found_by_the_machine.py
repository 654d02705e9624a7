"""What the machine (machine/test_machine.py) has found, or its making has, written out plainly."""

from services.rental_api.rentals.reports import take_report
from shared.jobs.ledger import DeviceEvent
from tests.support.gym import PIN, TOWELS, Gym, code

MORE_TOWELS = "FBOX-000000000009"


def field_gym(gym: Gym) -> None:
    """The towels' dispenser has field firmware v2.1.0, which answers without ids."""
    gym.boot(TOWELS, 20, v3=False)
    gym.ctx.redis.hdel(gym.ctx.keys.device(TOWELS), "command_mark", "last_commands")


def unknown(gym: Gym, key: str) -> str:
    """One towel sent for, no answer in time; the item's id."""
    gym.rent(key)
    gym.pass_by(10)
    return gym.items()[0].item_id


def owner_says(gym: Gym, item_id: str, outcome: str) -> None:
    assert gym.post(f"/api/items/{item_id}/resolution", {"outcome": outcome}).status_code == 200


def test_an_answer_without_an_id_that_lay_in_the_queue_is_not_taken_for_the_next_garment(gym: Gym) -> None:
    field_gym(gym)
    item_id = unknown(gym, "first")
    late = DeviceEvent(TOWELS, "dispense_complete", gym.now - 1, "late", {"stock": 19})
    owner_says(gym, item_id, "dispensed")
    gym.rent("second")
    take_report(gym.ctx, late)
    assert gym.items()[0].state == "dispensing"
    assert "answer_without_rental" in gym.event_types()


def test_after_the_owners_word_an_old_stock_figure_proves_nothing(gym: Gym) -> None:
    """It is one too high: the garment the owner saw is not off it yet. One less would be taken for the next one."""
    field_gym(gym)
    owner_says(gym, unknown(gym, "first"), "dispensed")
    item_id = unknown(gym, "second")
    gym.now += 5
    gym.tell(TOWELS, stock=19, status_heard=gym.now, last_heard=gym.now)
    gym.pass_by(1)
    assert (gym.item(item_id).state, gym.item(item_id).reason) == ("unknown", "evidence_void")


def test_a_status_told_in_mid_move_is_no_proof_that_the_move_never_began(gym: Gym) -> None:
    item_id = unknown(gym, "first")
    seq = gym.item(item_id).command_seq
    gym.now += 5
    gym.tell(TOWELS, status_heard=gym.now, command_mark=seq, floor_state="moving")
    gym.pass_by(1)
    assert gym.item(item_id).state == "unknown"
    gym.tell(TOWELS, floor_state="reached", last_commands={item_id: "dispensed"}, stock=19)
    gym.pass_by(1)
    assert gym.item(item_id).state == "dispensed"


def test_a_dispenser_that_stands_in_does_not_promise_what_the_same_order_takes_from_it(gym: Gym) -> None:
    gym.boot(MORE_TOWELS, 3)
    gym.leave(TOWELS)
    items = [{"product_id": product, "quantity": 2} for product in ("P-TOWEL", "P-TOWEL-2")]
    answer = gym.post(
        "/api/rentals", {"member_id": "A001", "pin": PIN, "items": items}, **{"Idempotency-Key": "both"}
    )
    assert (code(answer), gym.items()) == ("out-of-stock", [])
