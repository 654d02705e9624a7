"""What the owner sets in his workbook's `config`, as text by key."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from services.rental_api.ledger import sheet_rows
from services.rental_api.ledger.tables import owner_settings
from services.rental_api.ledger.upsert import DIALECTS, upsert

_READ = select(owner_settings.c.key, owner_settings.c.value).where(
    owner_settings.c.site == bindparam("site"), owner_settings.c.key.in_(bindparam("keys", expanding=True))
)


def _writing(dialect: str) -> object:
    new = upsert(dialect, owner_settings)
    now = {"value": new.excluded.value, "updated_at": new.excluded.updated_at}
    return new.on_conflict_do_update(index_elements=["site", "key"], set_=now)


_WRITE = {dialect: _writing(dialect) for dialect in DIALECTS}


def read(conn: Connection, site: str, keys: Collection[str]) -> dict[str, str]:
    """Those of them that are set."""
    return dict(conn.execute(_READ, {"site": site, "keys": list(keys)}).all())


def write(conn: Connection, site: str, key: str, value: str, at: int) -> None:
    row = {"site": site, "key": key, "value": value, "updated_at": at}
    conn.execute(_WRITE[conn.dialect.name], row)  # type: ignore[call-overload]
    sheet_rows.mark(conn, "config", key)
