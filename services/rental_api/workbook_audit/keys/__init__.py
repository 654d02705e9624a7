"""Which rows the ledger has between two keys, in plain string order: what an audit's part must hold.

Each of these asks an index for somewhat more than that, in an order of its own; the rest is dropped here.
"""

from services.rental_api.workbook_audit.keys.between import Between, keys_between

__all__ = ["Between", "keys_between"]
