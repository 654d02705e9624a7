"""One round of the workbook: read it, tell the ledger what is new, write what has changed. A module a rule."""
