"""The pure decisions."""

import pytest

from services.rental_api.ledger.passes import Pass
from services.rental_api.rules.payment import Garment, NotEnough, summed, who_pays
from services.rental_api.rules.phone import digits, is_phone
from services.rental_api.rules.states import rental_state

NOW = 1_000_000
TOWEL = Garment("P-TOWEL", "towel", 1000)
TOP = Garment("P-TOP", "top", 2000)


def _pass(name: str, balance: int, category: str | None = None, until: int | None = None, **changes: object) -> Pass:
    values: dict[str, object] = {
        "pass_id": name, "member_id": "A001", "kind": "count", "name": name, "category": category,
        "balance": balance, "status": "active", "valid_from": 0, "valid_until": until, "created_at": 0,
    }  # fmt: skip
    return Pass(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("010-1234-5678", "01012345678"),
        ("010 1234 5678", "01012345678"),
        ("+82 10-1234-5678", "01012345678"),
        ("+82 010-1234-5678", "01012345678"),
        ("1012345678", "01012345678"),
        ("+82 (0)10-1234-5678", "01012345678"),
        ("+821012345678", "01012345678"),
        ("0082 10 1234 5678", "01012345678"),
        ("00821012345678", "01012345678"),
        ("82-10-1234-5678", "01012345678"),
        ("010.1234.5678", "01012345678"),
        ("(010) 1234–5678", "01012345678"),
        ("\u202a010-1234-5678\u202c", "01012345678"),
        (" 01012345678 ", "01012345678"),
        ("０１０－１２３４－５６７８", "01012345678"),
        ("＋８２　１０　１２３４　５６７８", "01012345678"),
        ("011-123-4567", "0111234567"),
        ("111234567", "0111234567"),
        ("02-123-4567", "021234567"),
        ("+82 2 123 4567", "021234567"),
        ("82212345678", "0212345678"),
        ("212345678", "0212345678"),
        ("31-123-4567", "0311234567"),
        ("070-1234-5678", "07012345678"),
    ],
)
def test_a_phone_number_is_read_as_people_type_it(typed: str, number: str) -> None:
    assert digits(typed) == number
    assert is_phone(number)


@pytest.mark.parametrize(
    "typed", ["", "abc", "123", "0101234567890", "+", "+82", "+1 415 555 0100", "+1 555 0100 10", "٠١٠١٢٣٤٥٦٧٨", "½"]
)
def test_what_is_no_phone_number_is_said_to_be_none(typed: str) -> None:
    assert not is_phone(digits(typed))


@pytest.mark.parametrize(
    ("items", "state"),
    [
        (["reserved", "dispensed"], "pending"),
        (["dispensing", "unknown"], "pending"),
        (["unknown", "failed"], "checking"),
        (["dispensed", "dispensed"], "complete"),
        (["dispensed", "failed"], "partial"),
        (["failed"], "failed"),
    ],
)
def test_a_rental_is_what_its_items_are(items: list[str], state: str) -> None:
    assert rental_state(items) == state


def test_the_pass_that_ends_first_pays_first() -> None:
    charges = who_pays([TOWEL, TOWEL], [_pass("late", 5, until=NOW + 9), _pass("soon", 1, until=NOW + 1)], NOW)
    assert summed(charges) == {"soon": 1, "late": 1}


def test_a_pass_for_anything_is_spared_where_only_it_can_pay_for_something_else() -> None:
    passes = [_pass("any", 1, until=NOW + 1), _pass("towels", 1, "towel")]
    assert [charge.pass_id for charge in who_pays([TOWEL, TOP], passes, NOW)] == ["towels", "any"]


@pytest.mark.parametrize(
    "useless",
    [
        _pass("over", 5, until=NOW),
        _pass("not begun", 5, valid_from=NOW + 1),
        _pass("tops", 5, "top"),
        _pass("empty", 0),
        _pass("pending", 5, status="pending"),
        _pass("voucher", 5, kind="voucher"),
    ],
)
def test_a_pass_that_cannot_pay_pays_nothing(useless: Pass) -> None:
    with pytest.raises(NotEnough):
        who_pays([TOWEL], [useless], NOW)


def test_the_member_may_choose_who_pays() -> None:
    passes = [_pass("one", 5, until=NOW + 1), _pass("two", 5)]
    assert summed(who_pays([TOWEL, TOWEL], passes, NOW, {"two": 2})) == {"two": 2}


@pytest.mark.parametrize("chosen", [{"one": 1}, {"one": 3}, {"one": 1, "nobody's": 1}])
def test_a_choice_that_does_not_add_up_is_refused(chosen: dict[str, int]) -> None:
    with pytest.raises(NotEnough):
        who_pays([TOWEL, TOWEL], [_pass("one", 5)], NOW, chosen)
