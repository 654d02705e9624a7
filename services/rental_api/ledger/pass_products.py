"""What the gym sells: vouchers with what they are worth, subscriptions with what they allow a day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from services.rental_api.ledger import sheet_names, sheet_rows
from services.rental_api.ledger.tables import pass_products
from services.rental_api.ledger.upsert import upsert


@dataclass(frozen=True)
class PassProduct:
    """`price` and `charge_amount` are won; `daily_limits` uses a day by category; `validity_days` None never ends."""

    product_id: str
    kind: str
    name: str
    price: int
    charge_amount: int | None
    validity_days: int | None
    daily_limits: Mapping[str, int] | None
    bonus_product_id: str | None
    is_bonus: bool
    enabled: bool
    updated_at: int


_ALL = select(*(pass_products.c[name] for name in PassProduct.__dataclass_fields__)).where(
    pass_products.c.site == bindparam("site")
)
_BY_ID = _ALL.where(pass_products.c.product_id == bindparam("product"))
_OF_IDS = _ALL.where(pass_products.c.product_id.in_(bindparam("products", expanding=True)))


def all_of(conn: Connection, site: str) -> list[PassProduct]:
    return [PassProduct(*row) for row in conn.execute(_ALL.order_by(pass_products.c.product_id), {"site": site})]


def by_id(conn: Connection, site: str, product_id: str) -> PassProduct | None:
    row = conn.execute(_BY_ID, {"site": site, "product": product_id}).first()
    return PassProduct(*row) if row else None


def of_ids(conn: Connection, site: str, product_ids: Collection[str]) -> list[PassProduct]:
    """Those of them that there are, in no order."""
    return [PassProduct(*row) for row in conn.execute(_OF_IDS, {"site": site, "products": list(product_ids)})]


def save(conn: Connection, site: str, product_id: str, values: dict[str, Any], at: int) -> None:
    """Creates the product or sets all of its columns anew. What was sold before stays as it was sold."""
    row = values | {"product_id": product_id, "site": site, "updated_at": at}
    new = upsert(conn.dialect.name, pass_products)
    conn.execute(new.on_conflict_do_update(index_elements=["product_id"], set_=values | {"updated_at": at}), row)
    sheet_rows.mark(conn, sheet_names.TAB_OF_SOLD[values["kind"]], product_id)
