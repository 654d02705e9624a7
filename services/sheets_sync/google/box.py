"""The hidden tab `_fbox`: what the service remembers, and the rows that its writes replaced. Pure.

Its first row is the memory. Every other line has in its first cell what it is, as JSON; then cells that are too long
for that; then a copied row. It is either the header of a tab as it stood in the moment of a write, by which it is
known which cells were hit, even where a column was inserted under our pen; or a row of that tab in that moment.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from services.sheets_sync.google.header import Header
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Cell, Replaced

BOX = "_fbox"
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What a line raises that somebody has been at."""


@dataclass
class Box:
    """The tab as it was read: rows in use, those of lines and of headers by id, and which lines need which header."""

    memory: Mapping[str, Any] = field(default_factory=dict)
    replaced: tuple[Replaced, ...] = ()
    taken: set[int] = field(default_factory=set)
    lines: dict[str, int] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    needed_by: dict[str, set[str]] = field(default_factory=dict)

    def rows_without(self, seen: Collection[str]) -> set[int]:
        """What nothing needs any more once these ids are forgotten."""
        lines = {row for name, row in self.lines.items() if name in seen}
        return lines | {row for head, row in self.heads.items() if self.needed_by.get(head, set()) <= {*seen}}

    def free_rows(self) -> Iterator[int]:
        return (row for row in count(1) if row not in self.taken)


@dataclass(frozen=True)
class _Head:
    """A header: as it stood, and where each of the tab's columns was believed to stand."""

    tab: str
    header: Header
    believed: Mapping[str, int]


def read_box(rows: Sequence[Sequence[Cell]]) -> Box:
    """A line that cannot be understood keeps its row and says nothing."""
    told = [(at, row, _told(row)) for at, row in enumerate(rows) if at > 0]
    box = Box(_memory(rows), taken={at for at, row, _ in told if any(cell != "" for cell in row)})
    box.heads = {str(meta.get("head")): at for at, _, meta in told if "tab" in meta}
    heads = dict(_heads((row, meta) for _, row, meta in told if "tab" in meta))
    found = [(at, _line(row, meta, heads)) for at, row, meta in told if "line" in meta]
    box.lines = {one.id: at for at, one in found if one}
    box.replaced = tuple(one for _, one in found if one)
    for _, _, meta in told:
        if "line" in meta:
            box.needed_by.setdefault(str(meta.get("head")), set()).add(str(meta["line"]))
    return box


def _memory(rows: Sequence[Sequence[Cell]]) -> Mapping[str, Any]:
    try:
        made = json.loads("".join(map(str, rows[0])))
    except UNREADABLE:
        return {}
    return made if isinstance(made, dict) else {}


def _told(row: Sequence[Cell]) -> Mapping[str, Any]:
    try:
        made = json.loads(str(row[0]))
    except UNREADABLE:
        return {}
    return made if isinstance(made, dict) else {}


def _heads(rows: Iterable[tuple[Sequence[Cell], Mapping[str, Any]]]) -> Iterator[tuple[str, _Head]]:
    for row, meta in rows:
        if str(meta["tab"]) in TABS and isinstance(meta.get("names"), dict):
            yield str(meta.get("head")), _Head(str(meta["tab"]), Header(row[1:]), meta["names"])


def _line(row: Sequence[Cell], meta: Mapping[str, Any], heads: Mapping[str, _Head]) -> Replaced | None:
    try:
        head = heads[str(meta["head"])]
        long, copied = row[1 : 1 + meta["long"]], row[1 + meta["long"] :]
        wrote, expected = _cells(meta, head, long)
        key = str(_unpacked(meta["key"], long))
        line, version = head.header.cells(copied), int(meta["version"])
        return Replaced(str(meta["line"]), head.tab, key, version, line, expected, wrote, _shifted(meta, head))
    except UNREADABLE:
        return None


def _cells(meta: Mapping[str, Any], head: _Head, long: Sequence[Cell]) -> tuple[dict[str, Cell], dict[str, Cell]]:
    """What was written, under the names of the columns that were really hit, and what was expected in those meant."""
    wrote: dict[str, Cell] = {}
    expected: dict[str, Cell] = {}
    meant = {at: name for name, at in head.believed.items()}
    for at, was, is_ in zip(meta["at"], meta["was"], meta["is"], strict=True):
        name = head.header.names[at] if at < head.header.width else ""
        if name:
            wrote[name] = _unpacked(is_, long)
        if was is not None and at in meant:
            expected[meant[at]] = _unpacked(was, long)
    return wrote, expected


def _shifted(meta: Mapping[str, Any], head: _Head) -> bool:
    names = {at: head.header.names[at] if at < head.header.width else "" for at in meta["at"]}
    return any(at in names and names[at] != meant for meant, at in head.believed.items())


def _unpacked(packed: Any, long: Sequence[Cell]) -> Cell:  # noqa: ANN401 - as it comes out of JSON
    """`[2]` is the third of the long cells. Those are blank at the row's end where the API leaves blanks out."""
    if isinstance(packed, list):
        return long[packed[0]]
    if not isinstance(packed, str | int | float | bool):
        raise TypeError(f"no cell: {type(packed)}")
    return packed
