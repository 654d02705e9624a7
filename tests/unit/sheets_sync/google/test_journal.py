"""Lines of the hidden tab: what is written is understood again, whatever happened to the tab under our pen."""

import json
from collections.abc import Mapping, Sequence
from itertools import count

import pytest

from services.sheets_sync.google.box import Box, read_box
from services.sheets_sync.google.header import Header
from services.sheets_sync.google.journal import Journal, pieces
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Cell, Edit, Line, Replaced

HEADER = ["member_id", "name", "phone", "payment_password", "notes", "updated_at"]
ROW: list[Cell] = ["M1", "김하나", "01012345678", "123456", "", "before"]


def line_of(row: Sequence[Cell]) -> Line:
    return Line(4, Header(HEADER).cells(row))


def journal_of(*edits: Edit, taken: Sequence[int] = ()) -> Journal:
    ids = (f"id{number}" for number in count())
    journal = Journal(Box(taken=set(taken)).free_rows(), lambda: next(ids))
    for edit in edits:
        assert edit.line
        journal.add(edit, edit.line, TABS["members"], 7, Header(HEADER))
    return journal


def box_of(journal: Journal, tab: Mapping[int, Sequence[Cell]], memory: Sequence[Cell] = ()) -> list[list[Cell]]:
    """The hidden tab once Google has carried it out, when the tab's rows were these."""
    rows: list[list[Cell]] = [[""] * 60 for _ in range(max(journal.rows, default=0) + 1)]
    rows[0][: len(memory)] = memory
    for copy in journal.copies:
        cells = tab[copy.row][: copy.width]
        rows[copy.to_row][copy.to_column : copy.to_column + len(cells)] = cells
    for (row, column), cell in journal.cells.items():
        rows[row][column] = cell
    return rows


def replaced(edit: Edit, row: Sequence[Cell] = ROW, header: Sequence[Cell] = HEADER) -> Replaced:
    (one,) = read_box(box_of(journal_of(edit), {0: header, 5: row})).replaced
    return one


def test_a_row_comes_back_as_it_was_in_the_moment_of_the_write() -> None:
    edit = Edit("members", "M1", {"name": "박둘", "updated_at": "now"}, line_of(ROW), 42)
    one = replaced(edit, [*ROW[:1], "이셋", *ROW[2:]])
    assert (one.tab, one.key, one.version) == ("members", "M1", 42)
    assert one.line["name"] == "이셋"
    assert one.expected == {"name": "김하나"}
    assert one.wrote == {"name": "박둘", "updated_at": "now"}


def test_a_cell_believed_blank_is_told_as_blank() -> None:
    one = replaced(Edit("members", "M1", {"notes": "x"}, line_of(ROW)))
    assert one.expected == {"notes": ""}


def test_a_pin_is_not_copied_unless_the_write_replaces_it() -> None:
    assert "payment_password" not in replaced(Edit("members", "M1", {"name": "박둘"}, line_of(ROW))).line


def test_a_pin_that_the_write_replaces_comes_back_and_what_we_believed_is_not_written_down() -> None:
    one = replaced(Edit("members", "M1", {"payment_password": "set"}, line_of(ROW)), [*ROW[:3], "654321", *ROW[4:]])
    assert one.line["payment_password"] == "654321"
    assert one.expected == {}


def test_a_column_inserted_under_our_pen_tells_which_cells_were_really_hit() -> None:
    edit = Edit("members", "M1", {"phone": "01099999999"}, line_of(ROW))
    one = replaced(edit, ["M1", "생일", *ROW[1:]], ["member_id", "생일", *HEADER[1:]])
    assert one.wrote == {"name": "01099999999"}
    assert one.line["name"] == "김하나"
    assert "name" not in one.expected


def test_cells_of_any_length_keep_the_line_small() -> None:
    long = {name: name[0] * 50_000 for name in ("name", "phone", "notes")}
    edit = Edit("members", "K" * 50_000, {name: "new" + text[:-3] for name, text in long.items()}, line_of(ROW), 1)
    journal = journal_of(edit)
    assert max(len(str(cell)) for cell in journal.cells.values()) <= 50_000
    one = replaced(edit)
    assert one.wrote == edit.cells
    assert one.key == edit.key
    assert one.line["name"] == "김하나"


@pytest.mark.parametrize("cell", [0, -1, 1.5, True, False, "", "[0]", "null", '"', "\n\u2028\\"])
def test_every_kind_of_cell_comes_back_as_it_was(cell: Cell) -> None:
    assert replaced(Edit("members", "M1", {"name": cell}, line_of(ROW))).wrote == {"name": cell}


def test_rows_in_use_are_not_written_over() -> None:
    journal = journal_of(Edit("members", "M1", {"name": "x"}, line_of(ROW)), taken=[1, 3])
    assert journal.rows == {2, 4}


def test_the_header_is_kept_until_the_last_line_that_needs_it_is_forgotten() -> None:
    edits = [Edit("members", key, {"name": "x"}, line_of(ROW)) for key in ("M1", "M2")]
    box = read_box(box_of(journal_of(*edits), {0: HEADER, 5: ROW}))
    first, second = (one.id for one in box.replaced)
    assert box.rows_without([first]) == {box.lines[first]}
    assert box.rows_without([first, second]) == {1, 2, 3}
    assert box.rows_without(["unknown"]) == set()


@pytest.mark.parametrize(
    "told",
    [
        "", "x", "[]", '{"line":"a"}', '{"tab":"members"}',
        '{"tab":["members"],"names":{}}', '{"tab":"nobody","names":{}}',
        '{"line":"a","head":"id0","key":[9],"version":1,"at":[1],"was":[null],"is":["x"],"long":0}',
        '{"line":"a","head":"id0","key":"M1","version":"x","at":[1],"was":[],"is":["x"],"long":0}',
        '{"line":"a","head":"id0","key":"M1","version":1,"at":["1"],"was":[null],"is":["x"],"long":0}',
        '{"line":"a","head":["id0"],"key":"M1","version":1,"at":[],"was":[],"is":[],"long":"a"}',
    ],
)  # fmt: skip
def test_a_line_somebody_has_been_at_says_nothing_and_keeps_its_row(told: str) -> None:
    rows = box_of(journal_of(Edit("members", "M1", {"name": "x"}, line_of(ROW))), {0: HEADER, 5: ROW})
    rows.append([told, "something"])
    box = read_box(rows)
    assert [one.key for one in box.replaced] == ["M1"]
    assert 3 in box.taken


def test_the_memory_comes_back_whatever_its_length() -> None:
    memory = {"members": {"rows": 3}, "long": "가" * 100_000}
    assert read_box([pieces(memory)]).memory == memory
    assert max(len(str(piece)) for piece in pieces(memory)) <= 50_000


@pytest.mark.parametrize("cells", [[], ["{"], ["[]"], ["7"], [7, "x"]])
def test_a_memory_that_is_none_is_forgotten(cells: list[Cell]) -> None:
    assert read_box([cells]).memory == {}


def test_the_line_is_small() -> None:
    edit = Edit(
        "members", "M1", {"name": "박둘", "updated_at": "2026-11-28 09:00:00"}, line_of(ROW), 1_764_316_800_000_000
    )
    told = journal_of(edit).cells[2, 0]
    assert len(str(told)) < 200
    assert json.loads(str(told))["version"] == edit.version
