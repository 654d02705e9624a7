"""The workbook as a Google spreadsheet. Imported only where one is configured: gspread and google-auth are large."""
