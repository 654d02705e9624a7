"""The workbook's audit on either database; on_sqlite/test_workbook_audit.py has what it makes of each difference."""

import pytest

from tests.support.audited import Workbook, furnish
from tests.support.gym import Gym


@pytest.fixture
def book(gym: Gym) -> Workbook:
    """It has all of a furnished gym."""
    furnish(gym)
    made = Workbook()
    made.take(gym)
    return made


def test_what_every_tab_lacks_is_found_and_comes_again(gym: Gym, book: Workbook) -> None:
    assert book.audit(gym).equal
    lost = {("missing", tab, str(book.keys(tab)[-1])) for tab, rows in book.rows.items() if rows}
    for rows in book.rows.values():
        del rows[-1:]
    assert {(one.kind, one.tab, one.key) for one in book.audit(gym).differences} == lost
    book.take(gym)
    assert book.audit(gym).equal


def test_keys_no_database_takes_are_only_in_the_workbook(gym: Gym, book: Workbook) -> None:
    odd = ("9" * 10_000, "a\0b", "\ud800", "💪", "=A1")
    book.rows["event_logs"] += [{"log_id": key} for key in odd]
    found = book.audit(gym)
    shown = ("9" * 80 + "…", "ab", "?", "💪", "=A1")
    assert sorted((one.kind, one.key) for one in found.differences) == sorted(("only_there", key) for key in shown)
