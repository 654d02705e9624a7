"""The workbook as a folder of CSV files, one a tab: what F-BOX uses where no Google Sheet is named."""

from services.sheets_sync.local.folder import LocalWorkbook

__all__ = ["LocalWorkbook"]
