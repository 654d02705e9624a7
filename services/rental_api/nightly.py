"""Every night the ledger is proved and the workbook audited; a night the machine was off for is made up for."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from services.rental_api import workbook_audit
from services.rental_api.context import Context
from services.rental_api.ledger import events, tables
from services.rental_api.proof import Proof, prove
from services.rental_api.rentals.step import step

AT = time(3, 30)
"""In the gym's time."""
BEGUN = "workbook_audit_begun"
PROVED = "ledger_audit"

_OF_SITE = select(tables.events.c.at).where(tables.events.c.site == bindparam("site"))
_LAST = _OF_SITE.where(tables.events.c.type == BEGUN).order_by(tables.events.c.event_id.desc()).limit(1)
_FIRST = _OF_SITE.order_by(tables.events.c.event_id).limit(1)


class Nightly:
    """Knows from the ledger when it last began, so that neither a crash nor a lost Redis makes it begin again."""

    def __init__(self) -> None:
        self._begun: int | None = None

    def look(self, ctx: Context) -> bool:
        """Says whether it was time."""
        if self._begun is None:
            self._begun = _last_begun(ctx)
        if self._begun >= last_due(ctx.clock(), ctx.settings.zone):
            return False
        self._begun = _begin(ctx)
        return True


def last_due(now: int, zone: ZoneInfo) -> int:
    """The last such time that is over, UTC ms."""
    here = datetime.fromtimestamp(now / 1000, zone)
    today = datetime.combine(here.date(), AT, zone)
    due = today if today <= here else datetime.combine(here.date() - timedelta(days=1), AT, zone)
    return round(due.timestamp() * 1000)


def _last_begun(ctx: Context) -> int:
    """Before the first audit, the ledger's first event: a new gym is not audited in its first minute."""
    with ctx.reads.begin() as conn:
        for query in (_LAST, _FIRST):
            at = conn.execute(query, {"site": ctx.site}).scalar()
            if at is not None:
                return int(at)
    return ctx.clock()


def _begin(ctx: Context) -> int:
    """What cannot be done without Redis is not begun; what was begun and fails is not begun again this night."""
    ctx.redis.ping()
    with step(ctx) as one:
        events.record(one.conn, ctx.site, one.now, BEGUN, details={"text": "장부와 시트를 점검합니다."})
    workbook_audit.ask(ctx)
    proof = prove(ctx)
    with step(ctx) as told:
        severity = "info" if proof.right else "error"
        events.record(told.conn, ctx.site, told.now, PROVED, severity, {"text": said(proof)})
    return one.now


def said(proof: Proof) -> str:
    """For the owner."""
    wrong = proof.difference
    if wrong is None:
        return f"장부가 맞습니다: {sum(proof.rows.values()):,}줄."
    return f"장부가 맞지 않습니다: {wrong.what}: {wrong.expected}이어야 하는데 {wrong.found}입니다 ({wrong.rule})."
