"""Which tabs are not believed, and what their owner is told."""

from collections.abc import Mapping
from typing import Any

import pytest

from services.sheets_sync.belt import remember, trouble
from services.sheets_sync.tabs import TABS, Tab
from services.sheets_sync.workbook import Cell, Line, Sheet

MEMBERS = TABS["members"]
VOUCHERS = TABS["member_vouchers"]


def sheet(tab: Tab, *keys: Cell, without: str = "", also: tuple[str, ...] = ()) -> Sheet:
    """A tab with a row for each key, `without` a column, with others `also`."""
    header = (*(name for name in tab.names if name != without), *also)
    return Sheet(header, [Line(at, {tab.key: key} if key != "" else {"name": "새"}) for at, key in enumerate(keys)])


def members(count: int) -> Sheet:
    return sheet(MEMBERS, *(f"M{number}" for number in range(count)))


def memory(tab: Tab, healthy: Sheet) -> Mapping[str, Any]:
    return {tab.name: remember(tab, healthy)}


def test_a_tab_in_order_is_no_trouble() -> None:
    assert trouble(MEMBERS, members(20), memory(MEMBERS, members(20))) == ""


def test_a_tab_met_for_the_first_time_is_no_trouble() -> None:
    assert trouble(MEMBERS, None, {}) == ""
    assert trouble(MEMBERS, sheet(MEMBERS, "M1", without="phone"), {}) == ""


def test_a_tab_that_is_gone_is_missed() -> None:
    why = trouble(MEMBERS, None, memory(MEMBERS, members(2)))
    assert why.startswith("이 탭은 지금 반영되지 않습니다. members 탭이 없거나")


@pytest.mark.parametrize("column", ["member_id", "name", "payment_password", "status", "notes"])
def test_a_column_he_renamed_is_told_by_name(column: str) -> None:
    renamed = sheet(MEMBERS, "M1", without=column, also=("이름",))
    assert f"열이 없습니다: {column}. " in trouble(MEMBERS, renamed, memory(MEMBERS, members(1)))


@pytest.mark.parametrize("column", ["remaining_amount", "remaining_amount_synced", "sync_mark", "voucher_product_id"])
def test_a_balance_without_its_base_is_not_believed(column: str) -> None:
    lost = sheet(VOUCHERS, "V1", without=column)
    assert column in trouble(VOUCHERS, lost, memory(VOUCHERS, sheet(VOUCHERS, "V1")))


@pytest.mark.parametrize("column", ["created_at", "sync_note"])
def test_a_column_that_only_tells_something_may_go(column: str) -> None:
    assert trouble(MEMBERS, sheet(MEMBERS, "M1", without=column), memory(MEMBERS, members(1))) == ""


def test_a_column_that_a_tab_never_had_is_not_missed() -> None:
    old = sheet(MEMBERS, "M1", without="notes")
    assert trouble(MEMBERS, old, memory(MEMBERS, old)) == ""


def test_without_its_key_no_tab_is_believed_even_the_first_time() -> None:
    assert "member_id" in trouble(MEMBERS, sheet(MEMBERS, "M1", without="member_id"), {})


def test_a_column_name_that_stands_twice_is_told() -> None:
    doubled = sheet(MEMBERS, "M1", also=("name", "phone"))
    assert "열 이름이 두 번 있습니다: name, phone. " in trouble(MEMBERS, doubled, {})


def test_his_own_columns_may_be_called_the_same() -> None:
    assert trouble(MEMBERS, sheet(MEMBERS, "M1", also=("메모", "메모", "", "")), {}) == ""


def test_a_key_that_stands_twice_is_told_with_its_rows() -> None:
    assert "member_id에 같은 값이 두 번 있습니다: M1 (2행, 4행). " in trouble(
        MEMBERS, sheet(MEMBERS, "M1", "M2", "M1"), {}
    )


def test_of_many_doubled_keys_three_are_told() -> None:
    keys = [f"M{number}" for number in range(5)]
    why = trouble(MEMBERS, sheet(MEMBERS, *keys, *keys), {})
    assert "M0 (2행, 7행), M1 (3행, 8행), M2 (4행, 9행) 외 2개. " in why


def test_a_key_that_became_a_number_is_the_same_key() -> None:
    config = TABS["config"]
    assert "105 (2행, 3행)" in trouble(config, sheet(config, "105", 105.0), {})


def test_rows_without_a_key_are_new_rows() -> None:
    assert trouble(MEMBERS, sheet(MEMBERS, "M1", "", "", ""), memory(MEMBERS, members(1))) == ""


@pytest.mark.parametrize(("had", "has"), [(3, 0), (4, 1), (30, 27), (100, 90), (5, 50)])
def test_a_few_rows_may_go(had: int, has: int) -> None:
    assert trouble(MEMBERS, members(has), memory(MEMBERS, members(had))) == ""


@pytest.mark.parametrize(("had", "has"), [(4, 0), (30, 26), (100, 89), (300, 3)])
def test_many_rows_gone_at_once_are_not_believed(had: int, has: int) -> None:
    assert f"({had}줄 → {has}줄)" in trouble(MEMBERS, members(has), memory(MEMBERS, members(had)))


def test_keys_wiped_out_are_rows_lost() -> None:
    assert "(9줄 → 0줄)" in trouble(MEMBERS, sheet(MEMBERS, *[""] * 9), memory(MEMBERS, members(9)))


@pytest.mark.parametrize("name", ["event_logs", "rental_history", "device_status"])
def test_of_the_systems_own_tabs_only_the_head_matters(name: str) -> None:
    tab = TABS[name]
    full = sheet(tab, *(str(number) for number in range(50)))
    assert trouble(tab, sheet(tab, "1", "1", without=tab.names[1]), memory(tab, full)) == ""
    assert trouble(tab, sheet(tab, without=tab.key), memory(tab, full)) != ""
    assert trouble(tab, sheet(tab, also=(tab.key,)), memory(tab, full)) != ""
    assert trouble(tab, None, memory(tab, full)) != ""


def test_a_log_that_grows_is_remembered_the_same() -> None:
    tab = TABS["event_logs"]
    assert remember(tab, sheet(tab, "1")) == remember(tab, sheet(tab, "1", "2"))


@pytest.mark.parametrize(
    "broken", [None, 3, "x", [], {"rows": "viele", "columns": "name"}, {"rows": None, "columns": 3}]
)
def test_a_memory_that_somebody_played_with_is_none(broken: object) -> None:
    assert trouble(MEMBERS, members(1), {"members": broken}) == ""


def test_a_column_of_his_that_is_blank_all_at_once_stops_the_tab() -> None:
    tab = TABS["members"]
    header = tab.names
    lines = [Line(at, {"member_id": f"A{at}", "name": "김하늘", "notes": "무릎"}) for at in range(5)]
    memory = {"members": remember(tab, Sheet(header, lines))}
    blank = [Line(line.at, {name: cell for name, cell in line.cells.items() if name != "notes"}) for line in lines]
    assert "notes" in trouble(tab, Sheet(header, blank), memory)


def test_a_few_cells_emptied_by_hand_are_his_word() -> None:
    tab = TABS["members"]
    lines = [Line(at, {"member_id": f"A{at}", "name": "김하늘", "notes": "무릎"}) for at in range(3)]
    memory = {"members": remember(tab, Sheet(tab.names, lines))}
    blank = [Line(line.at, {"member_id": line.cells["member_id"], "name": "김하늘"}) for line in lines]
    assert trouble(tab, Sheet(tab.names, blank), memory) == ""
