"""Rows the owner has added. Pure but for the names that are drawn.

A row gets its name first and is told to the ledger with the next reading, under that name: however often it is told
then, it becomes one member, one voucher, one pass.
"""

import secrets
from dataclasses import dataclass

from services.sheets_sync.rounds.rows import Row
from services.sheets_sync.tabs import Tab
from services.sheets_sync.workbook import Edit

NOT_YOURS = {"products": "상품은 기기가 켜질 때 생깁니다. 이 줄은 쓰이지 않습니다."}


@dataclass(frozen=True)
class NewRows:
    """Names to be written, notes on rows that get none, and the digests by which they are known next time."""

    names: list[Edit]
    notes: list[tuple[Row, str]]
    digests: frozenset[str]


def new_rows(tab: Tab, rows: list[Row], before: frozenset[str]) -> NewRows:
    """`before`: those of the last reading. A row still being typed is left alone until it has stood for a round."""
    new = [row for row in rows if not row.key and not row.is_blank]
    standing = [row for row in new if row.digest in before]
    complete = [row for row in standing if not lacks(tab, row)]
    incomplete = [(row, lacks(tab, row)) for row in standing if lacks(tab, row)]
    return NewRows([_named(tab, row) for row in complete], incomplete, frozenset(row.digest for row in new))


def lacks(tab: Tab, row: Row) -> str:
    """Why the row cannot be taken over, for the owner to read; blank where it can."""
    if tab.name in NOT_YOURS:
        return NOT_YOURS[tab.name]
    if not tab.assigns:
        return f"{tab.key}: 이 칸을 채워 주세요."
    missing = [" 또는 ".join(group) for group in tab.needs if not any(row.text(name) for name in group)]
    return f"{', '.join(missing)}: 이 칸을 채워 주세요." if missing else ""


def _named(tab: Tab, row: Row) -> Edit:
    name = tab.assigns + secrets.token_hex(4)
    return Edit(tab.name, "", {tab.key: name}, row.line)
