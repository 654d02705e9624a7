"""Tabs that are not in order are left alone, explained, and restored on demand."""

import pytest

from tests.unit.sheets_sync.rounds.conftest import Office
from tests.unit.sheets_sync.rounds.paper import Paper

TAB = "member_vouchers"


@pytest.fixture
def vouchers(office: Office, paper: Paper) -> list[str]:
    """Ten vouchers, all quiet."""
    names = [f"V{n}" for n in range(10)]
    for at, name in enumerate(names):
        office.send(TAB, name, 100 + at, member_id="A001", remaining_amount=10_000)
    office.settle()
    office.take("workbook_trouble")
    return names


def test_a_new_workbook_gets_every_tab(office: Office, paper: Paper) -> None:
    office.round()
    assert len(paper.headers) == 13


def test_a_tab_that_lost_many_rows_at_once_is_explained_and_left_alone(
    office: Office, paper: Paper, vouchers: list[str]
) -> None:
    paper.deletes(TAB, *vouchers[:5])
    office.send(TAB, "V9", 300, remaining_amount=1)
    office.round()
    assert paper.notes[TAB]
    assert paper.balance(TAB, "V9") == (10_000, 10_000)
    assert [row["tab"] for row in office.take("workbook_trouble")] == [TAB]


def test_a_few_rows_may_go_and_come_back_with_their_next_change(
    office: Office, paper: Paper, vouchers: list[str]
) -> None:
    paper.deletes(TAB, "V1")
    office.send(TAB, "V1", 300, remaining_amount=9_000)
    office.settle()
    assert paper.balance(TAB, "V1") == (9_000, 9_000)


def test_a_restored_tab_is_in_order_again(office: Office, paper: Paper, vouchers: list[str]) -> None:
    paper.deletes(TAB, *vouchers[:5])
    office.round()
    office.restore(TAB)
    for name in vouchers[:5]:
        office.send(TAB, name, 400, member_id="A001", remaining_amount=10_000)
    office.settle()
    assert len(paper.rows[TAB]) == 10
    assert paper.notes[TAB] == ""
    assert [row["trouble"] for row in office.take("workbook_trouble")][-1] == ""


def test_of_a_doubled_key_the_first_row_is_kept_when_restored(
    office: Office, paper: Paper, vouchers: list[str]
) -> None:
    paper.adds(TAB, **paper.row(TAB, "V1"))  # type: ignore[arg-type]
    office.round()
    assert paper.notes[TAB]
    office.restore(TAB)
    office.settle()
    assert [row.get("voucher_id", "") for row in paper.rows[TAB]].count("V1") == 1
    assert paper.notes[TAB] == ""


def test_a_tab_that_is_gone_is_not_made_anew_unless_restored(
    office: Office, paper: Paper, vouchers: list[str]
) -> None:
    del paper.headers[TAB]
    paper.changes += 1
    office.round(2)
    assert TAB not in paper.headers
    office.restore(TAB)
    office.round()
    assert TAB in paper.headers


def test_a_column_of_his_that_is_gone_stops_its_tab_only(office: Office, paper: Paper, vouchers: list[str]) -> None:
    paper.headers["members"].remove("phone")
    paper.changes += 1
    office.send(TAB, "V1", 300, remaining_amount=9_000)
    office.send("members", "A001", 1, {"name": {"cell": "김하늘", "held": None}})
    office.settle()
    assert "phone" in paper.notes["members"]
    assert paper.balance(TAB, "V1") == (9_000, 9_000)
    assert paper.rows["members"] == []


def test_the_ledger_hears_of_a_trouble_once(office: Office, paper: Paper, vouchers: list[str]) -> None:
    paper.deletes(TAB, *vouchers[:5])
    office.round(3)
    assert len(office.take("workbook_trouble")) == 1


def test_a_tab_without_its_keys_is_set_aside_and_made_anew_when_restored(
    office: Office, paper: Paper, vouchers: list[str]
) -> None:
    paper.headers[TAB][0] = "번호"
    paper.changes += 1
    office.round()
    assert paper.notes[TAB]
    office.restore(TAB)
    office.send(TAB, "V1", 300, member_id="A001", remaining_amount=9_000)
    office.settle()
    assert [row["voucher_id"] for row in paper.rows[TAB]] == ["V1"]
    [aside] = [name for name in paper.headers if name.startswith(f"{TAB} (")]
    assert len(paper.rows[aside]) == 10


def test_a_tab_met_for_the_first_time_is_filled_by_the_ledger_once(office: Office, paper: Paper) -> None:
    office.settle()
    office.round(3)
    asked = [row["tab"] for row in office.take("restore_tab")]
    assert sorted(asked) == sorted(paper.headers.keys() - {"device_status"})
    office.start()
    office.settle()
    assert office.take("restore_tab") == []
