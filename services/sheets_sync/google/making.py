"""Tabs and columns that are missing, made as a new workbook has them. Pure but for the numbers drawn for tabs."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from services.sheets_sync.google.box import BOX
from services.sheets_sync.google.dress import dressed, protect
from services.sheets_sync.google.grids import Grid, Grids, unused_id
from services.sheets_sync.google.header import Header
from services.sheets_sync.google.orders import Order, grow
from services.sheets_sync.tabs import TABS, Column, Tab

ROWS = 1000
BOX_SIZE = (200, 40)
"""Rows and columns; both grow."""


def missing(
    tabs: Collection[str], grids: Grids, headers: Mapping[str, Header], every: bool, email: str
) -> list[Order]:
    """`headers` are those of the tabs that are there; `every` column they lack is added, or the system's alone."""
    used = set(grids.ids)
    orders: list[Order] = []
    if grids.get(BOX) is None:
        used.add(sheet := unused_id(used))
        orders += new_box(sheet, email)
    for name in tabs:
        grid = grids.get(name)
        if grid is None:
            used.add(sheet := unused_id(used))
            orders += _new_tab(TABS[name], sheet, email)
        else:
            orders += _completed(TABS[name], grid, headers[name], every, email)
    return orders


def new_box(sheet: int, email: str, size: tuple[int, int] = BOX_SIZE) -> Iterator[Order]:
    """Hidden, and nobody's but the service's."""
    grid = {"rowCount": size[0], "columnCount": size[1]}
    yield {"addSheet": {"properties": {"sheetId": sheet, "title": BOX, "hidden": True, "gridProperties": grid}}}
    yield protect({"sheetId": sheet}, email)


def _new_tab(tab: Tab, sheet: int, email: str) -> Iterator[Order]:
    grid = {"rowCount": ROWS, "columnCount": len(tab.columns), "frozenRowCount": 1}
    yield {"addSheet": {"properties": {"sheetId": sheet, "title": tab.name, "gridProperties": grid}}}
    yield from dressed(tab, tab.columns, sheet, 0, email)


def _completed(tab: Tab, grid: Grid, header: Header, every: bool, email: str) -> Iterator[Order]:
    """New columns come right behind the last one that has a name, and push aside what stands there without one."""
    columns = lacking(tab, header, every)
    if not columns:
        return
    if not header.given:
        frozen = {"sheetId": grid.id, "gridProperties": {"frozenRowCount": 1}}
        yield {"updateSheetProperties": {"properties": frozen, "fields": "gridProperties.frozenRowCount"}}
    if header.width < grid.columns:
        span = {"startIndex": header.width, "endIndex": header.width + len(columns)}
        between = {"sheetId": grid.id, "dimension": "COLUMNS", **span}
        yield {"insertDimension": {"range": between, "inheritFromBefore": False}}
    else:
        yield grow(grid.id, "COLUMNS", len(columns))
    yield from dressed(tab, columns, grid.id, header.width, email)


def lacking(tab: Tab, header: Header, every: bool) -> Sequence[Column]:
    """A blank header lacks all of it. Else a key column is made only where every column is wanted: beside one that he
    renamed, all his rows would look new."""
    wanted = (
        tab.columns if every or not header.given else [each for each in tab.of_hand("system") if each.name != tab.key]
    )
    return [column for column in wanted if header.at(column.name) is None]


def renamed(sheet: int, title: str) -> Order:
    return {"updateSheetProperties": {"properties": {"sheetId": sheet, "title": title}, "fields": "title"}}
