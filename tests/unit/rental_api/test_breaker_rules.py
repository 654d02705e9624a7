"""When a dispenser stops being offered, when it is asked again, and who stands in."""

from dataclasses import replace

import pytest

from services.rental_api.ledger.products import Product
from services.rental_api.rules.breaker import is_a_fault, is_well, probe_due
from services.rental_api.rules.offer import Offer, Promised, stand_in
from shared.device_state import decode

SECOND = 1000
PRODUCT = Product("P-TOWEL", "FBOX-000000000001", "수건", "towel", "", 1000, True, 0, 0)
DEVICE = decode("FBOX-000000000001", {"stock": "5", "status_heard": "2000", "door_state": "closed"}, True)


def offer(product_id: str = "P-OTHER", stock: int = 5, promised: int = 0, **changes: object) -> Offer:
    product = replace(PRODUCT, product_id=product_id, **changes)  # type: ignore[arg-type]
    return Offer(product, replace(DEVICE, stock=stock), Promised(promised))


@pytest.mark.parametrize("reason", ["motor_stuck", "stock_evidence", "owner_decided", "unspecified", None])
def test_what_the_mechanism_may_have_caused_counts(reason: str | None) -> None:
    assert is_a_fault(reason)


@pytest.mark.parametrize(
    "reason", ["no_stock", "door_open", "device_locked", "emergency_stop", "stale", "not_received"]
)
def test_a_dispenser_that_was_not_ready_has_not_failed(reason: str) -> None:
    assert not is_a_fault(reason)


@pytest.mark.parametrize(
    ("probed_after", "waited", "due"),
    [(None, 29, False), (None, 30, True), (30, 29, False), (30, 30, True), (60, 59, False), (60, 60, True),
     (4000, 599, False), (4000, 600, True)],
)  # fmt: skip
def test_the_pauses_between_questions_double_up_to_ten_minutes(
    probed_after: int | None, waited: int, due: bool
) -> None:
    tripped_at = 7 * SECOND
    probed_at = None if probed_after is None else tripped_at + probed_after * SECOND
    now = (tripped_at if probed_at is None else probed_at) + waited * SECOND
    assert probe_due(tripped_at, probed_at, now) is due


@pytest.mark.parametrize(
    ("changes", "probed_at", "well"),
    [
        ({}, 1999, True),
        ({}, 2000, False),
        ({}, None, False),
        ({"online": False}, 1999, False),
        ({"locked": True}, 1999, False),
        ({"door_state": "open"}, 1999, False),
        ({"floor_state": "moving"}, 1999, False),
        ({"status_heard": None}, 1999, False),
    ],
)
def test_only_an_answer_to_the_question_that_tells_of_no_trouble_is_good(
    changes: dict[str, object], probed_at: int | None, well: bool
) -> None:
    assert is_well(replace(DEVICE, **changes), probed_at) is well  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "why_not", "available"),
    [
        (offer(), None, 5),
        (offer(promised=5), "empty", 0),
        (offer(tripped=True), "out_of_order", 0),
        (replace(offer(), promised=Promised(1, checking=True)), "checking", 0),
        (replace(offer(), device=None), "offline", 0),
        (replace(offer(), device=replace(DEVICE, online=False)), "offline", 5),
        (offer(enabled=False), "disabled", 5),
    ],
)
def test_an_offer_tells_why_nothing_can_be_taken(one: Offer, why_not: str | None, available: int) -> None:
    assert (one.why_not, one.available) == (why_not, available)


@pytest.mark.parametrize(
    ("offers", "chosen"),
    [
        ([offer("P-OTHER")], "P-OTHER"),
        ([offer("P-LESS", 3), offer("P-MORE", 4)], "P-MORE"),
        ([offer("P-FIRST"), offer("P-SECOND")], "P-FIRST"),
        ([offer("P-TOWEL")], None),
        ([offer(stock=1)], None),
        ([offer(promised=4)], None),
        ([offer(size="XL")], None),
        ([offer(category="top")], None),
        ([offer(tripped=True)], None),
        ([offer(enabled=False)], None),
    ],
)
def test_the_fullest_of_the_same_kind_stands_in(offers: list[Offer], chosen: str | None) -> None:
    found = stand_in(PRODUCT, 2, offers)
    assert (found.product_id if found else None) == chosen
