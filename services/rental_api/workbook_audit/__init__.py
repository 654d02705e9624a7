"""The ledger against the owner's workbook: every row that either has. What differs goes out again."""

from services.rental_api.workbook_audit.run import ask, take_part

__all__ = ["ask", "take_part"]
