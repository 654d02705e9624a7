"""The one cell that two hands touch."""

import pytest

from services.sheets_sync.workbook import WorkbookError
from tests.unit.sheets_sync.rounds.conftest import Office
from tests.unit.sheets_sync.rounds.paper import Paper

TAB = "member_vouchers"


def _balance(row: dict[str, object]) -> object:
    return row["balance"]


def test_a_row_carries_its_balance_twice_and_the_version_as_its_mark_in_text(paper: Paper, voucher: str) -> None:
    assert paper.row(TAB, voucher)["sync_mark"] == "100"


def test_a_row_we_have_just_written_is_no_news(office: Office, voucher: str) -> None:
    office.round(2)
    assert office.take("owner_rows") == []


def test_the_owners_figure_is_told_with_the_mark_it_was_typed_over(
    office: Office, paper: Paper, voucher: str
) -> None:
    paper.types(TAB, voucher, remaining_amount=15_000)
    office.round()
    assert list(map(_balance, office.take("owner_rows"))) == [{"mark": 100, "cell": 15_000, "believed": None}]


def test_it_is_told_once_while_it_is_on_its_way(office: Office, paper: Paper, voucher: str) -> None:
    paper.types(TAB, voucher, remaining_amount=15_000)
    office.round(3)
    assert len(office.take("owner_rows")) == 1


def test_a_row_with_an_untold_change_is_not_written(office: Office, paper: Paper, voucher: str) -> None:
    paper.types(TAB, voucher, remaining_amount=15_000)
    office.send(TAB, voucher, 200, remaining_amount=9_000)
    office.round()
    assert paper.balance(TAB, voucher) == (15_000, 10_000)
    office.answer()
    office.send(TAB, voucher, 300, remaining_amount=14_000)
    office.round()
    assert paper.balance(TAB, voucher) == (14_000, 14_000)


def test_what_he_types_between_our_reading_and_our_writing_is_told(
    office: Office, paper: Paper, voucher: str
) -> None:
    paper.before_write = lambda: paper.types(TAB, voucher, remaining_amount=15_000)
    office.send(TAB, voucher, 200, remaining_amount=9_000)
    office.round()
    paper.before_write = lambda: None
    office.round()
    [told] = office.take("owner_rows")
    assert (told["balance"], told["replaced_by"]) == ({"mark": 100, "cell": 15_000, "believed": 10_000}, 200)


def test_it_is_told_although_the_answer_was_lost_and_the_process_died(
    office: Office, paper: Paper, voucher: str
) -> None:
    paper.before_write = lambda: paper.types(TAB, voucher, remaining_amount=15_000)
    paper.loses_answer = True
    office.send(TAB, voucher, 200, remaining_amount=9_000)
    with pytest.raises(WorkbookError):
        office.round()
    paper.before_write = lambda: None
    office.start()
    office.round()
    told = [row for row in office.take("owner_rows") if row["replaced_by"]]
    assert list(map(_balance, told)) == [{"mark": 100, "cell": 15_000, "believed": 10_000}]


def test_a_copy_is_forgotten_only_when_the_ledger_has_answered(office: Office, paper: Paper, voucher: str) -> None:
    office.send(TAB, voucher, 200, remaining_amount=9_000)
    office.round(2)
    assert len(paper.replaced) == 1
    office.answer()
    office.send("event_logs", "1", 1, details="…")
    office.round()
    assert paper.replaced == []


def test_sorted_under_our_pen_the_row_that_was_hit_is_told_and_both_are_asked_for(
    office: Office, paper: Paper, voucher: str
) -> None:
    office.send(TAB, "V2", 101, member_id="A002", remaining_amount=30_000)
    office.settle()
    paper.before_write = lambda: paper.turns_over(TAB)
    office.send(TAB, voucher, 200, remaining_amount=9_000)
    office.round()
    paper.before_write = lambda: None
    office.round()
    told = [row for row in office.take("owner_rows") if row["replaced_by"]]
    before = {"mark": 101, "cell": 30_000, "believed": None}
    assert [(row["key"], row["balance"], row["wrote"]) for row in told] == [
        ("V2", before, {"remaining_amount": 9_000})
    ]
    assert {row["key"] for row in office.take("resend")} == {"V1", "V2"}


def test_a_blank_balance_changes_nothing_and_is_explained(office: Office, paper: Paper, voucher: str) -> None:
    paper.types(TAB, voucher, remaining_amount="")
    office.round()
    assert list(map(_balance, office.take("owner_rows"))) == [None]


def test_a_figure_nobody_can_read_is_explained_and_the_rest_is_told(
    office: Office, paper: Paper, voucher: str
) -> None:
    paper.types(TAB, voucher, remaining_amount="만오천")
    office.settle()
    assert "remaining_amount" in str(paper.row(TAB, voucher)["sync_note"])
    paper.types(TAB, voucher, remaining_amount="15,000원")
    office.round()
    assert list(map(_balance, office.told_rows())) == [{"mark": 100, "cell": 15_000, "believed": None}]
    office.settle()
    assert paper.row(TAB, voucher)["sync_note"] == ""


def test_what_the_ledger_says_of_a_change_under_our_pen_stands_beside_the_row(
    office: Office, paper: Paper, voucher: str
) -> None:
    paper.before_write = lambda: paper.types(TAB, voucher, remaining_amount=-5)
    office.send(TAB, voucher, 200, remaining_amount=9_000)
    office.round()
    paper.before_write = lambda: None
    office.round()
    office.answer(remaining_amount="remaining_amount: 안 됩니다.")
    office.settle()
    assert paper.row(TAB, voucher)["sync_note"] == "remaining_amount: 안 됩니다."
    paper.types(TAB, voucher, remaining_amount=9_500)
    office.settle()
    assert paper.row(TAB, voucher)["sync_note"] == ""
