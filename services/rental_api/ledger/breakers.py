"""The circuit breaker of each dispenser: failures in a row, since when it is open, when it was asked last."""

from dataclasses import dataclass

from sqlalchemy import Connection, Update, bindparam, select, update

from services.rental_api.ledger.tables import devices


@dataclass(frozen=True)
class Breaker:
    """`tripped_at` and `probed_at` are UTC ms; `tripped_at` None: the dispenser is offered."""

    device_uuid: str
    failures: int
    tripped_at: int | None
    probed_at: int | None


_ALL = select(*(devices.c[name] for name in Breaker.__dataclass_fields__)).where(devices.c.site == bindparam("site"))


def _of() -> Update:
    return update(devices).where(devices.c.device_uuid == bindparam("which"))


_FAIL = _of().values(failures=devices.c.failures + 1).returning(devices.c.failures)
_TRIP = _of().where(devices.c.tripped_at.is_(None)).values(tripped_at=bindparam("at"), probed_at=None)
_PROBED = _of().values(probed_at=bindparam("at"))
_FORGET = _of().where(devices.c.failures > 0).values(failures=0).returning(devices.c.tripped_at)
_CLOSE = (
    _of().where(devices.c.tripped_at.is_not(None)).values(failures=bindparam("kept"), tripped_at=None, probed_at=None)
)


def all_of(conn: Connection, site: str) -> dict[str, Breaker]:
    """By uuid."""
    return {row.device_uuid: Breaker(*row) for row in conn.execute(_ALL, {"site": site})}


def fail(conn: Connection, uuid: str) -> int:
    """Counts one failure; returns how many there were in a row."""
    return int(conn.execute(_FAIL, {"which": uuid}).scalar_one())


def trip(conn: Connection, uuid: str, at: int) -> bool:
    """False where it was open already."""
    return bool(conn.execute(_TRIP, {"which": uuid, "at": at}).rowcount)


def probed(conn: Connection, uuid: str, at: int) -> None:
    conn.execute(_PROBED, {"which": uuid, "at": at})


def forget_failures(conn: Connection, uuid: str) -> bool:
    """Says whether the breaker is open nevertheless."""
    return conn.execute(_FORGET, {"which": uuid}).scalar() is not None


def close(conn: Connection, uuid: str, failures: int = 0) -> bool:
    """Offers the dispenser again, with that many failures left in its count; False where it was offered."""
    return bool(conn.execute(_CLOSE, {"which": uuid, "kept": failures}).rowcount)
