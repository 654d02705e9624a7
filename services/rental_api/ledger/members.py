"""Who may rent."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, or_, select, update

from services.rental_api.ledger import sheet_rows
from services.rental_api.ledger.tables import members


@dataclass(frozen=True)
class Member:
    """A member as the ledger knows him. `pin_hash` is argon2, None while no PIN was set; `notes` are the owner's;
    `nfc_uid` is the number of his key or card, in capitals."""

    member_id: str
    name: str
    phone: str
    pin_hash: str | None
    status: str
    notes: str
    created_at: int
    updated_at: int
    nfc_uid: str | None = field(default=None, repr=False)


_COLUMNS = [members.c[name] for name in Member.__dataclass_fields__]
_ALL = select(*_COLUMNS).where(members.c.site == bindparam("site"))
_BY_ID = _ALL.where(members.c.member_id == bindparam("member"))
_OF_IDS = _ALL.where(members.c.member_id.in_(bindparam("members", expanding=True)))


def by_id(conn: Connection, site: str, member_id: str) -> Member | None:
    row = conn.execute(_BY_ID, {"site": site, "member": member_id}).first()
    return None if row is None else Member(**row._mapping)


def of_ids(conn: Connection, site: str, member_ids: Collection[str]) -> list[Member]:
    """Those of them that there are, in no order."""
    return [Member(**row._mapping) for row in conn.execute(_OF_IDS, {"site": site, "members": list(member_ids)})]


def by_phone(conn: Connection, site: str, phone: str) -> Member | None:
    """`phone` as digits only, such as `01012345678`."""
    return _one(conn, site, members.c.phone == phone)


def by_nfc(conn: Connection, site: str, uid: str) -> Member | None:
    return _one(conn, site, members.c.nfc_uid == uid)


def search(conn: Connection, site: str, part: str, limit: int) -> list[Member]:
    """Those whose name, phone or id has that part, by name. `part` of a phone as digits only."""
    has = [
        column.icontains(part, autoescape=True) for column in (members.c.name, members.c.phone, members.c.member_id)
    ]
    query = _ALL.where(or_(*has)).order_by(members.c.name, members.c.member_id).limit(limit)
    return [Member(**row._mapping) for row in conn.execute(query, {"site": site})]


def save(conn: Connection, site: str, member_id: str, values: dict[str, Any], at: int) -> bool:
    """Creates the member or changes the given columns; says whether he is new."""
    where = (members.c.site == site, members.c.member_id == member_id)
    changed = conn.execute(update(members).where(*where).values(**values, updated_at=at)).rowcount
    if not changed:
        row = {"site": site, "member_id": member_id, "created_at": at, "updated_at": at} | values
        conn.execute(insert(members), row)
    sheet_rows.mark(conn, "members", member_id)
    return not changed


def _one(conn: Connection, site: str, where: ColumnElement[bool]) -> Member | None:
    row: Row[Any] | None = conn.execute(select(*_COLUMNS).where(members.c.site == site, where)).first()
    return None if row is None else Member(**row._mapping)
