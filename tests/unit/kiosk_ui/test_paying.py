"""The ways to pay and the split of won over vouchers, as pure rules."""

import pytest

from services.kiosk_ui import paying
from services.kiosk_ui.models import Charge, Pass, Product, Quote

COUNT = Pass("c", "count", "30회권", "active", 30, "count")
FIRST = Pass("v", "voucher", "금액권", "active", 8000, "won")
BONUS = Pass("w", "voucher", "보너스", "active", 1500, "won")
BY_COUNT = (Charge("c", "count", 2, "count"),)
BY_VOUCHER = (Charge("v", "voucher", 2000, "won"),)
TOP = Product("P-TOP", "상의", "top", 5, True, "dev", price=1000)


def quote(*ways: tuple[Charge, ...]) -> Quote:
    return Quote(2000, ways)


@pytest.mark.parametrize(
    ("ways", "passes", "choice"),
    [
        ((BY_COUNT,), [COUNT], False),
        ((BY_VOUCHER,), [FIRST], False),
        ((BY_VOUCHER,), [FIRST, BONUS], True),
        ((BY_COUNT, BY_VOUCHER), [COUNT, FIRST], True),
        ((BY_COUNT,), [COUNT, Pass("x", "voucher", "다 쓴 금액권", "exhausted", 0, "won")], False),
    ],
)
def test_a_member_is_asked_only_where_there_is_more_than_one_way(
    ways: tuple[tuple[Charge, ...], ...], passes: list[Pass], choice: bool
) -> None:
    assert paying.is_choice(quote(*ways), passes) is choice


def test_vouchers_that_are_all_needed_to_the_last_won_leave_nothing_to_choose() -> None:
    way = (Charge("v", "voucher", 8000, "won"), Charge("w", "voucher", 1500, "won"))
    assert not paying.is_choice(Quote(9500, (way,)), [FIRST, BONUS])


@pytest.mark.parametrize(
    ("won", "adds_up"),
    [
        ({"v": 2000}, True),
        ({"v": 500, "w": 1500}, True),
        ({"v": 1999}, False),
        ({"v": 2001}, False),
        ({"v": 400, "w": 1600}, False),
        ({"v": 3000, "w": -1000}, False),
        ({"v": 1000, "nobody": 1000}, False),
        ({}, False),
    ],
)
def test_a_split_counts_only_when_it_adds_up_and_every_voucher_has_it(won: dict[str, int], adds_up: bool) -> None:
    split = paying.split_of(BY_VOUCHER, [FIRST, BONUS])
    assert (paying.charges_of(split, won) is not None) is adds_up


def test_what_a_voucher_does_not_pay_is_no_charge() -> None:
    split = paying.split_of((*BY_COUNT, *BY_VOUCHER), [COUNT, FIRST, BONUS])
    assert paying.charges_of(split, {"v": 2000, "w": 0}) == {"c": 2, "v": 2000}


def test_another_cart_or_another_balance_is_another_basis() -> None:
    first = paying.basis({"P-TOP": 2}, quote(BY_VOUCHER), [FIRST])
    assert paying.basis({"P-TOP": 2}, quote(BY_VOUCHER), [FIRST]) == first
    assert paying.basis({"P-PANTS": 2}, quote(BY_VOUCHER), [FIRST]) != first
    assert paying.basis({"P-TOP": 2}, quote(BY_VOUCHER), [FIRST, BONUS]) != first


@pytest.mark.parametrize(("left", "short"), [(0, [paying.Short("top", 0)]), (1, [paying.Short("top", 1)]), (2, [])])
def test_a_subscription_is_short_where_more_is_wanted_than_its_day_has_left(
    left: int, short: list[paying.Short]
) -> None:
    monthly = Pass("s", "subscription", "월정기", "active", None, "count", {"top": left, "pants": 0})
    assert paying.shortened({"P-TOP": 2}, [TOP], [monthly, FIRST]) == short
