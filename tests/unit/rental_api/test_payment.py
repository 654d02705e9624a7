"""Who pays for which garment."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rental_api.ledger.passes import Pass
from services.rental_api.rules.assignment import Garment
from services.rental_api.rules.payment import BadSplit, Charge, NotEnough, other_ways, summed, who_pays

NOW = 1_000_000
DAY = "2026-11-23"
TOWEL = Garment("P-TOWEL", "towel", 1000)
TOP = Garment("P-TOP", "top", 2000)
PANTS = Garment("P-PANTS", "pants", 2500)


def make(name: str, kind: str = "count", balance: int = 0, until: int | None = None, **changes: object) -> Pass:
    values: dict[str, object] = {
        "pass_id": name, "member_id": "A001", "kind": kind, "name": name, "category": None,
        "balance": balance, "status": "active", "valid_from": 0, "valid_until": until, "created_at": 0,
    }  # fmt: skip
    return Pass(**(values | changes))  # type: ignore[arg-type]


def daily(name: str, limits: dict[str, int], **changes: object) -> Pass:
    return make(name, "subscription", daily_limits=limits, **changes)  # type: ignore[arg-type]


def pay(garments: Sequence[Garment], *passes: Pass, chosen: dict[str, int] | None = None) -> dict[str, int]:
    return summed(who_pays(garments, passes, NOW, DAY, chosen))


@pytest.mark.parametrize(
    ("garments", "passes", "total"),
    [
        ([TOWEL], [make("won", "voucher", 9000), make("uses", balance=5), daily("day", {"towel": 1})], {"day": 1}),
        ([TOWEL], [make("won", "voucher", 9000), make("uses", balance=5)], {"uses": 1}),
        ([TOWEL, TOWEL], [make("won", "voucher", 9000), daily("day", {"towel": 1})], {"day": 1, "won": 1000}),
        ([TOWEL, TOP], [daily("day", {"top": 2}), make("uses", balance=5)], {"uses": 1, "day": 1}),
        ([TOWEL, TOWEL], [make("late", balance=5, until=NOW + 9), make("soon", balance=1, until=NOW + 1)],
         {"soon": 1, "late": 1}),
        ([TOP], [make("late", "voucher", 5000), make("soon", "voucher", 1500, NOW + 1)], {"soon": 1500, "late": 500}),
        ([TOP, TOWEL], [make("soon", "voucher", 1500, NOW + 1), make("late", "voucher", 1500, NOW + 2)],
         {"soon": 1500, "late": 1500}),
        ([TOWEL] * 3, [daily("day", {"towel": 3}, used={"towel": 2}), make("uses", balance=2)],
         {"day": 1, "uses": 2}),
    ],
)  # fmt: skip
def test_subscriptions_pay_first_then_uses_then_won_each_by_what_ends_first(
    garments: list[Garment], passes: list[Pass], total: dict[str, int]
) -> None:
    assert pay(garments, *passes) == total


@pytest.mark.parametrize(
    ("garments", "passes", "total"),
    [
        ([TOWEL, TOP], [make("any", balance=1, until=NOW + 1), make("towels", balance=1, category="towel")],
         {"towels": 1, "any": 1}),
        ([TOWEL, TOP], [make("any", balance=1), make("won", "voucher", 1000)], {"won": 1000, "any": 1}),
        ([TOWEL, PANTS, TOP], [daily("day", {"top": 1}), make("any", balance=1), make("won", "voucher", 1000)],
         {"won": 1000, "any": 1, "day": 1}),
    ],
)  # fmt: skip
def test_another_payer_steps_in_where_the_first_would_leave_a_garment_unpaid(
    garments: list[Garment], passes: list[Pass], total: dict[str, int]
) -> None:
    assert pay(garments, *passes) == total


@pytest.mark.parametrize(
    "useless",
    [
        make("over", balance=5, until=NOW),
        make("not begun", balance=5, valid_from=NOW + 1),
        make("tops", balance=5, category="top"),
        make("empty", balance=0),
        make("bonus", "voucher", 5000, status="pending"),
        make("too little", "voucher", 999),
        daily("tops a day", {"top": 5}),
        daily("used up", {"towel": 1}, used={"towel": 1}),
    ],
    ids=lambda one: one.name,
)
def test_a_pass_that_cannot_pay_pays_nothing(useless: Pass) -> None:
    with pytest.raises(NotEnough):
        pay([TOWEL], useless)


def test_a_garment_without_a_price_is_not_handed_out_for_nothing() -> None:
    with pytest.raises(NotEnough):
        pay([Garment("P-NEW", "towel", 0)], make("won", "voucher", 9000))


@pytest.mark.parametrize(
    "chosen",
    [{"two": 2}, {"one": 1, "two": 1}, {"won": 2000}, {"one": 1, "won": 1000}, {"won": 500, "more": 1500}],
)
def test_the_member_may_choose_who_pays(chosen: dict[str, int]) -> None:
    passes = [
        make("one", balance=5),
        make("two", balance=5),
        make("won", "voucher", 9000),
        make("more", "voucher", 9000),
    ]
    assert pay([TOWEL, TOWEL], *passes, chosen=chosen) == chosen


def test_a_choice_finds_the_garment_that_each_pass_can_pay_for() -> None:
    passes = [make("any", balance=5), make("won", "voucher", 9000)]
    assert pay([TOWEL, TOP], *passes, chosen={"any": 1, "won": 1000}) == {"won": 1000, "any": 1}


@pytest.mark.parametrize(
    "chosen", [{"one": 1}, {"one": 3}, {"won": 1500}, {"one": 1, "won": 500}, {"one": 2, "won": 1}]
)
def test_a_choice_that_does_not_add_up_is_told_apart_from_one_that_cannot_be_paid(chosen: dict[str, int]) -> None:
    with pytest.raises(BadSplit):
        pay([TOWEL, TOWEL], make("one", balance=5), make("won", "voucher", 9000), chosen=chosen)


@pytest.mark.parametrize("chosen", [{"one": 2, "nobody's": 1}, {"one": 6}])
def test_a_choice_beyond_what_the_member_has_is_not_enough(chosen: dict[str, int]) -> None:
    with pytest.raises(NotEnough):
        pay([TOWEL, TOWEL], make("one", balance=5), chosen=chosen)


def test_each_garment_knows_its_own_charges() -> None:
    passes = [make("soon", "voucher", 1500, NOW + 1), make("late", "voucher", 5000)]
    first, second = who_pays([TOWEL, TOWEL], passes, NOW, DAY)
    assert (first, second) == ([Charge("soon", 1000)], [Charge("soon", 500), Charge("late", 500)])


def test_the_other_ways_to_pay_use_fewer_kinds() -> None:
    passes = [daily("day", {"towel": 1}), make("uses", balance=1), make("won", "voucher", 9000)]
    ways = [summed(way) for way in other_ways([TOWEL], passes, NOW, DAY)]
    assert ways == [{"day": 1}, {"uses": 1}, {"uses": 1}, {"won": 1000}]


CATEGORIES = st.sampled_from(["towel", "top"])
GARMENTS = st.lists(
    st.builds(Garment, st.just("P"), CATEGORIES, st.sampled_from([500, 1000, 1500])), min_size=1, max_size=4
)
PASSES = st.lists(
    st.one_of(
        st.builds(lambda n, c: ("count", n, c), st.integers(0, 2), st.one_of(st.none(), CATEGORIES)),
        st.builds(lambda n: ("voucher", n, None), st.integers(0, 3000)),
        st.builds(lambda n: ("subscription", n, None), st.integers(1, 2)),
    ),
    max_size=4,
)


@given(GARMENTS, PASSES)
def test_what_can_be_paid_at_all_is_paid(garments: list[Garment], kinds: list[tuple[str, int, str | None]]) -> None:
    passes = [
        daily(str(n), {"top": amount}) if kind == "subscription" else make(str(n), kind, amount, category=category)
        for n, (kind, amount, category) in enumerate(kinds)
    ]
    try:
        pay(garments, *passes)
        found = True
    except NotEnough:
        found = False
    assert found == _possible(garments, passes)


def _possible(garments: list[Garment], passes: list[Pass]) -> bool:
    """Every way there is, tried."""
    return any(_pays(garments, passes, payers) for payers in itertools.product([None, *passes], repeat=len(garments)))


def _pays(garments: list[Garment], passes: list[Pass], payers: tuple[Pass | None, ...]) -> bool:
    won = sum(one.balance for one in passes if one.kind == "voucher")
    for garment, payer in zip(garments, payers, strict=True):
        if payer is None:
            won -= garment.price
            continue
        limits = payer.remaining_today or {garment.category: payer.balance}
        fits = payer.category in (None, garment.category) and garment.category in limits and payer.kind != "voucher"
        if not fits or payers.count(payer) > limits[garment.category]:
            return False
    return won >= 0
