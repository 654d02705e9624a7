"""What the operator grants and sells: bad input is refused by name, and nothing is half done."""

from typing import Any

import pytest
from sqlalchemy import func, select

from services.rental_api.ledger.tables import passes
from tests.support.gym import TOKEN, Gym, code

GRANT = "/api/members/A001/passes"


def put(gym: Gym, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - the test client's answer
    return gym.client.put(path, json=body, headers={"Authorization": f"Bearer {TOKEN}"})


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"kind": "count"}, "count"),
        ({"kind": "voucher"}, "amount"),
        ({"kind": "voucher", "amount": 0}, "amount"),
        ({"kind": "voucher", "product_id": "NONE"}, "product_id"),
        ({"kind": "voucher", "amount": 1000, "product_id": "X"}, "product_id"),
        ({"kind": "subscription"}, "daily_limits"),
        ({"kind": "subscription", "daily_limits": {}}, "daily_limits"),
        ({"kind": "subscription", "daily_limits": {"hat": 1}}, "daily_limits"),
        ({"kind": "subscription", "daily_limits": {"top": 0}}, "daily_limits"),
        ({"kind": "count", "count": 1, "amount": 1}, "amount"),
        ({"kind": "count", "count": 1, "valid_until": "tomorrow"}, "valid_until"),
        ({"kind": "count", "count": 1, "valid_until": "2020-01-01T00:00:00Z"}, "valid_until"),
        ({"kind": "count", "count": 1, "valid_days": 1, "valid_until": "2030-01-01T00:00:00Z"}, "valid_days"),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused_by_name(gym: Gym, wanted: dict[str, Any], told: str) -> None:
    answer = gym.post(GRANT, wanted)
    assert code(answer) == "invalid-request"
    assert told in str(answer.get_json()["errors"])
    with gym.ctx.reads.begin() as conn:
        assert conn.execute(select(func.count()).select_from(passes)).scalar_one() == 1


@pytest.mark.parametrize(
    ("sold", "told"),
    [
        ({"kind": "voucher"}, "charge_amount"),
        ({"kind": "subscription", "charge_amount": 5, "daily_limits": {"top": 1}}, "charge_amount"),
        ({"kind": "subscription"}, "daily_limits"),
        ({"kind": "voucher", "charge_amount": 5, "bonus_product_id": "NONE"}, "bonus_product_id"),
        ({"kind": "voucher", "charge_amount": 5, "bonus_product_id": "VCH"}, "bonus_product_id"),
    ],
)
def test_what_cannot_be_sold_is_refused_by_name(gym: Gym, sold: dict[str, Any], told: str) -> None:
    gym.sell("VCH", "voucher", charge_amount=1000)
    answer = put(gym, "/api/pass-products/NEW", {"name": "새 상품", **sold})
    assert told in str(answer.get_json()["errors"])


def test_a_bonus_cannot_be_bought_alone(gym: Gym) -> None:
    gym.sell("BONUS", "voucher", charge_amount=1000, is_bonus=True)
    assert code(gym.post(GRANT, {"kind": "voucher", "product_id": "BONUS"})) == "invalid-request"


def test_what_is_no_longer_sold_is_not_granted(gym: Gym) -> None:
    gym.sell("OLD", "voucher", charge_amount=1000, enabled=False)
    assert code(gym.post(GRANT, {"kind": "voucher", "product_id": "OLD"})) == "invalid-request"


def test_a_voucher_does_not_become_a_subscription(gym: Gym) -> None:
    gym.sell("VCH", "voucher", charge_amount=1000)
    answer = put(gym, "/api/pass-products/VCH", {"kind": "subscription", "name": "x", "daily_limits": {"top": 1}})
    assert code(answer) == "invalid-request"


def test_a_quote_names_who_pays_and_the_other_ways(gym: Gym) -> None:
    gym.price(1000)
    voucher = gym.give("voucher", amount=5000)
    body = {"member_id": "A001", "items": [{"product_id": "P-TOWEL", "quantity": 2}]}
    told = gym.post("/api/quotes", body).get_json()
    assert (told["total"], [(c["pass_id"], c["amount"], c["unit"]) for c in told["charges"]]) == (
        2000, [(gym.pass_id, 2, "count")],
    )  # fmt: skip
    assert [(c["pass_id"], c["amount"]) for way in told["alternatives"] for c in way] == [(voucher, 2000)]


def test_the_rental_tells_what_was_charged(gym: Gym) -> None:
    answer = gym.rent(quantity=2)
    gym.hand_out(gym.items()[0])
    gym.hand_out(gym.items()[0])
    told = gym.get(f"/api/rentals/{answer.get_json()['rental_id']}")["charged"]
    assert [(one["pass_id"], one["amount"], one["unit"]) for one in told] == [(gym.pass_id, 2, "count")]
