"""What can be rented: one product a dispenser, made known by the dispenser itself."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from services.rental_api.ledger import sheet_rows
from services.rental_api.ledger.fit import fit
from services.rental_api.ledger.tables import devices, products
from services.rental_api.ledger.upsert import upsert


@dataclass(frozen=True)
class Product:
    """A product as the owner sees it; its stock is the device's to say. `price` is won.

    `tripped`: its dispenser failed too often and is not offered.
    """

    product_id: str
    device_uuid: str
    name: str
    category: str
    size: str
    price: int
    enabled: bool
    display_order: int
    updated_at: int
    tripped: bool = False


_COLUMNS = [products.c[name] for name in Product.__dataclass_fields__ if name != "tripped"]
_ALL = (
    select(*_COLUMNS, devices.c.tripped_at.is_not(None).label("tripped"))
    .join(devices, devices.c.device_uuid == products.c.device_uuid)
    .where(products.c.site == bindparam("site"))
)
_BY_ID = _ALL.where(products.c.product_id == bindparam("product"))
_OF_IDS = _ALL.where(products.c.product_id.in_(bindparam("products", expanding=True)))
_IN_ORDER = _ALL.order_by(products.c.display_order, products.c.name, products.c.product_id)


def all_of(conn: Connection, site: str) -> list[Product]:
    """Every product, in the owner's order."""
    return [Product(**row._mapping) for row in conn.execute(_IN_ORDER, {"site": site})]


def by_id(conn: Connection, site: str, product_id: str) -> Product | None:
    row = conn.execute(_BY_ID, {"site": site, "product": product_id}).first()
    return Product(**row._mapping) if row else None


def of_ids(conn: Connection, site: str, product_ids: Collection[str]) -> list[Product]:
    """Those of them that there are, in no order."""
    return [Product(**row._mapping) for row in conn.execute(_OF_IDS, {"site": site, "products": list(product_ids)})]


def change(conn: Connection, site: str, product_id: str, values: dict[str, Any], at: int) -> bool:
    """Sets what the owner sets; False where there is no such product."""
    where = (products.c.site == site, products.c.product_id == product_id)
    found = conn.execute(update(products).where(*where).values(**values, updated_at=at)).rowcount
    if found:
        sheet_rows.mark(conn, "products", product_id)
    return bool(found)


def know_device(conn: Connection, site: str, uuid: str, at: int) -> bool:
    """Registers a device; says whether it is new."""
    row = {"device_uuid": uuid, "site": site, "first_seen_at": at}
    new = upsert(conn.dialect.name, devices).on_conflict_do_nothing().returning(devices.c.device_uuid)
    return conn.execute(new, row).scalar() is not None


def know_product(conn: Connection, site: str, uuid: str, category: str, size: str, name: str, at: int) -> str | None:
    """Creates a device's product, or follows a dispenser that was set up for another category or size.

    Name, price and order are the owner's once the product exists. Returns the new product's id, None if it existed.
    """
    size, name = fit(products.c.size, size), fit(products.c.name, name)
    known = conn.execute(select(*_COLUMNS).where(products.c.device_uuid == uuid)).first()
    if known:
        if (known.category, known.size) != (category, size):
            change(conn, site, known.product_id, {"category": category, "size": size}, at)
        return None
    product_id = _free_id(conn, category, size)
    row = {"product_id": product_id, "site": site, "device_uuid": uuid, "category": category, "size": size}
    conn.execute(insert(products), row | {"name": name or product_id, "updated_at": at})
    sheet_rows.mark(conn, "products", product_id)
    return product_id


def _free_id(conn: Connection, category: str, size: str) -> str:
    """`P-TOP-105`, or `P-TOP-105-2` where another dispenser holds the same."""
    parts = [re.sub(r"[^A-Z0-9]+", "-", part.upper()).strip("-") for part in (category, size)]
    wanted = "-".join(["P", *filter(None, parts)])
    taken = set(conn.execute(select(products.c.product_id).where(products.c.product_id.startswith(wanted))).scalars())
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
