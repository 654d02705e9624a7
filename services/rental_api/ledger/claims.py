"""What members say did not come out of a dispenser that the ledger believes: one claim a garment."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, func, insert, select, update

from services.rental_api.ledger.tables import IS_WAITING, claims, items

BY_EVIDENCE = "evidence"
BY_OPERATOR = "operator"


@dataclass(frozen=True)
class Claim:
    """`verdict`: `given_back`, `came_out`, `refused`, or `checking` while a person must decide. Times are UTC ms."""

    claim_id: str
    item_id: str
    member_id: str
    verdict: str
    reason: str
    created_at: int
    resolved_at: int | None
    resolved_by: str | None


_ALL = select(*(claims.c[name] for name in Claim.__dataclass_fields__))
_OF_SITE = _ALL.where(claims.c.site == bindparam("site"))
_BY_ID = _OF_SITE.where(claims.c.claim_id == bindparam("claim"))
_OF_ITEM = _ALL.where(claims.c.item_id == bindparam("item"))
_OF_RENTAL = _ALL.join(items, items.c.item_id == claims.c.item_id).where(items.c.rental_id == bindparam("rental"))
_WAITING = _OF_SITE.where(IS_WAITING).order_by(claims.c.created_at)
_NEWEST = _OF_SITE.order_by(claims.c.created_at.desc()).limit(bindparam("most"))
_GIVEN_BACK = (
    select(func.count())
    .select_from(claims)
    .where(
        claims.c.member_id == bindparam("member"),
        claims.c.created_at > bindparam("since"),
        claims.c.verdict == "given_back",
        claims.c.resolved_by == BY_EVIDENCE,
    )
)
_NEW = insert(claims)
_DECIDE = (
    update(claims)
    .where(claims.c.claim_id == bindparam("claim"), claims.c.verdict == "checking")
    .values(verdict=bindparam("decided"), resolved_at=bindparam("at"), resolved_by=BY_OPERATOR)
)


def add(conn: Connection, site: str, claim: Claim) -> None:
    """IntegrityError where the garment was claimed before."""
    conn.execute(_NEW, asdict(claim) | {"site": site})


def by_id(conn: Connection, site: str, claim_id: str) -> Claim | None:
    row = conn.execute(_BY_ID, {"site": site, "claim": claim_id}).first()
    return Claim(*row) if row else None


def of_item(conn: Connection, item_id: str) -> Claim | None:
    row = conn.execute(_OF_ITEM, {"item": item_id}).first()
    return Claim(*row) if row else None


def of_rental(conn: Connection, rental_id: str) -> dict[str, Claim]:
    """By item."""
    return {row.item_id: Claim(*row) for row in conn.execute(_OF_RENTAL, {"rental": rental_id})}


def waiting(conn: Connection, site: str) -> list[Claim]:
    """Those a person must decide, the oldest first."""
    return [Claim(*row) for row in conn.execute(_WAITING, {"site": site})]


def newest(conn: Connection, site: str, limit: int) -> list[Claim]:
    return [Claim(*row) for row in conn.execute(_NEWEST, {"site": site, "most": limit})]


def given_back_since(conn: Connection, member_id: str, since: int) -> int:
    """How many of his the evidence alone has given back after that time (UTC ms)."""
    return int(conn.execute(_GIVEN_BACK, {"member": member_id, "since": since}).scalar_one())


def decide(conn: Connection, claim_id: str, verdict: str, at: int) -> bool:
    """The operator's word; False where it was decided before."""
    return bool(conn.execute(_DECIDE, {"claim": claim_id, "decided": verdict, "at": at}).rowcount)
