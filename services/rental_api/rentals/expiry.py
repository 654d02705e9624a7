"""What is left on a pass that is over leaves the book by an entry of its own.

Nothing depends on this being done in time: a pass that is over pays nothing from that very moment. What a hold brings
back to a pass that ended meanwhile lapses here too.
"""

from services.rental_api.context import Context
from services.rental_api.ledger import entries, events, passes
from services.rental_api.ledger.passes import Pass
from services.rental_api.rentals.step import Step, step


def lapse(ctx: Context) -> int:
    """Returns how many passes lapsed. Reads only while there is nothing to do."""
    with ctx.reads.begin() as conn:
        if not passes.lapsed(conn, ctx.site, ctx.clock()):
            return 0
    with step(ctx) as one:
        over = passes.lapsed(one.conn, ctx.site, one.now)
        for each in over:
            _lapse(one, each)
    return len(over)


def _lapse(one: Step, over: Pass) -> None:
    entries.post(one.conn, over.pass_id, "expire", -over.balance, one.now)
    said = {"pass_id": over.pass_id, "amount": over.balance, "unit": over.unit}
    events.record(one.conn, one.ctx.site, one.now, "pass_expired", details=said, member_id=over.member_id)
