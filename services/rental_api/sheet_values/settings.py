"""The tab `config`: what the owner sets."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam

from services.rental_api.context import Context
from services.rental_api.ledger import settings_of_owner
from services.rental_api.ledger.tables import owner_settings as table
from services.rental_api.sheet_values.row import SheetRow, SheetTab, paged


def _rows(ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    found = settings_of_owner.read(conn, ctx.site, keys)
    return {key: SheetRow({"key": key}, {"value": value}) for key, value in found.items()}


TAB = SheetTab(_rows, paged(table.c.key, table.c.site == bindparam("site")))
