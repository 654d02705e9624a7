"""The tab `members`. A PIN leaves the ledger in no form."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam

from services.rental_api.context import Context
from services.rental_api.ledger import members, tables
from services.rental_api.ledger.members import Member
from services.rental_api.sheet_values.row import SheetRow, SheetTab, paged, when

SET = "set"


def _rows(ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    return {one.member_id: _row(ctx, one) for one in members.of_ids(conn, ctx.site, keys)}


def _row(ctx: Context, one: Member) -> SheetRow:
    owner = {
        "name": one.name,
        "phone": one.phone,
        "payment_password": SET if one.pin_hash else "",
        "status": one.status,
        "notes": one.notes,
    }
    times = {"created_at": when(ctx, one.created_at), "updated_at": when(ctx, one.updated_at)}
    return SheetRow({"member_id": one.member_id, **times}, owner)


TAB = SheetTab(_rows, paged(tables.members.c.member_id, tables.members.c.site == bindparam("site")))
