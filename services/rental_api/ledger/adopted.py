"""What an older state of the books tells of a pass that this ledger did not give."""

from sqlalchemy import Connection, bindparam, update

from services.rental_api.ledger.tables import passes

_BACKDATE = update(passes).where(passes.c.pass_id == bindparam("which")).values(created_at=bindparam("since"))


def backdate(conn: Connection, pass_id: str, created_at: int) -> None:
    """Since when (UTC ms) the member has had it; its entries keep the time at which they were made."""
    conn.execute(_BACKDATE, {"which": pass_id, "since": created_at})
