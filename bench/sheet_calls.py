"""What a change costs at Google and how long it takes, on a stand-in, in virtual time. `python -m bench sheet_calls`

Beside it the floor that everybody begins with: gspread's `update_cell`, one call a cell.
"""

import random
import tempfile
from itertools import count
from pathlib import Path
from statistics import quantiles

import gspread
from requests import Session

from bench.sheet_service import Row, SheetService
from services.sheets_sync.google.access import Access
from services.sheets_sync.google.budget import CallBudget
from services.sheets_sync.google.session import Credentials, credentials_from, open_session
from tests.support.google.standin import BOOK, StandIn

CHANGED = ("members", "products", "member_vouchers")
ADDED = ("rental_history", "voucher_transactions", "event_logs")
ROWS = 1_000
BACKLOG = 3_000
RENTALS = 100
MINUTES = 600.0
TICK = 1.0
"""The ledger looks for changed rows once a second."""
CALL = 0.8
"""Seconds a call may take at Google, twice a round."""
FLOOR_CELLS = 20


def run() -> list[str]:
    """The lines to print."""
    with tempfile.TemporaryDirectory() as folder, SheetService(Path(folder), 1) as service:
        service.send([_row(tab, number, 1) for tab in CHANGED for number in range(ROWS // 6 + 1)])
        service.drain()
        for _ in range(5):
            service.rest()
            service.once()
        return [*_calls(service), *_delays(service), *_backlog(service)]


def _row(tab: str, number: int, version: int) -> Row:
    values = {"member_vouchers": {"member_id": "A001", "remaining_amount": 10_000 - version}}
    told = values.get(tab, {"updated_at" if tab in CHANGED else "created_at": f"2026-11-28 09:00:{version:02}"})
    return {"tab": tab, "key": f"{tab}-{number}", "version": version, "values": told, "owner": {}}


def _calls(service: SheetService) -> list[str]:
    service.rest()
    rows = [_row(tab, n, 2) for tab in (*CHANGED, *ADDED) for n in range(ROWS // 6 + 1)][:ROWS]
    before = service.calls()
    service.send(rows)
    seconds = service.drain()
    calls, floor = service.calls() - before, _floor()
    return [
        f"{f'{ROWS} changed rows over six tabs':<52} {calls:6} calls (wanted 4)   {seconds:.1f} s",
        f"{'calls a change':<52} {calls / ROWS:8.4f}",
        f"{'floor: gspread update_cell, calls a cell':<52} {floor:8.4f}",
        f"{'calls / floor':<52} {calls / ROWS / floor:8.4f}",
    ]


def _floor() -> float:
    """As a program does that writes cell by cell; its clock runs fast, so that no quota holds it up."""
    ticks = count(0, 60_000)
    with tempfile.TemporaryDirectory() as folder, StandIn(lambda: next(ticks)) as google:
        key = credentials_from(google.credentials(Path(folder) / "key.json"))
        session = open_session(key, CallBudget(Path(folder) / "calls.json", lambda: next(ticks)), proxied=False)
        client = gspread.Client(auth=key, session=session, http_client=_access(google.origin))
        sheet = client.open_by_key(BOOK).get_worksheet(0)
        before = len(google.calls)
        for number in range(FLOOR_CELLS):
            sheet.update_cell(number + 1, 1, str(number))
        return (len(google.calls) - before) / FLOOR_CELLS


def _access(origin: str) -> type[Access]:
    """As gspread makes its clients: of credentials and a session."""

    class AtStandIn(Access):
        def __init__(self, auth: Credentials, session: Session) -> None:
            super().__init__(auth, session, origin)

    return AtStandIn


def _delays(service: SheetService) -> list[str]:
    """Rentals at random moments of ten minutes, a row each; what the stand-in does not take is added."""
    service.rest()
    dice = random.Random(2)
    coming = sorted(dice.uniform(0, MINUTES) for _ in range(RENTALS))
    waited, began, number = [], service.now, 0
    while number < RENTALS:
        now = (service.now - began) / 1000
        due = [at for at in coming[number:] if at + TICK <= now]
        service.send([_row("rental_history", 10_000 + number + n, 3) for n in range(len(due))])
        wait = service.once()
        waited += [now + 2 * CALL - at for at in due] if not service.rounds.pending else []
        number += len(due)
        service.now += round(1000 * max(wait, min(10.0, coming[number] + TICK - now if number < RENTALS else 0)))
    cuts = quantiles(waited, n=100, method="inclusive")
    return [
        f"{'a rental to its row, virtual time (wanted 10 s)':<52} p50 {cuts[49]:5.1f} s   p99 {cuts[98]:5.1f} s"
        f"   max {max(waited):5.1f} s   n {len(waited)}"
    ]


def _backlog(service: SheetService) -> list[str]:
    service.rest()
    service.send([_row(tab, 50_000 + n, 4) for tab in ADDED for n in range(BACKLOG // len(ADDED))])
    seconds = service.drain()
    busiest = service.google.busiest_minute()
    return [
        f"{f'a backlog of {BACKLOG} rows, virtual time':<52} {seconds:6.1f} s",
        f"{'calls in the busiest minute of all this':<52} {busiest:6} (wanted 20)",
    ]
