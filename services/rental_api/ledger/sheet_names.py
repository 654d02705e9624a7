"""What the ledger's rows are called in the workbook.

A ledger restored from a backup counts its entries and events on from there and gives numbers a second time, to others
than those the workbook has: so their names say what they are, too.
"""

from hashlib import blake2b

TAB_OF_PASS = {"voucher": "member_vouchers", "count": "member_passes", "subscription": "member_subscriptions"}
"""By the kind of a pass."""
TAB_OF_SOLD = {"voucher": "voucher_products", "subscription": "subscription_products"}
"""By the kind of what the gym sells."""
BALANCES = (TAB_OF_PASS["voucher"], TAB_OF_PASS["count"])
"""Tabs with a figure that the owner may change."""
HISTORY = "rental_history"
LONGEST_NUMBER = 18
"""Digits that any database takes for a number."""


def of_entry(entry_id: int, pass_id: str, kind: str, amount: int, at: int) -> str:
    """`731-9f2c01`: a line of `voucher_transactions`."""
    return _numbered(entry_id, pass_id, kind, amount, at)


def of_event(event_id: int, at: int, kind: str, details: str) -> str:
    """A line of `event_logs`; `details` as they are stored."""
    return _numbered(event_id, at, kind, details)


def of_usage(pass_id: str, day: str, category: str) -> str:
    return f"{pass_id}/{day}/{category}"


def of_rented(rental_id: str, product_id: str) -> str:
    """One row a product of a rental: one rental may hold several."""
    return f"{rental_id}/{product_id}"


def rented(key: str) -> tuple[str, str]:
    """(rental, product) of such a row."""
    rental_id, _, product_id = key.partition("/")
    return rental_id, product_id


def number(key: str) -> int:
    """The number in a numbered name; 0, which nothing has, where there is none."""
    digits = key.partition("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else 0


def _numbered(number: int, *what: str | int) -> str:
    told = "\0".join(map(str, what)).encode()
    return f"{number}-{blake2b(told, digest_size=3).hexdigest()}"
