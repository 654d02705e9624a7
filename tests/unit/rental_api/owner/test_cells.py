"""Cells as values of the ledger."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from services.rental_api.owner import days, parse
from services.rental_api.owner.parse import Parse
from shared.cells import Readable

SEOUL = ZoneInfo("Asia/Seoul")


def utc(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp() * 1000)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (parse.text, " 김하늘 ", "김하늘"),
        (parse.text, 2024, "2024"),
        (parse.blank_or_text, "", None),
        (parse.phone, 1012345678, "01012345678"),
        (parse.phone, "+82 10-1234-5678", "01012345678"),
        (parse.whole, 1500, 1500),
        (parse.whole, "1500", 1500),
        (parse.blank_or_whole, "", None),
        (parse.flag, True, True),
        (parse.flag, "FALSE", False),
        (parse.limits, {"top": 1}, {"top": 1}),
    ],
)
def test_a_cell_is_read_as_what_its_column_holds(read: Parse, cell: Readable, value: object) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (parse.text, "two\0halves"),
        (parse.text, "\ud83d"),
        (parse.phone, "12"),
        (parse.phone, ""),
        (parse.whole, ""),
        (parse.whole, True),
        (parse.whole, "1" * 5000),
        (parse.whole, "1.5"),
        (parse.whole, "²"),
        (parse.flag, ""),
        (parse.flag, "maybe"),
        (parse.limits, ""),
        (parse.limits, {}),
        (parse.limits, "매일"),
    ],
)
def test_what_is_none_raises_value_error(read: Parse, cell: Readable) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - that it is one is all
        read(cell)


def test_a_day_begins_and_ends_at_midnight_in_the_gym() -> None:
    assert days.begins("2026-11-28", SEOUL) == utc(2026, 11, 27, 15)
    assert days.ends("2026-11-28", SEOUL) == utc(2026, 11, 28, 15)


def test_a_time_is_that_time() -> None:
    assert (
        days.begins("2026-11-28 09:30:00", SEOUL)
        == days.ends("2026-11-28 09:30:00", SEOUL)
        == utc(2026, 11, 28, 0, 30)
    )


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "0001-01-01", "2026-11-28 25:00:00", "²" * 10])
def test_what_is_no_day_raises_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        days.ends(text, SEOUL)


@pytest.mark.parametrize(
    ("text", "since"), [("2026-11-27", utc(2026, 11, 26, 15)), ("2030-01-01", 5 * 10**12), ("", 7)]
)
def test_since_when_is_never_later_than_now(text: str, since: int) -> None:
    now = utc(2026, 11, 28) if text else 7
    assert days.since(text, SEOUL, now) == min(since, now)
