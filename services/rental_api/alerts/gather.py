"""The facts that alerts are made of, as they are now."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select

from services.rental_api import workbook_state
from services.rental_api.context import Context
from services.rental_api.ledger import breakers, claims, events, rentals
from services.rental_api.ledger.tables import events as lines
from services.rental_api.ledger.tables import rentals as taps
from services.rental_api.nightly import PROVED
from services.rental_api.rules.alerts import Alert, Book, Facts, Quiet, alerts
from services.rental_api.rules.breaker import is_a_fault
from shared.device_state import DeviceState, read_all
from shared.queues import ALL, open_queue

WEEK_MS = 7 * 24 * 3600 * 1000
WEEKS = 4
DAY_MS = 24 * 3600 * 1000
LOOK_BACK = 50
_LAST_TAP = select(func.max(taps.c.created_at))
_TAPS = (
    select(func.count()).select_from(taps).where(taps.c.created_at.between(bindparam("since"), bindparam("until")))
)
_OF_AUDIT = select(lines.c.at, lines.c.severity, lines.c.details).where(
    lines.c.site == bindparam("site"), lines.c.type == PROVED, lines.c.event_id > bindparam("above")
)
_LAST_EVENT = select(func.max(lines.c.event_id))
AUDIT_LOOK_BACK = 50_000
"""Events among which the last audit is sought."""


def now(ctx: Context) -> list[Alert]:
    """Raises RedisError."""
    devices = [state for state in read_all(ctx.redis, ctx.keys).values() if state.category]
    queues = {name: open_queue(name, ctx.jobs_redis).count for name in ALL}
    book = _book(ctx)
    with ctx.reads.begin() as conn:
        return alerts(_facts(ctx, conn, devices, queues, book))


def _facts(ctx: Context, conn: Connection, devices: list[DeviceState], queues: dict[str, int], book: Book) -> Facts:
    known = breakers.all_of(conn, ctx.site)
    waiting = [item for item in rentals.open_items(conn) if item.owner_asked_at is not None]
    return Facts(
        devices=devices,
        tripped={uuid: one.tripped_at for uuid, one in known.items() if one.tripped_at is not None},
        failures={device.uuid: _failed(ctx, conn, device.uuid) for device in devices},
        unknown={item.item_id: item.owner_asked_at or 0 for item in waiting},
        claims={one.claim_id: one.created_at for one in claims.waiting(conn, ctx.site)},
        queues=queues,
        book=book,
        audit_failed=_audit_failed(ctx, conn),
        quiet=_quiet(ctx, conn),
    )


def _book(ctx: Context) -> Book:
    state = workbook_state.read(ctx)
    return Book(state.is_well(ctx.clock()), state.well_at, state.pending, state.error, state.troubles)


def _failed(ctx: Context, conn: Connection, uuid: str) -> int:
    since = ctx.clock() - DAY_MS
    newest = [row for row in events.last_of_device(conn, uuid, LOOK_BACK) if row.at >= since]
    return sum(row.type == "item_failed" and is_a_fault(_reason(row.details)) for row in newest)


def _reason(details: str) -> str | None:
    return events.said(details).get("reason")


def _audit_failed(ctx: Context, conn: Connection) -> tuple[int, str] | None:
    last = conn.execute(_LAST_EVENT).scalar() or 0
    about = {"site": ctx.site, "above": last - AUDIT_LOOK_BACK}
    row = conn.execute(_OF_AUDIT.order_by(lines.c.event_id.desc()).limit(1), about).first()
    if row is None or row.severity == "info":
        return None
    return int(row.at), str(events.said(row.details).get("text", ""))


def _quiet(ctx: Context, conn: Connection) -> Quiet | None:
    """The hours since the last rental, and what the same hours of the same weekdays had in the four weeks before."""
    last = conn.execute(_LAST_TAP).scalar()
    if last is None:
        return None
    time = ctx.clock()
    spans: Iterable[int] = (weeks * WEEK_MS for weeks in range(1, WEEKS + 1))
    since = max(int(last), time - DAY_MS)
    counts = [conn.execute(_TAPS, {"since": since - ago + 1, "until": time - ago}).scalar_one() for ago in spans]
    return Quiet(int(last), [int(count) for count in counts])
