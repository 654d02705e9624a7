"""The owner's edits of his workbook, taken over into the ledger: each once, or not at all and explained."""
