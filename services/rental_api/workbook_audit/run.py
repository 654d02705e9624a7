"""An audit of the workbook from its first part to its last word.

sheets_sync reads the whole workbook and hands it over part by part; the last part ends the run with one event. Every
job may come twice, and none counts twice.
"""

import json
from hashlib import sha256

from services.rental_api import sheet_values
from services.rental_api.context import Context
from services.rental_api.ledger import events, sheet_rows
from services.rental_api.ledger.ids import new_id
from services.rental_api.ledger.told import was_told
from services.rental_api.rentals.step import step
from services.rental_api.workbook_audit import result
from services.rental_api.workbook_audit.part import Seen, look_at
from services.rental_api.workbook_audit.result import Outcome
from services.rental_api.workbook_audit.sentence import sentence
from shared.jobs import ledger, sheets
from shared.jobs.ledger import AuditPart
from shared.queues import LEDGER, SHEETS, enqueue, open_queue

AUDITED = "workbook_audit"


def ask(ctx: Context) -> str:
    """Has the workbook audited; the run's name, by which its result is known."""
    run = new_id("aud")
    enqueue(open_queue(SHEETS, ctx.jobs_redis), sheets.audit, {"run": run})
    return run


def take_part(ctx: Context, part: AuditPart) -> None:
    """Compares a part, has what differs sent again, and with the run's last part says what was found."""
    if part.tab in sheet_values.TABS:
        _compare(ctx, part)
    if part.end:
        _conclude(ctx, part.run)


def _compare(ctx: Context, part: AuditPart) -> None:
    seen = Seen()
    if not part.left_out:
        with ctx.reads.begin() as conn:
            seen = look_at(ctx, conn, part)
        _mend(ctx, part.tab, seen)
    result.note(ctx, part, seen.findings)


def _mend(ctx: Context, tab: str, seen: Seen) -> None:
    if seen.again:
        with ctx.engine.begin() as conn:
            sheet_rows.mark_all(conn, [(tab, key) for key in seen.again])
    if seen.rest_after is not None:
        enqueue(open_queue(LEDGER, ctx.jobs_redis), ledger.restore_tab, {"tab": tab, "after": seen.rest_after})


def _conclude(ctx: Context, run: str) -> None:
    found = result.outcome(ctx, run)
    text = sentence(found)
    _tell(ctx, run, found, text)
    ctx.redis.hset(
        ctx.keys.workbook_audit,
        mapping={
            "run": run,
            "at": ctx.clock(),
            "text": text,
            "equal": int(found.equal),
            "differences": json.dumps([one.told() for one in found.listed]),
        },
    )


def _tell(ctx: Context, run: str, found: Outcome, text: str) -> None:
    digest = sha256(f"{ctx.site}\0{AUDITED}\0{run}".encode()).hexdigest()
    severity = "info" if found.equal else "warning"
    with step(ctx) as one:
        if not was_told(one.conn, digest):
            events.record(one.conn, ctx.site, one.now, AUDITED, severity, {"text": text, "run": run}, digest=digest)
