"""A stand-in for Google Sheets that the real gspread talks to.

    with StandIn(clock) as google:                         # standin.py: one spreadsheet, empty
        google.credentials(path)                           # the service account's file
        google.url()                                       # for FBOX_SHEETS_URL
        owner = google.owner()                             # owner.py, screen.py: he edits, and sees
        owner.types("members", "A001", "name", "김철수")
        google.faults.next("lost_after", on=["write"])     # faults.py: 429, 500, lost answers, storms
        google.before_apply = lambda call: owner.sorts("members", "name")
        google.quota.writes = 10                           # quota.py
        google.busiest_minute(), google.calls              # calls.py: what was asked, and what came of it
        google.executed                                    # formulas that a client had run: there must be none

What it leaves out: formulas are not worked out again when cells change, and their references stay as they are when
rows move; charts, filters, colours and borders are taken and forgotten; drop-downs bind nobody.
"""
