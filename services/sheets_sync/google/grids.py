"""The spreadsheet's tabs as Google counts them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from secrets import randbelow
from typing import Any

FIELDS = "sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))"
IDS = 2**31 - 1


@dataclass(frozen=True)
class Grid:
    """A tab's number, which it keeps when it is renamed, and its size."""

    id: int
    rows: int
    columns: int


class Grids:
    """By title: big and small letters are the same to Google."""

    def __init__(self, sheets: Iterable[Mapping[str, Any]]) -> None:
        properties = [sheet["properties"] for sheet in sheets]
        self._grids = {each["title"].casefold(): _grid(each) for each in properties if "gridProperties" in each}
        self.ids = frozenset(each["sheetId"] for each in properties)

    def get(self, tab: str) -> Grid | None:
        return self._grids.get(tab.casefold())

    def get_id(self, tab: str) -> int | None:
        grid = self.get(tab)
        return grid.id if grid else None

    def has_all(self, tabs: Collection[str]) -> bool:
        return all(map(self.get, tabs))


def _grid(properties: Mapping[str, Any]) -> Grid:
    size = properties["gridProperties"]
    return Grid(properties["sheetId"], size["rowCount"], size["columnCount"])


def unused_id(used: Collection[int]) -> int:
    return next(drawn for drawn in iter(lambda: randbelow(IDS), None) if drawn not in used)
