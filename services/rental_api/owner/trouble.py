"""A tab of the workbook that cannot be read or written, and that it can be again: told once each."""

from services.rental_api.context import Context
from services.rental_api.ledger import events
from services.rental_api.owner import words
from services.rental_api.rentals.step import step

BEGUN = "workbook_trouble"
OVER = "workbook_trouble_over"
LONGEST = 500


def take_trouble(ctx: Context, tab: str, trouble: str) -> None:
    """`trouble` in words for the owner, blank when it is over. What holds now stands in Redis, for who looks."""
    trouble = words.keepable(trouble)[:LONGEST]
    before = ctx.redis.hget(ctx.keys.troubles, tab) or ""
    if trouble == before:
        return
    with step(ctx) as one:
        kind, severity = (BEGUN, "error") if trouble else (OVER, "info")
        said = {"text": f"owner: {tab} 탭, {trouble or '다시 됩니다'}", "tab": tab, "trouble": trouble}
        events.record(one.conn, ctx.site, one.now, kind, severity, said)
    if trouble:
        ctx.redis.hset(ctx.keys.troubles, tab, trouble)
    else:
        ctx.redis.hdel(ctx.keys.troubles, tab)
