"""One call tells all there is to know."""

from services.sheets_sync.tabs import READ, TABS
from tests.integration.sheets_sync.google.desk import LOGS, Desk, failure


def kinds(desk: Desk) -> list[str]:
    with desk.calls() as calls:
        desk.read()
    return [call.kind for call in calls]


def test_a_reading_is_one_call(desk: Desk) -> None:
    assert kinds(desk) == ["read"]


def test_the_first_one_of_a_process_too(desk: Desk) -> None:
    desk.restart()
    assert kinds(desk) == ["read"]


def test_cells_come_as_they_are_held(desk: Desk) -> None:
    desk.add("member_vouchers", {"voucher_id": "V1", "remaining_amount": 15000, "valid_from": "2026-11-28 09:00:00"})
    desk.owner.types("member_vouchers", "V1", "member_id", "01012345678")
    desk.owner.types("member_vouchers", "V1", "valid_until", "2026-12-01")
    desk.owner.types("member_vouchers", "V1", "original_amount", "=1+2", result=3)
    desk.owner.types("member_vouchers", "V1", "remaining_amount_synced", "=1/0", result="#DIV/0!")
    cells = desk.line("member_vouchers", "V1").cells
    assert cells["remaining_amount"] == 15000
    assert cells["valid_from"] == "2026-11-28 09:00:00"
    assert cells["valid_until"] == 46357
    assert (cells["original_amount"], cells["remaining_amount_synced"]) == (3, "#DIV/0!")
    assert "parent_voucher_id" not in cells


def test_rows_are_counted_from_the_header_down_and_blank_ones_are_none(desk: Desk) -> None:
    desk.owner.types_at("config", 4, 0, "open")
    assert [(line.at, line.cells) for line in desk.read().sheets["config"].lines] == [(3, {"key": "open"})]


def test_of_a_log_only_the_keys_are_read(desk: Desk) -> None:
    desk.add("event_logs", {"log_id": 1, "details": "a"}, {"log_id": 2, "details": "b"})
    lines = desk.read().sheets["event_logs"].lines
    assert [(line.at, line.cells) for line in lines] == [(0, {"log_id": 1}), (1, {"log_id": 2})]


def test_keys_are_found_where_the_owner_put_them_at_the_price_of_one_more_call(desk: Desk) -> None:
    desk.add("event_logs", {"log_id": 1, "details": "a"})
    desk.owner.inserts_column("event_logs", "log_id", "메모")
    assert kinds(desk) == ["read", "read"]
    assert kinds(desk) == ["read"]
    assert [line.cells for line in desk.read().sheets["event_logs"].lines] == [{"log_id": 1}]


def test_a_key_column_that_stood_beyond_what_is_left_is_found_again(desk: Desk) -> None:
    desk.owner.inserts_column("event_logs", "log_id", "메모")
    desk.read()
    for column in desk.owner.header("event_logs")[2:]:
        desk.owner.deletes_column("event_logs", column)
    desk.owner.deletes_column("event_logs", "메모")
    assert desk.read().sheets["event_logs"].header == ("log_id",)


def test_a_log_without_its_key_column_is_told_by_its_header(desk: Desk) -> None:
    desk.add("event_logs", {"log_id": 1, "details": "a"})
    desk.owner.renames_header("event_logs", "log_id", "번호")
    sheet = desk.read().sheets["event_logs"]
    assert sheet.header[0] == "번호"
    assert sheet.lines == ()


def test_what_explains_a_tab_is_no_part_of_its_header(desk: Desk) -> None:
    desk.read()
    desk.write(notes={"members": "줄이 없어졌습니다: 3줄"})
    sheet = desk.read().sheets["members"]
    assert sheet.note == "줄이 없어졌습니다: 3줄"
    assert sheet.header == TABS["members"].names
    desk.write(notes={"members": ""})
    assert desk.read().sheets["members"].note == ""
    assert desk.owner.header("members")[-1] == "sync_note"


def test_a_tab_that_is_gone_is_left_out_and_costs_its_calls_once(desk: Desk) -> None:
    desk.owner.deletes_tab("members")
    assert kinds(desk) == ["read", "meta", "read"]
    assert kinds(desk) == ["read"]
    assert "members" not in desk.read().sheets
    assert "products" in desk.read().sheets


def test_a_tab_that_is_back_is_read_within_a_minute(desk: Desk) -> None:
    desk.owner.renames_tab("members", "회원")
    desk.read()
    desk.owner.renames_tab("회원", "members")
    desk.clock.pass_by(60)
    assert kinds(desk) == ["meta", "read"]
    assert "members" in desk.read().sheets


def test_a_sheet_without_any_of_the_tabs_is_read_as_such(bare: Desk) -> None:
    assert bare.read().sheets == {}


def test_half_the_tabs_are_better_than_none(bare: Desk) -> None:
    bare.prepare("members")
    snapshot = bare.workbook.read(READ, LOGS)
    assert list(snapshot.sheets) == ["members"]


def test_the_stamp_changes_with_the_sheet_and_with_nothing_else(desk: Desk) -> None:
    before = desk.workbook.stamp()
    assert desk.workbook.stamp() == before
    desk.clock.pass_by(1)
    desk.owner.types_at("config", 1, 0, "open")
    assert desk.workbook.stamp() != before


def test_where_drive_does_not_tell_nobody_asks_again(desk: Desk) -> None:
    desk.google.drive_enabled = False
    assert desk.workbook.stamp() is None
    with desk.calls() as calls:
        assert desk.workbook.stamp() is None
    assert calls == []


def test_drive_out_of_breath_is_asked_again(desk: Desk) -> None:
    desk.google.faults.next("503", on={"drive"})
    assert failure(desk.workbook.stamp)
    assert desk.workbook.stamp()
