"""The audit finds every way in which the book could be wrong."""

import pytest
from sqlalchemy import text

from tests.support.gym import TOWELS, Gym


@pytest.fixture
def book(gym: Gym) -> Gym:
    """One garment came out, one did not, others are open; paid by uses, won and a day's use."""
    gym.price(1000)
    gym.give("subscription", daily_limits={"towel": 1})
    gym.rent("one", quantity=3)
    gym.hand_out(gym.items()[0])
    gym.report(TOWELS, "dispense_failed", commandId=gym.items()[0].item_id, reason="jam")
    voucher = gym.give("voucher", amount=5000)
    gym.rent("two", charges=[{"pass_id": voucher, "amount": 1000}])
    return gym


def test_a_right_book_has_no_difference(book: Gym) -> None:
    assert book.difference() is None


@pytest.mark.parametrize(
    ("forgery", "rule"),
    [
        ("UPDATE passes SET balance = balance + 1 WHERE kind = 'count'", "a balance is the sum"),
        ("UPDATE entries SET balance_after = 77 WHERE kind = 'grant' AND amount = 10", "an entry says what is left"),
        ("UPDATE daily_uses SET used = 0", "a day's uses are the sum"),
        ("UPDATE items SET state = 'failed' WHERE state = 'dispensed'", "charged = came out"),
        ("UPDATE items SET state = 'dispensed' WHERE state = 'dispensing'", "charged = came out"),
        ("UPDATE holds SET amount = 2", "a hold is taken once"),
        ("UPDATE entries SET hold_id = NULL WHERE kind = 'post'", "a hold, a post and a release"),
        ("UPDATE items SET price = 1 WHERE state = 'reserved'", "a garment is paid"),
    ],
)
def test_a_wrong_book_is_told_by_the_rule_it_breaks(book: Gym, forgery: str, rule: str) -> None:
    with book.ctx.engine.begin() as conn:
        assert conn.execute(text(forgery)).rowcount
    found = book.difference()
    assert found
    assert found.rule.startswith(rule)


def test_a_bonus_that_was_forgotten_is_found(gym: Gym) -> None:
    gym.sell("BONUS", "voucher", charge_amount=500, is_bonus=True)
    gym.sell("VOUCHER", "voucher", charge_amount=1000, bonus_product_id="BONUS")
    voucher = gym.give("voucher", product_id="VOUCHER")
    gym.post(f"/api/passes/{voucher}/adjustments", {"amount": -1000, "reason": "spent"})
    assert gym.difference() is None
    with gym.ctx.engine.begin() as conn:
        conn.execute(text("UPDATE passes SET status = 'pending' WHERE parent_pass_id IS NOT NULL"))
    found = gym.difference()
    assert found
    assert found.rule.startswith("a bonus waits")
