"""A workbook as its owner sees it, by hand, and the ledger's audit of it through sheets_sync's own parts."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from services.rental_api.workbook_audit import take_part
from services.rental_api.workbook_state import Audit, audit
from services.sheets_sync.rounds.audit import parts
from services.sheets_sync.tabs import MARK, SYNCED, TABS
from services.sheets_sync.workbook import Cell, Line, Sheet, Snapshot
from shared.jobs.ledger import AuditPart
from tests.support.gym import Gym
from tests.support.workbook_mail import Sent, confirm_as_sent, sent

Cells = dict[str, Cell]
_runs = count(1)


def furnish(gym: Gym) -> str:
    """A used voucher (its id), a subscription used today, products of either kind; a rental of each way to pay."""
    gym.price(1000)
    gym.sell("VCH", "voucher", charge_amount=5000)
    gym.sell("SUB", "subscription", daily_limits={"towel": 1})
    gym.give("subscription", product_id="SUB")
    bought = gym.give("voucher", product_id="VCH")
    gym.rent("one", quantity=2)
    gym.hand_out(gym.items()[0])
    gym.hand_out(gym.items()[0])
    gym.rent("two", charges=[{"pass_id": bought, "amount": 1000}])
    gym.hand_out(gym.items()[0])
    return bought


class Workbook:
    """`rows` by tab, each with its cells; change them as its owner would."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Cells]] = {tab: [] for tab in TABS}

    def take(self, gym: Gym) -> None:
        """All that is on its way arrives, as sheets_sync would write it."""
        rows = sent(gym)
        for row in rows:
            self._write(row)
        confirm_as_sent(gym, rows)

    def row(self, tab: str, key: str) -> Cells:
        return next(cells for cells in self.rows[tab] if cells[TABS[tab].key] == key)

    def keys(self, tab: str) -> list[Cell]:
        return [cells[TABS[tab].key] for cells in self.rows[tab]]

    def parts(self, run: str, troubles: Mapping[str, str] | None = None) -> list[AuditPart]:
        return list(parts(run, Snapshot({tab: self._sheet(tab) for tab in TABS}), troubles or {}))

    def audit(self, gym: Gym, troubles: Mapping[str, str] | None = None) -> Audit:
        """The result, as it is read afterwards."""
        for part in self.parts(f"run-{next(_runs)}", troubles):
            take_part(gym.ctx, part)
        found = audit(gym.ctx)
        assert found
        return found

    def _write(self, row: Sent) -> None:
        tab = TABS[row["tab"]]
        cells: dict[str, Any] = {tab.key: row["key"], **row["values"]}
        cells |= {column: told["cell"] for column, told in row["owner"].items()}
        if tab.balance:
            cells |= {tab.balance + SYNCED: cells[tab.balance], MARK: row["version"]}
        if row["key"] in self.keys(tab.name):
            self.row(tab.name, row["key"]).update(cells)
        else:
            self.rows[tab.name].append(cells)

    def _sheet(self, tab: str) -> Sheet:
        return Sheet(TABS[tab].names, [Line(at, cells) for at, cells in enumerate(self.rows[tab])])
