"""The whole workbook as the ledger's audit takes it: part by part, in the order of the keys. Pure."""

from collections.abc import Iterator, Mapping

from services.sheets_sync.parse import read_row
from services.sheets_sync.tabs import TABS, Tab
from services.sheets_sync.workbook import Line, Sheet, Snapshot
from shared.cells import as_text
from shared.jobs.ledger import AuditPart

ROWS = 100
MISSING = "시트에 이 탭이 없습니다."
_Rows = list[tuple[str, dict[str, str]]]


def parts(run: str, snapshot: Snapshot, troubles: Mapping[str, str]) -> Iterator[AuditPart]:
    """Every tab, those that are not in order with the reason in place of rows."""
    *others, last = TABS.values()
    for tab in others:
        yield from _of_tab(run, tab, snapshot, troubles, last=False)
    yield from _of_tab(run, last, snapshot, troubles, last=True)


def _of_tab(run: str, tab: Tab, snapshot: Snapshot, troubles: Mapping[str, str], last: bool) -> Iterator[AuditPart]:
    sheet = snapshot.sheets.get(tab.name)
    left_out = troubles.get(tab.name, "") if sheet else MISSING
    if sheet is None or left_out:
        yield AuditPart(run, tab.name, "", None, [], left_out, last)
        return
    rows, after = _rows(tab, sheet), ""
    for begin in range(0, max(len(rows), 1), ROWS):
        part = rows[begin : begin + ROWS]
        ends = begin + ROWS >= len(rows)
        upto = None if ends else part[-1][0]
        told = [{"key": key, "cells": cells} for key, cells in part]
        yield AuditPart(run, tab.name, after, upto, told, "", last and ends)
        after = upto or ""


def _rows(tab: Tab, sheet: Sheet) -> _Rows:
    """Named rows; what cannot be read is told as it stands there. Rows with the same key stay together."""
    named = [(as_text(line.cells.get(tab.key)), line) for line in sheet.lines]
    return sorted(((key, _cells(tab, sheet, line)) for key, line in named if key), key=lambda row: row[0])


def _cells(tab: Tab, sheet: Sheet, line: Line) -> dict[str, str]:
    """Never a PIN: whatever stands there is told as `set`."""
    values = read_row(tab, sheet.header, line).values
    told = {name: as_text(values[name] if name in values else line.cells.get(name)) for name in tab.names}
    pins = {column.name for column in tab.columns if column.kind == "pin"}
    return {name: "set" if name in pins and text else text for name, text in told.items()}
