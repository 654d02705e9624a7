"""A workbook that was there before F-BOX: other order, columns of his own, a format or two."""

import pytest

from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Edit
from tests.integration.sheets_sync.google.desk import Desk
from tests.support.google.signin import EMAIL

OLD = ["phone", "생일", "name", "member_id", "status", "payment_password", "notes", "created_at"]
ONE = {"member_id": "M1", "name": "김하나", "phone": "'01012345678", "생일": "3월 1일", "status": "active"}


@pytest.fixture
def old(bare: Desk) -> Desk:
    bare.owner.makes_tab("members", OLD, ONE)
    return bare


def test_his_columns_stay_where_they_are_and_the_systems_come_behind_them(old: Desk) -> None:
    old.prepare("members", every_column=False)
    assert old.owner.header("members") == [*OLD, "updated_at", "sync_note"]


def test_his_rows_stay_as_they_are(old: Desk) -> None:
    before = old.owner.rows("members")
    old.prepare("members")
    after = [{name: row[name] for name in OLD} for row in old.owner.rows("members")]
    assert after == before


def test_a_row_is_read_and_written_by_column_names(old: Desk) -> None:
    old.prepare()
    line = old.line("members", "M1")
    assert line.cells["생일"] == "3월 1일"
    old.write(Edit("members", "M1", {"name": "박둘", "updated_at": "now"}, line, 1))
    (row,) = old.owner.rows("members")
    assert (row["name"], row["updated_at"], row["생일"], row["phone"]) == ("박둘", "now", "3월 1일", "01012345678")


def test_a_new_row_stands_below_in_his_order(old: Desk) -> None:
    old.prepare()
    old.add("members", {"member_id": "M2", "name": "박둘", "phone": "01000000000"})
    assert [(row["member_id"], row["name"], row["생일"]) for row in old.owner.rows("members")] == [
        ("M1", "김하나", "3월 1일"),
        ("M2", "박둘", ""),
    ]


def test_what_stands_beside_the_table_without_a_name_is_pushed_aside_and_kept(old: Desk) -> None:
    old.owner.types_at("members", 1, len(OLD), "계산")
    old.prepare("members")
    assert old.owner.grid("members").cell(1, len(OLD) + 2).value == "계산"


def test_a_sheet_without_a_spare_column_grows(bare: Desk) -> None:
    wide = [*OLD, *(f"자유 {number}" for number in range(18))]
    bare.owner.makes_tab("members", wide, ONE)
    assert bare.owner.grid("members").column_count == len(wide)
    bare.prepare("members")
    assert bare.owner.header("members") == [*wide, "updated_at", "sync_note"]


def test_only_the_new_columns_are_protected(old: Desk) -> None:
    old.prepare("members")
    sheet = old.owner.grid("members")
    areas = [one.area for one in old.owner.version().protected if one.sheet_id == sheet.id and one.editors == {EMAIL}]
    assert [(area.left, area.right) for area in areas] == [(len(OLD), len(OLD) + 2)]


def test_an_owners_column_comes_back_only_where_every_column_is_wanted(bare: Desk) -> None:
    bare.owner.makes_tab("config", ["key"], {"key": "open"})
    bare.prepare("config", every_column=False)
    assert bare.owner.header("config") == ["key", "sync_note"]
    bare.prepare("config")
    assert bare.owner.header("config") == ["key", "sync_note", "value"]


def test_a_key_column_is_not_made_beside_one_that_he_renamed(bare: Desk) -> None:
    bare.owner.makes_tab("members", ["번호", "name", "created_at"], {"번호": "M1"})
    bare.prepare("members", every_column=False)
    assert bare.owner.header("members") == ["번호", "name", "created_at", "updated_at", "sync_note"]


def test_a_tab_set_aside_is_his_with_all_that_is_in_it(old: Desk) -> None:
    old.read()
    old.workbook.set_aside("members", "members (2026-11-28)")
    old.prepare("members")
    assert [row["name"] for row in old.owner.rows("members (2026-11-28)")] == ["김하나"]
    assert old.owner.rows("members") == []
    assert old.read().sheets["members"].header == TABS["members"].names


def test_a_tab_with_nothing_in_it_gets_the_whole_header(bare: Desk) -> None:
    bare.owner.makes_tab("config", [])
    bare.prepare("config", every_column=False)
    assert tuple(bare.owner.header("config")) == TABS["config"].names
    assert bare.owner.grid("config").frozen_rows == 1


def test_a_tab_in_capitals_is_the_tab(bare: Desk) -> None:
    bare.owner.makes_tab("Members", OLD, ONE)
    bare.prepare()
    old_line = bare.line("members", "M1")
    assert bare.write(Edit("members", "M1", {"name": "박둘"}, old_line))
    assert bare.owner.cell("Members", 2, "name") == "박둘"
