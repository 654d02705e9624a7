"""A month of rentals, owner's edits and trouble ends with ledger and workbook equal, and nothing of his lost.

`make test` plays a small one, the same each time; `make month` the whole: 10,000 rentals and 300 edits (SEED=n).
"""

import os
from contextlib import closing
from pathlib import Path

import pytest

from services.rental_api import jobs
from services.rental_api.ledger import ids, sheet_rows
from services.rental_api.owner import bases
from services.sheets_sync.rounds import new_rows
from tests.faults.month.clock import HOUR, MINUTE
from tests.faults.month.month import Month, Plan

RENTALS = int(os.environ.get("RENTALS", "0"))
SEED = int(os.environ.get("SEED", "20251201"))
SMALL = Plan(SEED, rentals=150, edits=40, members=14, burst=5, troubles=12, outage=20 * MINUTE, nights=7)
WHOLE = Plan(SEED, RENTALS, edits=300, members=120, burst=8, troubles=120, outage=26 * HOUR, nights=1)


class _NoExit:
    """The ledger's worker ends itself where it has no ledger: here that must not happen."""

    def _exit(self, code: int) -> None:
        raise AssertionError(f"the worker ends itself with {code}")


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Month":
    monkeypatch.setattr(jobs, "os", _NoExit())
    made = Month(tmp_path, WHOLE if RENTALS else SMALL)
    for marking in (sheet_rows, bases):
        monkeypatch.setattr(marking, "time", made.house.clock)
    for naming in (ids, new_rows):
        monkeypatch.setattr(naming, "secrets", made.names)
    return made


@pytest.mark.timeout(0 if RENTALS else 240)
def test_a_month_ends_with_ledger_and_workbook_equal(month: Month) -> None:
    with closing(month):
        try:
            differences = month.play()
        except BaseException:
            print(f"seed {SEED}, {month.house.clock.told()}\n{month.house.diary}")
            raise
        print(month.told())
        assert not differences, "\n".join([f"seed {SEED}", str(month.house.diary), *differences])
