"""What a person typed into a cell, as a value for the ledger: generous where the meaning is certain, else explained.

Pure, and never raises whatever the cell holds.
"""

from services.sheets_sync.parse.readable import Unreadable, Value
from services.sheets_sync.parse.rows import ReadRow, read_cell, read_row

__all__ = ["ReadRow", "Unreadable", "Value", "read_cell", "read_row"]
