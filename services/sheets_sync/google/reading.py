"""What is asked of the spreadsheet in one call, and what the answer says. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.sheets_sync.google.box import BOX, Box, read_box
from services.sheets_sync.google.header import Header, is_blank, whole
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Cell, Line, Sheet

Table = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Question:
    """`whole` tabs with all their cells; of `keys` the column at that place, where the key stood last; of `heads` no
    more than the header: rows may be added to them, and he may have moved columns."""

    whole: tuple[str, ...]
    keys: Mapping[str, int]
    box: bool
    heads: tuple[str, ...] = ()

    @property
    def ranges(self) -> list[str]:
        box = [quoted(BOX)] if self.box else []
        return [
            *box,
            *map(quoted, self.whole),
            *(each for tab, at in self.keys.items() for each in _key_ranges(tab, at)),
            *map(first_row, self.heads),
        ]


@dataclass
class Answer:
    """`moved`: the key columns of these tabs stand elsewhere by now, and so were not read. `heads` are the headers of
    tabs of which nothing else was read."""

    box: Box = field(default_factory=Box)
    headers: dict[str, Header] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    heads: dict[str, Header] = field(default_factory=dict)


def understood(asked: Question, tables: Sequence[Table]) -> Answer:
    """`tables` in the order of the ranges, each from its first row on."""
    left = iter(tables)
    made = Answer(read_box(next(left)) if asked.box else Box())
    for tab in asked.whole:
        table = next(left)
        header = Header(table[0] if table else ())
        made.headers[tab] = header
        made.sheets[tab] = Sheet(header.given, tuple(_lines(header, table[1:])), header.note)
    for tab, at in asked.keys.items():
        top, column = next(left), next(left)
        header = Header(top[0] if top else ())
        key = header.at(TABS[tab].key)
        made.headers[tab] = header
        made.sheets[tab] = Sheet(header.given, tuple(_keys(TABS[tab].key, key, column[1:])), header.note)
        made.moved |= {tab} if key not in (at, None) else set()
    made.heads = {tab: Header(table[0] if table else ()) for tab, table in zip(asked.heads, left, strict=True)}
    return made


def _lines(header: Header, rows: Table) -> Iterator[Line]:
    """Rows with something in them."""
    for at, row in enumerate(rows):
        cells = header.cells(row)
        if cells:
            yield Line(at, cells)


def _keys(name: str, at: int | None, column: Table) -> Iterator[Line]:
    for row, cells in enumerate(column if at is not None else ()):
        if cells and not is_blank(cells[0]):
            yield Line(row, {name: whole(cells[0])})


def quoted(title: str) -> str:
    """A whole tab in A1 notation."""
    return "'" + title.replace("'", "''") + "'"


def first_row(title: str) -> str:
    return f"{quoted(title)}!1:1"


def _key_ranges(tab: str, at: int) -> tuple[str, str]:
    return first_row(tab), f"{quoted(tab)}!{letters(at)}:{letters(at)}"


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    left = column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
