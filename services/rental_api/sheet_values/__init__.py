"""Rows of the owner's workbook, made from the ledger as it is when they are sent (columns: docs/operating.md)."""

from collections.abc import Collection

from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.sheet_values import book, history, log, members, passes, products, settings, sold, usage
from services.rental_api.sheet_values.row import SheetRow, SheetTab

TABS: dict[str, SheetTab] = {
    "members": members.TAB,
    "products": products.TAB,
    "voucher_products": sold.VOUCHERS,
    "subscription_products": sold.SUBSCRIPTIONS,
    "member_vouchers": passes.VOUCHERS,
    "member_subscriptions": passes.SUBSCRIPTIONS,
    "member_passes": passes.COUNTS,
    "config": settings.TAB,
    "voucher_transactions": book.TAB,
    "subscription_usage": usage.TAB,
    "rental_history": history.TAB,
    "event_logs": log.TAB,
}
"""Those of the workbook's tabs that come from the ledger, by name."""


def read(ctx: Context, conn: Connection, tab: str, keys: Collection[str]) -> dict[str, SheetRow]:
    """By key, those of the rows that the ledger has; none of a tab it knows nothing of."""
    return TABS[tab].rows(ctx, conn, keys) if tab in TABS and keys else {}


def page(ctx: Context, conn: Connection, tab: str, after: str, most: int) -> list[str]:
    """So many keys of all that a tab is to hold, in the ledger's own order, after that one (blank: the first)."""
    return TABS[tab].page(ctx, conn, after, most) if tab in TABS else []
