"""Tabs that only grow: each row once, whatever happened to the answer."""

import pytest

from services.sheets_sync.workbook import Cell, Replaced, WorkbookError
from tests.unit.sheets_sync.rounds.conftest import Office
from tests.unit.sheets_sync.rounds.paper import Paper


def ids(paper: Paper) -> list[object]:
    return [row["log_id"] for row in paper.rows["event_logs"]]


def test_rows_are_added_in_their_order(office: Office, paper: Paper) -> None:
    for name in ("1", "2", "3"):
        office.send("event_logs", name, 1, details="…")
    office.settle()
    assert ids(paper) == ["1", "2", "3"]


def test_an_append_whose_answer_was_lost_is_found_again_by_its_id(office: Office, paper: Paper) -> None:
    office.settle()
    paper.loses_answer = True
    office.send("event_logs", "1", 1, details="…")
    with pytest.raises(WorkbookError):
        office.round()
    office.round()
    assert ids(paper) == ["1"]
    assert [row["key"] for row in office.take("rows_written")] == ["1"]


def test_an_append_of_a_process_that_died_is_found_again_by_its_id(office: Office, paper: Paper) -> None:
    office.send("event_logs", "1", 1, details="…")
    office.round()
    office.start()
    office.send("event_logs", "1", 1, details="…")
    office.round()
    assert ids(paper) == ["1"]


def test_a_row_that_changes_later_is_changed_in_its_place(office: Office, paper: Paper) -> None:
    for key in ("R1/P", "R2/P"):
        office.send("rental_history", key, 1, result="checking (0/1)")
    office.settle()
    office.send("rental_history", "R1/P", 2, result="complete (1/1)")
    office.settle()
    assert [row["result"] for row in paper.rows["rental_history"]] == ["complete (1/1)", "checking (0/1)"]


def test_a_change_that_hit_a_row_he_had_just_inserted_is_asked_for_again(office: Office, paper: Paper) -> None:
    office.send("rental_history", "R1/P", 1, result="checking (0/1)")
    office.settle()
    paper.before_write = lambda: paper.rows["rental_history"].insert(0, {})
    office.send("rental_history", "R1/P", 2, result="complete (1/1)")
    office.round()
    paper.before_write = lambda: None
    office.settle()
    assert [row["key"] for row in office.take("resend")] == ["R1/P"]


def test_a_change_that_hit_other_columns_gives_his_own_column_back(office: Office, paper: Paper) -> None:
    office.send("rental_history", "R1/P", 1, result="checking (0/1)")
    office.settle()
    paper.headers["rental_history"].append("memo")
    before = {**paper.row("rental_history", "R1/P"), "memo": "mine"}
    paper.row("rental_history", "R1/P").update(memo="complete (1/1)")
    wrote: dict[str, Cell] = {"memo": "complete (1/1)"}
    paper.replaced.append(Replaced("9", "rental_history", "R1/P", 2, before, {}, wrote, shifted=True))
    paper.changes += 1
    office.round()
    office.send("rental_history", "R1/P", 3, result="complete (1/1)")
    office.settle()
    assert paper.row("rental_history", "R1/P")["memo"] == "mine"
    assert paper.row("rental_history", "R1/P")["result"] == "complete (1/1)"


def test_a_row_sent_again_blanks_what_should_be_blank(office: Office, paper: Paper) -> None:
    office.send("rental_history", "R1/P", 1, result="complete (1/1)", locker_number="")
    office.settle()
    paper.row("rental_history", "R1/P")["locker_number"] = "P-TOP"
    office.send("rental_history", "R1/P", 2, result="complete (1/1)", locker_number="")
    office.settle()
    assert paper.row("rental_history", "R1/P")["locker_number"] == ""


def test_the_tabs_that_grow_are_not_read_while_rows_are_only_added(office: Office, paper: Paper) -> None:
    office.send("event_logs", "1", 1, details="…")
    office.settle()
    before = len(paper.calls)
    office.send("event_logs", "2", 2, details="…")
    office.round()
    assert paper.calls[before:] == ["read", "write"]


def test_a_quiet_workbook_is_not_read(office: Office, paper: Paper) -> None:
    office.settle()
    office.round()
    before = len(paper.calls)
    office.round(3)
    assert paper.calls[before:] == []


def test_a_round_is_one_reading_and_one_writing_however_many_tabs_changed(office: Office, paper: Paper) -> None:
    office.settle()
    before = len(paper.calls)
    for number in range(200):
        for tab in ("event_logs", "rental_history", "voucher_transactions", "products", "subscription_usage"):
            office.send(tab, f"{tab}-{number}", 1)
    office.round()
    assert paper.calls[before:] == ["read", "write"]
    assert len(office.take("rows_written")) == 1_000
