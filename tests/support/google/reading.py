"""Reading blocks of plain values: what is under `/values` and changes nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.support.google import a1
from tests.support.google.book import Book
from tests.support.google.cells import Render
from tests.support.google.grid import Sheet
from tests.support.google.requests.scene import choice
from tests.support.google.shown import RENDERS, dated, unformatted

Query = Mapping[str, Sequence[str]]
Place = tuple[Sheet, int, int, int, int]
DIMENSIONS = ("ROWS", "COLUMNS")


def place(book: Book, text: str, *, cut: bool) -> Place:
    """Tab, top, left, bottom, right. `cut`: an end beyond the grid is the grid's. Raises ApiError."""
    title, area = a1.parse(text)
    sheet = book.first() if title is None else book.titled(title)
    if sheet is None:
        raise a1.unreadable(text)
    if area.top >= sheet.row_count or area.left >= sheet.column_count:
        raise sheet.beyond(area.top, area.left, area.top + 1, area.left + 1)
    bottom = sheet.row_count if area.bottom is None else area.bottom
    right = sheet.column_count if area.right is None else area.right
    top, bottom = sorted((area.top, bottom - 1))
    left, right = sorted((area.left, right - 1))
    if cut:
        bottom, right = min(bottom, sheet.row_count - 1), min(right, sheet.column_count - 1)
    return sheet, top, left, bottom + 1, right + 1


def get(book: Book, text: str, query: Query) -> str:
    """A ValueRange as JSON."""
    render, dimension = _how(query)
    return _told(place(book, text, cut=True), render, dimension)


def batch_get(book: Book, query: Query) -> str:
    """All ranges or, where one cannot be read, none."""
    render, dimension = _how(query)
    told = [_told(place(book, text, cut=True), render, dimension) for text in query.get("ranges", [])]
    return f'{{"spreadsheetId": {json.dumps(book.id)}, "valueRanges": [{", ".join(told)}]}}'


def _how(query: Query) -> tuple[Render, str]:
    given = {name: values[-1] for name, values in query.items()}
    render = RENDERS[choice(given, "valueRenderOption", RENDERS, "FORMATTED_VALUE")]
    dates = choice(given, "dateTimeRenderOption", ("SERIAL_NUMBER", "FORMATTED_STRING"), "SERIAL_NUMBER")
    if render is unformatted and dates == "FORMATTED_STRING":
        render = dated
    return render, choice(given, "majorDimension", DIMENSIONS, "ROWS")


def _told(where: Place, render: Render, dimension: str) -> str:
    sheet, *area = where
    key = (*area, render, dimension)
    if key not in sheet.told:
        sheet.told[key] = _values(where, render, dimension)
    head = json.dumps({"range": a1.name(sheet.title, *where[1:]), "majorDimension": dimension}, ensure_ascii=False)
    return f"{head[:-1]}{sheet.told[key]}}}"


def _values(where: Place, render: Render, dimension: str) -> str:
    """Without what is blank at the end; nothing at all where all of it is."""
    sheet, top, left, bottom, right = where
    rows = sheet.rows[top : min(bottom, sheet.used)]
    if dimension == "ROWS":
        lines = [row.told(render, left, right) for row in rows]
    else:
        columns = _columns([row.values(render, left, right) for row in rows])
        lines = [json.dumps(column, ensure_ascii=False) for column in columns]
    while lines and lines[-1] == "[]":
        lines.pop()
    return f', "values": [{", ".join(lines)}]' if lines else ""


def _columns(rows: list[list[Any]]) -> Iterable[list[Any]]:
    for column in range(max(map(len, rows), default=0)):
        line = [row[column] if column < len(row) else "" for row in rows]
        while line and line[-1] == "":
            line.pop()
        yield line
