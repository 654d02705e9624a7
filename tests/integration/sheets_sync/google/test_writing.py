"""One call writes it all, and only what it was asked to."""

from services.sheets_sync.google.box import BOX
from services.sheets_sync.tabs import READ, TABS
from services.sheets_sync.workbook import Edit
from tests.integration.sheets_sync.google.desk import Desk, failure

SIX = ("members", "products", "voucher_products", "member_vouchers", "member_subscriptions", "member_passes")


def changes(desk: Desk) -> list[Edit]:
    """Every row of the six tabs with a new time and, where it has one, a new state."""
    sheets = desk.read().sheets
    return [
        Edit(tab, str(line.cells[TABS[tab].key]), {"status": "new", "updated_at": "2026-11-28 09:00:00"}, line, 7)
        for tab in SIX
        for line in sheets[tab].lines
    ]


def test_a_thousand_changed_rows_over_six_tabs_are_one_reading_and_one_write(desk: Desk) -> None:
    for tab in SIX:
        desk.add(tab, *({TABS[tab].key: f"{tab}-{number}"} for number in range(167)))
    desk.clock.pass_by(60)
    with desk.calls() as calls:
        edits = changes(desk)
        assert desk.write(*edits) == edits
    assert [call.kind for call in calls] == ["read", "write"]
    assert all(row["updated_at"] for tab in SIX for row in desk.owner.rows(tab))
    assert len(desk.read().replaced) == len(edits) == 1002


def test_cells_without_an_edit_stay(desk: Desk) -> None:
    desk.add("products", {"product_id": "P1", "name": "수건", "size": "L"})
    desk.owner.types("products", "P1", "price", "=500*2", result=1000)
    desk.write(Edit("products", "P1", {"name": "큰 수건", "updated_at": "now"}, desk.line("products", "P1")))
    assert desk.owner.whole_cell("products", "P1", "price").formula == "=500*2"
    assert desk.owner.cell("products", "P1", "size") == "L"


def test_a_cell_is_blanked(desk: Desk) -> None:
    desk.add("members", {"member_id": "M1", "notes": "x"})
    desk.write(Edit("members", "M1", {"notes": ""}, desk.line("members", "M1")))
    assert desk.owner.cell("members", "M1", "notes") == ""
    assert "notes" not in desk.line("members", "M1").cells


def test_new_rows_go_below_the_last_one_and_the_grid_grows(desk: Desk) -> None:
    desk.add("event_logs", *({"log_id": number} for number in range(1005)))
    desk.add("event_logs", {"log_id": "last"})
    assert desk.owner.keys("event_logs")[-2:] == ["1004", "last"]


def test_a_row_the_owner_adds_meanwhile_is_not_written_over(desk: Desk) -> None:
    desk.read()
    desk.during_write(lambda: desk.owner.adds_row("members", name="새 회원"))
    desk.write(Edit("members", "M1", {"member_id": "M1", "name": "김하나"}, None))
    assert [row["name"] for row in desk.owner.rows("members")] == ["새 회원", "김하나"]


def test_a_cell_whose_column_is_gone_has_no_place(desk: Desk) -> None:
    desk.add("members", {"member_id": "M1"})
    desk.owner.deletes_column("members", "notes")
    line = desk.line("members", "M1")
    edits = [
        Edit("members", "M1", {"notes": "x"}, line),
        Edit("members", "M2", {"member_id": "M2", "notes": "x", "created_at": "now"}, None),
    ]
    assert desk.write(*edits) == edits
    assert [row["created_at"] for row in desk.owner.rows("members")] == ["", "now"]


def test_a_column_he_inserted_into_a_log_is_known_without_reading_its_keys(desk: Desk) -> None:
    desk.add("event_logs", {"log_id": "1", "details": "first"})
    desk.owner.inserts_column("event_logs", "timestamp", "mine")
    with desk.calls() as calls:
        desk.workbook.read(READ, ())
        desk.write(Edit("event_logs", "2", {"log_id": "2", "details": "second"}, None))
    assert [call.kind for call in calls] == ["read", "write"]
    rows = desk.owner.rows("event_logs")
    assert [(row["log_id"], row["mine"], row["details"]) for row in rows] == [("1", "", "first"), ("2", "", "second")]


def test_a_log_whose_column_he_calls_otherwise_is_written_where_it_stood(desk: Desk) -> None:
    desk.add("event_logs", {"log_id": "1", "details": "first"})
    desk.owner.renames_header("event_logs", "details", "내용")
    desk.workbook.read(READ, ())
    desk.write(Edit("event_logs", "2", {"log_id": "2", "details": "second"}, None))
    assert [row["내용"] for row in desk.owner.rows("event_logs")] == ["first", "second"]


def test_edits_of_a_tab_that_is_not_there_are_left_out(desk: Desk) -> None:
    desk.owner.deletes_tab("members")
    desk.read()
    there = Edit("products", "P1", {"product_id": "P1"}, None)
    assert desk.write(Edit("members", "M1", {"member_id": "M1"}, None), there) == [there]


def test_nothing_to_write_is_no_call(desk: Desk) -> None:
    desk.read()
    with desk.calls() as calls:
        assert desk.write() == []
    assert calls == []


def test_the_memory_is_there_for_the_next_machine(desk: Desk) -> None:
    desk.read()
    desk.write(memory={"members": {"rows": 3}, "긴": "가" * 60_000})
    desk.write(memory={"members": {"rows": 4}})
    desk.restart()
    assert desk.read().memory == {"members": {"rows": 4}}


def test_without_a_new_memory_the_old_one_stays(desk: Desk) -> None:
    desk.read()
    desk.write(memory={"a": 1})
    desk.add("members", {"member_id": "M1"})
    assert desk.read().memory == {"a": 1}


def test_the_hidden_tab_is_made_again_where_he_threw_it_away(desk: Desk) -> None:
    desk.add("members", {"member_id": "M1", "name": "김하나"})
    desk.owner.deletes_tab(BOX)
    line = desk.line("members", "M1")
    desk.write(Edit("members", "M1", {"name": "박둘"}, line), memory={"a": 1})
    snapshot = desk.read()
    assert snapshot.memory == {"a": 1}
    assert [one.expected for one in snapshot.replaced] == [{"name": "김하나"}]
    assert desk.owner.grid(BOX).hidden


def test_the_hidden_tab_does_not_grow_for_ever(desk: Desk) -> None:
    desk.add("members", {"member_id": "M1", "name": "0"})
    for number in range(1, 30):
        desk.clock.pass_by(10)
        snapshot = desk.read()
        (line,) = snapshot.sheets["members"].lines
        seen = [one.id for one in snapshot.replaced]
        desk.write(Edit("members", "M1", {"name": str(number)}, line), seen=seen)
    assert desk.owner.grid(BOX).used < 10


def test_a_row_that_vanished_from_the_end_makes_the_round_be_tried_anew(desk: Desk) -> None:
    desk.add("config", {"key": "open"}, {"key": "close"})
    edit = Edit("config", "close", {"sync_note": "x"}, desk.line("config", "close"))
    desk.during_write(lambda: desk.owner.deletes_rows("config", *range(2, 1000)))
    assert not failure(lambda: desk.write(edit)).doubtful
    assert desk.read().sheets["config"].lines == ()
    assert desk.write(Edit("config", "close", {"key": "close"}, None))


def test_a_tab_that_another_took_the_place_of_was_not_written(desk: Desk) -> None:
    desk.add("config", {"key": "open"})
    line = desk.line("config", "open")
    desk.owner.renames_tab("config", "config (old)")
    desk.owner.makes_tab("config", list(TABS["config"].names), {"key": "open"})
    edit = Edit("config", "open", {"sync_note": "x"}, line)
    assert desk.write(edit) == []
    assert desk.write(edit) == [edit]
    assert desk.owner.cell("config", "open", "sync_note") == "x"


def test_more_than_one_call_may_hold_is_written_in_parts(desk: Desk) -> None:
    desk.read()
    edits = [Edit("event_logs", str(at), {"log_id": str(at), "details": "가" * 10_000}, None) for at in range(100)]
    written = desk.write(*edits)
    assert 0 < len(written) < len(edits)
    assert desk.owner.keys("event_logs") == [edit.key for edit in written]


def test_a_column_he_protects_against_everybody_is_told_in_words(desk: Desk) -> None:
    desk.add("members", {"member_id": "M1"})
    desk.owner.protects("members", "name")
    line = desk.line("members", "M1")
    assert "protected" in str(failure(lambda: desk.write(Edit("members", "M1", {"name": "x"}, line))))
