"""Takes over rows of the owner's workbook, and answers what became of each (shared.jobs.ledger.OwnerRows).

Any row may come twice, late or after a newer one. Each column is a transaction of its own, so that one that is
refused leaves the others; a row where nothing is new costs no write.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from services.rental_api.context import Context
from services.rental_api.owner.carry_out import carry_out
from services.rental_api.owner.look import Seen, look
from services.rental_api.owner.plain import hold_quietly
from services.rental_api.owner.row import OwnerRow, owner_row
from services.rental_api.rentals.step import step
from shared.jobs import sheets
from shared.queues import SHEETS, enqueue, open_queue

HOLDS_AT_ONCE = 20
"""Rows held in one transaction: a member waits no longer for it than for another's rental."""


def take_rows(ctx: Context, rows: Sequence[dict[str, Any]]) -> None:
    """`rows` as they came with the job. The answers to all of them leave as one job."""
    answers = [answer for batch in _batches(map(owner_row, rows)) for answer in _take(ctx, batch)]
    if answers:
        enqueue(open_queue(SHEETS, ctx.jobs_redis), sheets.answers, {"rows": answers})


def _batches(rows: Iterable[OwnerRow]) -> Iterator[list[OwnerRow]]:
    """In their order, no row twice in one: what is new in the second depends on the first."""
    batch: dict[tuple[str, str], OwnerRow] = {}
    for row in rows:
        if row.name in batch:
            yield list(batch.values())
            batch = {}
        batch[row.name] = row
    yield list(batch.values())


def _take(ctx: Context, rows: Sequence[OwnerRow]) -> Iterator[dict[str, Any]]:
    with ctx.reads.begin() as conn:
        seen = look(ctx, conn, rows)
    _hold(ctx, [one for one in seen if one.quiet and one.row.replaced_by is None])
    for one in seen:
        name = {"tab": one.row.tab, "key": one.row.key, "digest": one.row.digest}
        yield name | {"notes": carry_out(ctx, one)}


def _hold(ctx: Context, seen: Sequence[Seen]) -> None:
    for begin in range(0, len(seen), HOLDS_AT_ONCE):
        with step(ctx) as one:
            for each in seen[begin : begin + HOLDS_AT_ONCE]:
                each.edits += hold_quietly(one, each.row, each.quiet)
