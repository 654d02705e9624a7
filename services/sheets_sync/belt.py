"""The seat belt: whether a tab looks as if its owner meant it, before anything in it is believed. Pure.

What a healthy tab looked like is remembered in the workbook itself (workbook.Batch.memory), by tab.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.sheets_sync.tabs import MARK, SYNCED, Tab
from services.sheets_sync.workbook import Line, Sheet
from shared.cells import as_text

FEW = 3
SHARE = 0.1
"""So many rows, or so much of a tab, may go at once."""
NAMED = 3
"""So many doubled keys are told by name."""
NOT_APPLIED = "이 탭은 지금 반영되지 않습니다. "


def trouble(tab: Tab, sheet: Sheet | None, memory: Mapping[str, Any]) -> str:
    """Why the tab is not applied, for its owner to read; blank where it is in order.

    A tab that is not remembered may be missing, or lack any column but its key's: it is met for the first time.
    """
    known = _remembered(tab, memory)
    if sheet is None:
        return NOT_APPLIED + _missing(tab) if known else ""
    why = _doubled_names(tab, sheet) or _lost_columns(tab, sheet, known)
    if not why and tab.is_read:
        why = _doubled_keys(tab, sheet) or _lost_rows(tab, sheet, known) or _emptied_columns(tab, sheet, known)
    return NOT_APPLIED + why if why else ""


def remember(tab: Tab, sheet: Sheet) -> dict[str, Any]:
    """What `trouble` compares with later: the tab's columns and, where rows are the owner's, how many have names, and
    how many of those a cell in each of his columns."""
    columns: dict[str, Any] = {"columns": [name for name in tab.names if name in sheet.header]}
    if not tab.is_read:
        return columns
    return columns | {"rows": _rows(tab, sheet), "filled": _filled(tab, sheet)}


def _remembered(tab: Tab, memory: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whatever stands there: the owner can reach it."""
    found = memory.get(tab.name)
    return found if isinstance(found, Mapping) else {}


def _missing(tab: Tab) -> str:
    return f"{tab.name} 탭이 없거나 읽을 수 없습니다. 이름을 되돌리거나 장부에서 복구해 주세요."


def _doubled_names(tab: Tab, sheet: Sheet) -> str:
    """Of the system's own: what else is doubled is his."""
    times = Counter(sheet.header)
    doubled = [name for name in tab.names if times[name] > 1]
    if not doubled:
        return ""
    return f"열 이름이 두 번 있습니다: {', '.join(doubled)}. 하나를 지우거나 다른 이름으로 바꿔 주세요."


def _lost_columns(tab: Tab, sheet: Sheet, known: Mapping[str, Any]) -> str:
    had = known.get("columns")
    needed = {tab.key} | (_needed(tab) & set(map(str, had)) if isinstance(had, Sequence) else set())
    lost = [name for name in tab.names if name in needed and name not in sheet.header]
    if not lost:
        return ""
    return f"열이 없습니다: {', '.join(lost)}. 첫 줄의 이름을 되돌리거나 장부에서 복구해 주세요."


def _needed(tab: Tab) -> set[str]:
    """Columns in which the owner speaks, and those that tell what he changed."""
    if not tab.is_read:
        return set()
    owners = {column.name for column in tab.of_hand("owner", "new", "balance")}
    return owners | {name for name in tab.names if name.endswith(SYNCED) or name == MARK}


def _doubled_keys(tab: Tab, sheet: Sheet) -> str:
    places: dict[str, list[Line]] = {}
    for line in sheet.lines:
        places.setdefault(_key(tab, line), []).append(line)
    doubled = [(key, lines) for key, lines in places.items() if key and len(lines) > 1]
    if not doubled:
        return ""
    told = ", ".join(f"{key} ({_numbers(lines)})" for key, lines in doubled[:NAMED])
    more = f" 외 {len(doubled) - NAMED}개" if len(doubled) > NAMED else ""
    return f"{tab.key}에 같은 값이 두 번 있습니다: {told}{more}. 한 줄만 남겨 주세요."


def _numbers(lines: Iterable[Line]) -> str:
    """As the spreadsheet counts them: the header is row 1."""
    return ", ".join(f"{line.at + 2}행" for line in lines)


def _lost_rows(tab: Tab, sheet: Sheet, known: Mapping[str, Any]) -> str:
    had, has = known.get("rows"), _rows(tab, sheet)
    if not isinstance(had, int) or had - has <= max(FEW, had * SHARE):
        return ""
    return (
        f"줄이 한꺼번에 많이 없어졌습니다 ({had}줄 → {has}줄). 되돌리거나 장부에서 복구해 주세요. "
        "줄을 지워도 장부에서는 지워지지 않습니다."
    )


def _emptied_columns(tab: Tab, sheet: Sheet, known: Mapping[str, Any]) -> str:
    """A column deleted and named anew is blank: that is not his word on every row."""
    had, has = known.get("filled"), _filled(tab, sheet)
    if not isinstance(had, Mapping):
        return ""
    before = {name: had[name] for name in has if isinstance(had.get(name), int)}
    emptied = [name for name, n in before.items() if n > FEW and not has[name]]
    return f"열이 통째로 비었습니다: {', '.join(emptied)}. 되돌리거나 장부에서 복구해 주세요." if emptied else ""


def _filled(tab: Tab, sheet: Sheet) -> dict[str, int]:
    """Named rows with something in the column, by column of his."""
    named = [line for line in sheet.lines if _key(tab, line)]
    columns = [column.name for column in tab.of_hand("owner", "balance")]
    return {name: sum(1 for line in named if as_text(line.cells.get(name))) for name in columns}


def _rows(tab: Tab, sheet: Sheet) -> int:
    return sum(1 for line in sheet.lines if _key(tab, line))


def _key(tab: Tab, line: Line) -> str:
    return as_text(line.cells.get(tab.key))
