"""Reading a row is dear, and most rows stand as they stood."""

from collections.abc import Mapping

from services.sheets_sync.rounds.rows import Reader
from services.sheets_sync.tabs import TABS, Tab
from services.sheets_sync.workbook import Cell, Line, Sheet

HEADER = ("product_id", "name", "enabled")
read: list[object] = []


def reader() -> Reader:
    """It notes which rows it reads."""
    read.clear()

    def digest(_: Tab, cells: Mapping[str, Cell]) -> str:
        read.append(cells["product_id"])
        return str(len(read))

    return Reader(digest)


def sheet(*rows: tuple[Cell, ...], header: tuple[str, ...] = HEADER) -> Sheet:
    return Sheet(header, [Line(at, dict(zip(header, row, strict=True))) for at, row in enumerate(rows)])


def test_a_row_that_stands_as_it_stood_is_not_read_again() -> None:
    one = reader()
    one.rows(TABS["products"], sheet(("P1", "수건", True), ("P2", "상의", True)))
    one.rows(TABS["products"], sheet(("P1", "수건", True), ("P2", "바지", True)))
    assert read == ["P1", "P2", "P2"]


def test_a_row_that_moved_is_known_and_stands_where_it_stands() -> None:
    one = reader()
    one.rows(TABS["products"], sheet(("P1", "수건", True), ("P2", "상의", True)))
    moved = one.rows(TABS["products"], sheet(("P2", "상의", True), ("P1", "수건", True)))
    assert read == ["P1", "P2"]
    assert [(row.key, row.line.at) for row in moved] == [("P2", 0), ("P1", 1)]


def test_a_number_in_the_place_of_an_equal_tick_is_another_cell() -> None:
    one = reader()
    one.rows(TABS["products"], sheet(("P1", "수건", True)))
    one.rows(TABS["products"], sheet(("P1", "수건", 1)))
    assert read == ["P1", "P1"]


def test_under_another_header_it_is_another_row() -> None:
    one = reader()
    one.rows(TABS["products"], sheet(("P1", "수건", True)))
    one.rows(TABS["products"], sheet(("P1", "수건", True), header=("product_id", "size", "enabled")))
    assert read == ["P1", "P1"]
