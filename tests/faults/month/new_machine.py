"""The Pi breaks and is replaced: an empty disk, an empty Redis, and a ledger of some hours ago."""

import shutil
from pathlib import Path

from services.rental_api import sheet_values
from services.rental_api.ledger import passes
from services.rental_api.ledger.sheet_names import BALANCES
from services.rental_api.migrate import migrate
from services.sheets_sync.tabs import MARK, TABS
from tests.faults.month.clock import MINUTE
from tests.faults.month.hand import number
from tests.faults.month.house import House
from tests.faults.month.model import Model, Purse
from tests.faults.month.people import People
from tests.faults.month.seen import Witness

DOWN_MS = 40 * MINUTE


class NewMachine:
    """The workbook keeps what the ledger has lost: from then on a balance is what the workbook says it is."""

    def __init__(self, house: House, model: Model, people: People, witness: Witness, folder: Path) -> None:
        self._house, self._model, self._people, self._witness = house, model, people, witness
        self._backup = folder / "backup.db"
        self._saved_at = 0

    def saves_backup(self) -> str:
        """In the middle of the day: something of it may not be in the workbook yet."""
        self._house.till.save(self._backup)
        self._saved_at = self._house.clock.now
        return "the ledger is backed up"

    def is_replaced(self) -> str:
        house = self._house
        for lit in (house.place.fuse, house.worker.fuse):
            lit.put_out()
        self._people.rent(3)  # nobody will ever know
        house.office.stop()
        house.worker.stop()
        house.cellar.burn_down()
        shutil.rmtree(house.place.state)
        house.till.load(self._backup)
        house.clock.now += DOWN_MS
        house.cellar.open()
        migrate(house.till.ctx.engine)
        house.till.reconnect()
        self._people.plug_in()
        self._forget()
        house.open()
        return "a new Pi, with the ledger's backup"

    def _forget(self) -> None:
        """What the workbook says is true; a pass of which it says nothing is as it was when the backup was made."""
        model, screen = self._model, self._house.google.owner()
        purses: dict[tuple[str, str], Purse] = {}
        for tab in BALANCES:
            column = TABS[tab].balance or ""
            for row in screen.rows(tab):
                cell = row[column]
                if row[TABS[tab].key] and isinstance(cell, int):
                    purses[tab, str(row[TABS[tab].key])] = Purse(cell, last={number(row[MARK]): cell})
        for name in model.purses.keys() - purses.keys():
            left = self._left(name[1])
            if left is not None:
                purses[name] = Purse(left)
        model.purses = purses
        model.pins = {member: pin for member, pin in model.pins.items() if pin[1] < self._saved_at}
        for tab in sheet_values.TABS:
            if TABS[tab].append_only:
                model.lost[tab] = set(screen.keys(tab))

    def _left(self, pass_id: str) -> int | None:
        ctx = self._house.till.ctx
        with ctx.reads.begin() as conn:
            one = passes.by_id(conn, ctx.site, pass_id, "")
        return one.balance if one else None
