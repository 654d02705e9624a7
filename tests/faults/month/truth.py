"""What must be true when the month is over."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from services.rental_api import sheet_values
from services.rental_api.ledger import passes
from services.rental_api.ledger.sheet_names import BALANCES
from services.rental_api.ledger.tables import members
from services.rental_api.rules.phone import digits
from services.rental_api.sheet_values.row import SheetRow
from services.rental_api.workbook_audit.compare import OF_THEN
from services.sheets_sync.parse import read_row
from services.sheets_sync.tabs import MARK, NOTE, SYNCED, TABS
from services.sheets_sync.workbook import Line
from shared.cells import as_text
from tests.faults.month.house import House
from tests.faults.month.model import Model
from tests.support.google.standin import BOOK

MOST_CALLS = 20
LEDGERS = tuple(sheet_values.TABS)
Rows = Mapping[str, SheetRow]


class Truth:
    """`differences` are sentences; none is well."""

    def __init__(self, house: House, model: Model) -> None:
        self._house, self._model = house, model
        self._screen = house.google.owner()

    def differences(self) -> list[str]:
        ledger = {tab: self._ledger(tab) for tab in LEDGERS}
        return [
            *self._of_the_book(),
            *self._of_balances(),
            *(told for tab in LEDGERS for told in self._of_tab(tab, ledger[tab])),
            *self._of_wishes(ledger),
            *self._of_newcomers(),
            *self._of_pins(),
            *self._of_google(),
            *self._of_jobs(),
        ]

    def _ledger(self, tab: str) -> Rows:
        ctx, after, found = self._house.till.ctx, "", dict[str, SheetRow]()
        with ctx.reads.begin() as conn:
            while keys := sheet_values.page(ctx, conn, tab, after, 500):
                found |= sheet_values.read(ctx, conn, tab, keys)
                after = keys[-1]
        return found

    # The ledger

    def _of_the_book(self) -> Iterator[str]:
        found = self._house.till.difference()
        if found:
            yield f"the ledger does not add up: {found}"

    def _of_balances(self) -> Iterator[str]:
        ctx = self._house.till.ctx
        for (tab, key), purse in self._model.purses.items():
            with ctx.reads.begin() as conn:
                one = passes.by_id(conn, ctx.site, key, "")
            if one is None or one.balance != purse.left:
                yield f"{tab} {key}: the ledger has {one and one.balance}, it should be {purse.left}, {purse}"

    def _of_wishes(self, ledger: Mapping[str, Rows]) -> Iterator[str]:
        for (tab, key, column), wish in self._model.wishes.items():
            row = ledger[tab].get(key)
            has = as_text(row.owner[column]) if row else None
            if has not in wish.values:
                yield f"{tab} {key} {column}: the ledger has {has!r}, the owner wanted {wish}"

    def _of_newcomers(self) -> Iterator[str]:
        if self._model.bought:
            yield f"not to be found: {self._model.bought}"
        if self._model.newcomers:
            yield f"never became members: {self._model.newcomers}"
        if self._model.odd:
            yield f"never explained: {self._model.odd}"
        with self._house.till.ctx.reads.begin() as conn:
            known = set(conn.execute(select(members.c.member_id)).scalars())
        lost = set(self._model.members.values()) - known
        if lost:
            yield f"members are gone: {lost}"

    # The workbook

    def _of_tab(self, tab: str, ledger: Rows) -> Iterator[str]:
        rows = self._screen.rows(tab)
        keys = Counter(str(row[TABS[tab].key]) for row in rows if row[TABS[tab].key])
        twice = [key for key, times in keys.items() if times > 1]
        if twice:
            yield f"{tab}: twice there are {twice}"
        missing = [key for key in ledger if key not in keys and (tab, key) not in self._model.deleted]
        if missing:
            yield f"{tab}: {len(missing)} rows are missing: {missing[:10]}"
        strange = [key for key in keys if key not in ledger and key not in self._model.lost[tab]]
        if strange:
            yield f"{tab}: {len(strange)} rows that the ledger does not have: {strange[:10]}"
        for row in rows:
            key = str(row[TABS[tab].key])
            if key in ledger:
                yield from self._of_row(tab, key, row, ledger[key])

    def _of_row(self, tab: str, key: str, row: Mapping[str, object], ledger: SheetRow) -> Iterator[str]:
        shown = {name: as_text(cell) for name, cell in row.items()}  # type: ignore[arg-type]
        explained = {place[2] for place in self._model.explained if place[:2] == (tab, key)}
        explained = {column for column in explained if column in shown.get(NOTE, "")}
        for column, cell in ledger.system.items():
            if column not in explained and column not in OF_THEN.get(tab, ()) and shown.get(column) != as_text(cell):
                yield f"{tab} {key} {column}: the sheet has {shown.get(column)!r}, the ledger {as_text(cell)!r}"
        if tab in BALANCES and not explained:
            yield from self._of_marks(tab, key, shown)
        line = Line(0, {name: cell for name, cell in row.items() if cell != ""})  # type: ignore[misc]
        read = read_row(TABS[tab], tuple(row), line)
        for column, cell in ledger.owner.items():
            meant = as_text(read.values[column]) if column in read.values else None
            if column not in explained and not _means(column, meant, as_text(cell), shown.get(NOTE, "")):
                yield f"{tab} {key} {column}: the sheet has {shown.get(column)!r}, the ledger {as_text(cell)!r}"

    def _of_marks(self, tab: str, key: str, shown: Mapping[str, str]) -> Iterator[str]:
        column = TABS[tab].balance or ""
        if shown[column] != shown[column + SYNCED] or not shown[MARK].isdigit():
            yield f"{tab} {key}: {shown[column]} beside {shown[column + SYNCED]}, mark {shown[MARK]!r}"

    # What must never be

    def _of_pins(self) -> Iterator[str]:
        for sheet in self._house.google.files[BOOK].book.sheets:
            for at, row in enumerate(sheet.rows):
                told = " ".join(f"{cell.value} {cell.formula} {cell.note}" for cell in row.cells)
                for pin in self._model.every_pin & set(re.findall(r"\b[0-9]{6}\b", told)):
                    yield f"a PIN stands in {sheet.title}, row {at + 1}: {pin}"
        for member_id, (pin, _) in self._model.pins.items():
            if not self._has_pin(member_id, pin):
                yield f"{member_id} cannot rent with the PIN {pin}"

    def _has_pin(self, member_id: str, pin: str) -> bool:
        with self._house.till.ctx.reads.begin() as conn:
            kept = conn.execute(select(members.c.pin_hash).where(members.c.member_id == member_id)).scalar()
        try:
            return PasswordHasher().verify(kept or "", pin)
        except (VerifyMismatchError, ValueError):
            return False

    def _of_google(self) -> Iterator[str]:
        google = self._house.google
        if google.executed:
            yield f"formulas were run: {google.executed}"
        if google.busiest_minute() > MOST_CALLS:
            yield f"{google.busiest_minute()} calls in a minute"

    def _of_jobs(self) -> Iterator[str]:
        redis = self._house.till.ctx.jobs_redis
        left = list(redis.scan_iter("rq:job:*"))
        if left:
            yield f"jobs are left: {left[:5]}"


def _means(column: str, meant: str | None, ledger: str, note: str) -> bool:
    """A PIN's cell is `set`, also where this ledger does not know the PIN, and says so."""
    if column == "payment_password" and meant == "set" and not ledger:
        return column in note
    return meant == ledger or (column == "phone" and meant is not None and digits(meant) == ledger)
