"""Which edits of a tab can be made in the file as it is now. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.sheets_sync.local.layout import Layout, Record
from services.sheets_sync.tabs import MARK, SYNCED, Tab
from services.sheets_sync.workbook import Edit
from shared.cells import as_text

Place = tuple[int, Record]
"""Where a record stands below the header, from 0, and the record."""


@dataclass
class Changes:
    """`changed` records by place, `added` ones by key; `done` are the edits that the file has with them."""

    changed: dict[int, Record] = field(default_factory=dict)
    added: dict[str, Record] = field(default_factory=dict)
    done: list[Edit] = field(default_factory=list)


def changes(tab: Tab, layout: Layout, records: Iterable[Record], edits: Sequence[Edit]) -> Changes:
    """A row that is no longer as it was read is left out, and so is a new one that is there already."""
    made = Changes()
    if not layout.is_named:
        return made
    places = _places(tab, layout, records, edits)
    for edit in edits:
        if edit.line is None:
            _add(made, tab, layout, edit, places)
        else:
            _change(made, tab, layout, edit, places)
    return made


def new_records(tab: Tab, layout: Layout, edits: Iterable[Edit]) -> dict[str, Record]:
    """By key; of a row that comes twice, the later cells win."""
    made = Changes()
    for edit in edits:
        _add(made, tab, layout, edit, {})
    return made.added


def _places(tab: Tab, layout: Layout, records: Iterable[Record], edits: Iterable[Edit]) -> dict[str, list[Place]]:
    """Where the rows stand that the edits name, by key; under the blank one, rows without that an edit means."""
    names = {edit.key if edit.line is None else _key(tab, edit) for edit in edits}
    nameless = {edit.line.at for edit in edits if edit.line and not _key(tab, edit)}
    found: dict[str, list[Place]] = {}
    for at, record in enumerate(records):
        key = layout.key_of(record)
        if (key in names) if key else (at in nameless):
            found.setdefault(key, []).append((at, record))
    return found


def _add(made: Changes, tab: Tab, layout: Layout, edit: Edit, places: dict[str, list[Place]]) -> None:
    if not places.get(edit.key):
        before = made.added.get(edit.key, [])
        made.added[edit.key] = layout.changed(before, {tab.key: edit.key, **edit.cells})
        made.done.append(edit)


def _change(made: Changes, tab: Tab, layout: Layout, edit: Edit, places: dict[str, list[Place]]) -> None:
    place = _place(tab, edit, places)
    if place is None or not _is_as_read(tab, layout, edit, place[1]):
        return
    at, record = place
    changed = layout.changed(made.changed.get(at, record), edit.cells)
    if changed != record:
        made.changed[at] = changed
    made.done.append(edit)


def _place(tab: Tab, edit: Edit, places: dict[str, list[Place]]) -> Place | None:
    """Where the row stands now: its key tells, of several with that key or with none, its place."""
    key = _key(tab, edit)
    found = places.get(key, [])
    if key and len(found) == 1:
        return found[0]
    return next((place for place in found if edit.line and place[0] == edit.line.at), None)


def _is_as_read(tab: Tab, layout: Layout, edit: Edit, record: Record) -> bool:
    """Whether nobody touched what the edit replaces; a row without a name is known by all its cells."""
    cells = edit.line.cells if edit.line else {}
    if not _key(tab, edit):
        return {name: as_text(cell) for name, cell in cells.items()} == {
            name: as_text(cell) for name, cell in layout.cells(record).items()
        }
    return all(as_text(cells.get(name)) == layout.text(record, name).strip() for name in _owners(tab, edit))


def _owners(tab: Tab, edit: Edit) -> set[str]:
    """Columns of the edit that are not the system's alone; beside a balance, what says on which base it stands."""
    systems = {column.name for column in tab.of_hand("system")} - {tab.key}
    owners = set(edit.cells) - systems
    return owners | {tab.balance + SYNCED, MARK} if tab.balance and tab.balance in owners else owners


def _key(tab: Tab, edit: Edit) -> str:
    return as_text(edit.line.cells.get(tab.key)) if edit.line else edit.key
