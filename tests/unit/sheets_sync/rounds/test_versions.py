"""Rows from the ledger: written, then confirmed; twice is once, and an old one does not come back."""

import pytest

from services.sheets_sync.versions import KEPT, Versions
from services.sheets_sync.workbook import WorkbookError
from tests.unit.sheets_sync.rounds.conftest import Office
from tests.unit.sheets_sync.rounds.paper import Paper


def confirmed(office: Office) -> list[tuple[str, int]]:
    return [(row["key"], row["version"]) for row in office.take("rows_written")]


def test_a_row_is_confirmed_at_the_version_it_was_sent_with(office: Office) -> None:
    office.send("products", "P1", 17, size="L")
    office.round()
    assert confirmed(office) == [("P1", 17)]


def test_what_cannot_be_written_is_not_confirmed_and_written_later(office: Office, paper: Paper) -> None:
    office.send("products", "P1", 1, size="L")
    paper.fails = WorkbookError("offline")
    with pytest.raises(WorkbookError):
        office.round()
    assert confirmed(office) == []
    paper.fails = None
    office.round()
    assert confirmed(office) == [("P1", 1)]


@pytest.mark.parametrize("tab", ["event_logs", "rental_history", "products"])
def test_a_job_that_runs_twice_leaves_one_row_and_confirms_twice(office: Office, paper: Paper, tab: str) -> None:
    for _ in range(2):
        office.send(tab, "1", 5)
        office.settle()
    assert len(paper.rows[tab]) == 1
    assert confirmed(office) == [("1", 5)] * 2


def test_of_a_row_that_changes_while_it_waits_the_last_is_written(office: Office, paper: Paper) -> None:
    for version in (1, 3, 2):
        office.send("products", "P1", version, size=f"v{version}")
    office.round()
    assert paper.row("products", "P1")["size"] == "v3"


def test_rows_of_a_tab_nobody_knows_are_not_confirmed_and_harm_no_other(office: Office) -> None:
    office.send("tomorrow", "1", 1)
    office.send("products", "P1", 2)
    office.round()
    assert confirmed(office) == [("P1", 2)]


def test_an_old_job_that_comes_late_does_not_set_a_row_back(office: Office, paper: Paper) -> None:
    office.send("products", "P1", 2, size="new")
    office.settle()
    office.send("products", "P1", 1, size="old")
    office.settle()
    assert paper.row("products", "P1")["size"] == "new"


def test_a_row_whose_clock_was_set_back_is_taken_when_the_ledger_insists(office: Office, paper: Paper) -> None:
    office.send("products", "P1", 2, size="before")
    office.settle()
    for _ in range(2):
        office.send("products", "P1", 1, size="after")
        office.settle()
    assert paper.row("products", "P1")["size"] == "after"


def test_versions_are_not_remembered_for_ever() -> None:
    versions = Versions()
    for key in range(KEPT + 1):
        versions.wrote(("rental_history", str(key)), 2)
    assert not versions.turns_away(("rental_history", "0"), 1)
    assert versions.turns_away(("rental_history", "1"), 1)
