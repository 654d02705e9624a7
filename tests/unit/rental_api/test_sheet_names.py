"""What the ledger's rows are called in the workbook."""

import pytest

from services.rental_api.ledger import sheet_names
from services.rental_api.ledger.tables import sheet_rows

ENTRY = (7, "pas_1", "hold", -1000, 1_763_900_000_000)


def test_an_entrys_name_is_the_same_at_every_start() -> None:
    assert sheet_names.of_entry(*ENTRY) == "7-e81823"


@pytest.mark.parametrize(
    "other",
    [
        (7, "pas_2", "hold", -1000, 1_763_900_000_000),
        (7, "pas_1", "post", -1000, 1_763_900_000_000),
        (7, "pas_1", "hold", -1001, 1_763_900_000_000),
        (7, "pas_1", "hold", -1000, 1_763_900_000_001),
    ],
)
def test_another_entry_with_the_same_number_has_another_name(other: tuple[int, str, str, int, int]) -> None:
    assert sheet_names.of_entry(*other) != sheet_names.of_entry(*ENTRY)


@pytest.mark.parametrize(("key", "number"), [("7-9f2c01", 7), ("7", 7), ("", 0), ("x-1", 0), ("٧-1", 0), ("-7", 0)])
def test_a_name_tells_its_number(key: str, number: int) -> None:
    assert sheet_names.number(key) == number


def test_a_number_no_database_takes_is_none() -> None:
    assert sheet_names.number("9" * 19) == 0


def test_the_longest_name_fits_its_column() -> None:
    longest = sheet_names.of_usage("p" * 40, "2026-11-23", "sweat_towel")
    assert len(longest) <= sheet_rows.c.key.type.length
