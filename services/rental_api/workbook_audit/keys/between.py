"""The keys of a tab between two others."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, literal

from services.rental_api.ledger.tables import members, owner_settings, pass_products, passes, products
from services.rental_api.workbook_audit.keys.named import named, rented, used
from services.rental_api.workbook_audit.keys.numbered import booked, logged

_SURROGATE = re.compile("[\ud800-\udfff]")
MOST = 2_000
"""Rows of the ledger that are looked at for one part, which has a hundred of the workbook's."""
Ask = Callable[[Connection, str, str, str | None, int], list[str]]
"""Site, after, up to (None: to the end), how many at most: a superset, in the ledger's own order."""


@dataclass(frozen=True)
class Between:
    """`keys` k with after < k <= upto, in the ledger's own order; `cut`: there may be more of them."""

    keys: list[str]
    cut: bool


def keys_between(conn: Connection, site: str, tab: str, after: str, upto: str | None) -> Between:
    """Of a tab that comes from the ledger."""
    found = _TABS[tab](conn, site, _before(after), None if upto is None else _behind(upto), MOST)
    keys = [key for key in found if after < key and (upto is None or key <= upto)]
    return Between(keys, len(found) == MOST)


def _before(key: str) -> str:
    """The owner's cell may hold what no database takes: the next text before it that one does."""
    return _SURROGATE.sub("\ud7ff", key.partition("\0")[0])


def _behind(key: str) -> str:
    return _SURROGATE.sub("\ue000", key.replace("\0", "\1"))


_TABS: Mapping[str, Ask] = {
    "members": named(members.c.member_id, members.c.site),
    "products": named(products.c.product_id, products.c.site),
    "voucher_products": named(
        pass_products.c.product_id, pass_products.c.site, pass_products.c.kind == literal("voucher")
    ),
    "subscription_products": named(
        pass_products.c.product_id, pass_products.c.site, pass_products.c.kind == literal("subscription")
    ),
    "member_vouchers": named(passes.c.pass_id, passes.c.site, passes.c.kind == literal("voucher")),
    "member_subscriptions": named(passes.c.pass_id, passes.c.site, passes.c.kind == literal("subscription")),
    "member_passes": named(passes.c.pass_id, passes.c.site, passes.c.kind == literal("count")),
    "config": named(owner_settings.c.key, owner_settings.c.site),
    "voucher_transactions": booked,
    "subscription_usage": used,
    "rental_history": rented,
    "event_logs": logged,
}
