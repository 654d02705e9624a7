"""A workbook in memory that exchanges as Google's does, with an owner whose hand may be in it at any moment."""

from collections.abc import Callable, Collection, Mapping
from itertools import count
from typing import Any

from services.sheets_sync.tabs import SYNCED, TABS
from services.sheets_sync.workbook import Batch, Cell, Edit, Line, Replaced, Sheet, Snapshot, WorkbookError


class Paper:
    """Rows are lists of cells below a header, and edits hit them by their place, whoever moved there meanwhile."""

    def __init__(self) -> None:
        self.headers: dict[str, list[str]] = {}
        self.rows: dict[str, list[dict[str, Cell]]] = {}
        self.notes: dict[str, str] = {}
        self.memory: Mapping[str, Any] = {}
        self.replaced: list[Replaced] = []
        self.changes = 0
        self.calls: list[str] = []
        self.before_write: Callable[[], None] = lambda: None
        self.fails: WorkbookError | None = None
        self.loses_answer = False
        self._ids = count(1)

    def stamp(self) -> str | None:
        return str(self.changes)

    def prepare(self, tabs: Collection[str], every_column: bool) -> None:
        self._call("prepare")
        for name in tabs:
            header = self.headers.setdefault(name, [])
            self.rows.setdefault(name, [])
            tab = TABS[name]
            wanted = tab.names if every_column else [column.name for column in tab.of_hand("system")]
            header += [column for column in wanted if column not in header]

    def set_aside(self, tab: str, title: str) -> None:
        self._call("set_aside")
        self.headers[title], self.rows[title] = self.headers.pop(tab), self.rows.pop(tab)

    def read(self, whole: Collection[str], keys: Collection[str]) -> Snapshot:
        self._call("read")
        sheets = {name: self._sheet(name, None) for name in whole if name in self.headers}
        sheets |= {name: self._sheet(name, TABS[name].key) for name in keys if name in self.headers}
        return Snapshot(sheets, tuple(self.replaced), self.memory)

    def write(self, batch: Batch) -> list[Edit]:
        self._call("write")
        self.before_write()
        self.replaced = [one for one in self.replaced if one.id not in batch.seen]
        for edit in batch.edits:
            self._carry_out(edit)
        self.notes |= batch.notes
        self.memory = self.memory if batch.memory is None else batch.memory
        self.changes += 1
        if self.loses_answer:
            self.loses_answer = False
            raise WorkbookError("no answer", doubtful=True)
        return list(batch.edits)

    def _call(self, kind: str) -> None:
        self.calls.append(kind)
        if self.fails:
            raise self.fails

    def _sheet(self, name: str, only: str | None) -> Sheet:
        header = tuple(self.headers[name])
        lines = [
            Line(at, {c: v for c, v in row.items() if v != "" and c in header and only in (None, c)})
            for at, row in enumerate(self.rows[name])
        ]
        return Sheet(header, lines, self.notes.get(name, ""))

    def _carry_out(self, edit: Edit) -> None:
        rows = self.rows[edit.tab]
        if edit.line is None:
            rows.append(dict(edit.cells))
            return
        while len(rows) <= edit.line.at:
            rows.append({})
        row = rows[edit.line.at]
        if edit.guarded:
            self._copy(edit, edit.line, row)
        row |= edit.cells

    def _copy(self, edit: Edit, line: Line, row: dict[str, Cell]) -> None:
        tab = TABS[edit.tab]
        untold = {c.name for c in tab.columns if c.kind == "pin" or c.hand == "system"} - {tab.key}
        expected = {column: line.cells.get(column, "") for column in edit.cells if column not in untold}
        before = {column: cell for column, cell in row.items() if cell != ""}
        one = Replaced(str(next(self._ids)), edit.tab, edit.key, edit.version, before, expected, dict(edit.cells))
        self.replaced.append(one)

    # The owner's hand

    def row(self, tab: str, key: str) -> dict[str, Cell]:
        return next(row for row in self.rows[tab] if row.get(TABS[tab].key) == key)

    def types(self, tab: str, key: str, **cells: Cell) -> None:
        self.row(tab, key).update(cells)
        self.changes += 1

    def adds(self, tab: str, **cells: Cell) -> None:
        self.rows[tab].append(dict(cells))
        self.changes += 1

    def deletes(self, tab: str, *keys: str) -> None:
        self.rows[tab] = [row for row in self.rows[tab] if row.get(TABS[tab].key) not in keys]
        self.changes += 1

    def turns_over(self, tab: str) -> None:
        """Sorts the tab the other way round."""
        self.rows[tab].reverse()
        self.changes += 1

    def balance(self, tab: str, key: str) -> tuple[Cell, Cell]:
        """The cell, and what stands beside it."""
        column = TABS[tab].balance or ""
        return self.row(tab, key)[column], self.row(tab, key)[column + SYNCED]
