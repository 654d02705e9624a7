"""Cells of ours in columns or rows they were not meant for, after the owner moved something under our pen."""

import pytest

from services.sheets_sync.workbook import Cell, Replaced, WorkbookError
from tests.unit.sheets_sync.rounds.conftest import Office
from tests.unit.sheets_sync.rounds.paper import Paper

TAB = "member_vouchers"
MISPLACED: dict[str, Cell] = {"remaining_amount": 9_000, "remaining_amount_synced": 9_000, "메모": "200"}
"""He inserted a column before the mark's: the mark of our figure stands there, beside it the old one."""


@pytest.fixture
def before(paper: Paper, voucher: str) -> dict[str, Cell]:
    """The row as it was before our write hit other columns."""
    row = paper.row(TAB, voucher)
    before = dict(row)
    paper.headers[TAB].append("메모")
    row.update(MISPLACED)
    paper.replaced.append(Replaced("9", TAB, voucher, 200, before, {}, MISPLACED, shifted=True))
    paper.changes += 1
    return before


def cells_told(office: Office) -> list[object]:
    return [told["balance"]["cell"] for told in office.take("owner_rows") if told["balance"]]


def test_cells_that_hit_other_columns_are_put_back(office: Office, paper: Paper, voucher: str) -> None:
    row = paper.row(TAB, voucher)
    before = dict(row)
    wrote: dict[str, Cell] = {"member_id": 9_000, "remaining_amount": "active"}
    row.update(wrote)
    paper.replaced.append(Replaced("9", TAB, voucher, 200, before, {}, wrote, shifted=True))
    paper.changes += 1
    office.settle()
    assert paper.row(TAB, voucher) == before
    assert [row["key"] for row in office.take("resend")] == [voucher]


def test_a_figure_of_ours_whose_mark_hit_another_column_is_no_edit_of_his(
    office: Office, paper: Paper, voucher: str, before: dict[str, Cell]
) -> None:
    office.settle()
    assert 9_000 not in cells_told(office)
    assert paper.row(TAB, voucher) == before | {"메모": ""}


def test_what_he_types_while_it_is_mended_counts_from_the_figure_he_saw(
    office: Office, paper: Paper, voucher: str, before: dict[str, Cell]
) -> None:
    paper.before_write = lambda: paper.types(TAB, voucher, remaining_amount=12_000, 메모="내 것")
    office.round()
    paper.before_write = lambda: None
    office.round(3)
    assert cells_told(office)[-1:] == [13_000]
    assert paper.row(TAB, voucher) == before | {"remaining_amount": 13_000, "메모": "내 것"}


def test_a_mending_that_never_arrived_is_made_again(
    office: Office, paper: Paper, voucher: str, before: dict[str, Cell]
) -> None:
    paper.fails = WorkbookError("gone")
    with pytest.raises(WorkbookError):
        office.round()
    paper.fails = None
    office.settle()
    assert paper.row(TAB, voucher) == before | {"메모": ""}


def test_a_mending_that_hits_another_row_is_put_back_there_and_made_again(
    office: Office, paper: Paper, voucher: str, before: dict[str, Cell]
) -> None:
    other: dict[str, Cell] = {"voucher_id": "V0", "member_id": "A009", "remaining_amount": 1, "status": "active"}
    paper.before_write = lambda: paper.rows[TAB].insert(0, other)
    office.round()
    paper.before_write = lambda: None
    office.settle()
    assert paper.row(TAB, voucher) == before | {"메모": ""}
    assert (other["remaining_amount"], other["메모"]) == (1, "")
    assert 10_000 not in [told["balance"]["cell"] for told in office.take("owner_rows") if told["key"] == "V0"]


def test_what_was_mended_is_forgotten(office: Office, paper: Paper, voucher: str, before: dict[str, Cell]) -> None:
    office.settle()
    assert paper.replaced == []


def test_cells_that_hit_a_row_without_a_name_are_put_back(office: Office, paper: Paper, voucher: str) -> None:
    def gone() -> None:
        paper.rows[TAB] = [{"member_id": "A009"}]

    paper.before_write = gone
    office.send(TAB, voucher, 200, remaining_amount=9_000)
    office.round()
    paper.before_write = lambda: None
    office.settle()
    assert paper.rows[TAB][0].get("remaining_amount", "") == ""
    assert voucher in [row["key"] for row in office.take("resend")]
