"""A rental costs the same whether a thousand were before it or a million: no statement of its life reads them all.

SQLite's own plans say so, without a figure: with no statistics kept they are the same for any number of rows.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from services.rental_api.sheet_answers import resend, restore_tab, send_all_again, take_confirmation
from services.rental_api.sheet_sender import send_changed
from services.rental_api.sheet_upkeep import Turns
from services.rental_api.sheet_values import TABS
from shared.jobs.ledger import RestoreTab
from tests.support.floor import Floor
from tests.support.gym import TOPS, Gym

GROW_FOR_EVER = ("rentals", "items", "holds", "entries", "events", "sheet_rows", "sheet_bases", "claims")
OF_OPEN_ITEMS_ONLY = ("ix_items_open", "uq_items_one_at_a_dispenser", "ix_claims_waiting")
READS = (
    "products",
    "items",
    "events?after=5",
    f"devices/{TOPS}",
    "members/A001/passes",
    "members/A001",
    "members/A001/entries",
    "members/A001/events",
    "members/A001/rentals",
    "items?state=unknown",
    "claims?open=1",
    "rentals",
    "rentals?member=A001&state=failed",
    "rentals?day=2025-11-23",
    "stats",
)
Statements = dict[str, Any]


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    with closing(Gym(tmp_path, uses=0)) as gym:
        yield Floor(gym)


def _rent(floor: Floor) -> None:
    """Two answers come in time, the others never; the owner decides, and what is left of the passes lapses."""
    floor.order()
    floor.work_off()
    for _ in range(2):
        floor.take_mail()
    floor.silent = True
    for seconds in (1, 4, 8, 4, 21 * 24 * 3600):
        floor.gym.now += seconds * 1000
        floor.work_off()
        floor.tick()
    floor.finish()


def _look(floor: Floor) -> None:
    floor.gym.post("/api/members/identify", {"phone": "010-1000-0001"})
    for path in READS:
        floor.gym.get(f"/api/{path}")


def _answer(floor: Floor) -> None:
    """What sheets_sync may say and want."""
    ctx, name = floor.gym.ctx, {"tab": "member_vouchers", "key": floor.passes["first voucher"]}
    send_changed(ctx)
    take_confirmation(ctx, [name | {"version": 1, "wrote": {"name": "x"}}])
    send_all_again(ctx)
    resend(ctx, [name])
    for tab in TABS:
        restore_tab(ctx, RestoreTab(tab))
    Turns().mark(ctx)


def _statements(engine: Engine, work: Callable[[], object]) -> Statements:
    """Those the work sends to the database, each with the values it was sent with last."""
    heard: Statements = {}

    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:  # noqa: ANN401
        heard[statement] = values

    event.listen(engine, "before_cursor_execute", hear)
    work()
    event.remove(engine, "before_cursor_execute", hear)
    return {statement: values for statement, values in heard.items() if not statement.startswith(("PRAGMA", "BEGIN"))}


def _one_of(values: Any) -> Any:  # noqa: ANN401 - the driver's
    """Those of one row, where a statement was sent for many."""
    return values[0] if isinstance(values, list) else values


def _scans(engine: Engine, statements: Statements) -> list[tuple[str, str]]:
    """(what is read from one end to the other, statement)."""
    with engine.connect() as conn:
        return [
            (row[3], statement)
            for statement, values in statements.items()
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", _one_of(values))
            if row[3].startswith(tuple(f"SCAN {table}" for table in GROW_FOR_EVER))
            and not row[3].endswith(OF_OPEN_ITEMS_ONLY)
        ]


@pytest.mark.parametrize(
    "work",
    [_rent, _look, lambda floor: send_changed(floor.gym.ctx), _answer],
    ids=["rent", "look", "sheet", "answer"],
)
def test_nothing_a_rental_needs_reads_every_row_there_ever_was(floor: Floor, work: Callable[[Floor], object]) -> None:
    if work is not _rent:
        _rent(floor)
    statements = _statements(floor.gym.ctx.engine, lambda: work(floor))
    assert len(statements) > 5
    assert _scans(floor.gym.ctx.engine, statements) == []
