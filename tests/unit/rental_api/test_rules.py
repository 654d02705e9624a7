"""The pure decisions."""

import pytest

from services.rental_api.rules.phone import digits, is_phone
from services.rental_api.rules.states import rental_state


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
