"""`python -m services.rental_api.restore TAB`: a tab of the workbook becomes what the ledger has, whatever it was."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import TextIO

from redis.exceptions import RedisError
from sqlalchemy import bindparam, func, select

from services.rental_api import assembly, workbook_state
from services.rental_api.context import Context
from services.rental_api.ledger.tables import sheet_rows
from shared import process
from shared.jobs import ledger
from shared.queues import LEDGER, enqueue, open_queue

MOST_SECONDS = 600.0
LOOK_SECONDS = 0.2
QUIET_LOOKS = 15
"""So long nothing of the tab is on its way before it is believed to be there."""
_LEFT = select(func.count()).where(sheet_rows.c.tab == bindparam("of_tab"))
Pause = Callable[[float], object]


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in workbook_state.TABS:
        sys.stderr.write(f"Which tab? One of {', '.join(workbook_state.TABS)}.\n")
        return 2
    ctx = assembly.context(process.start("rental_restore"))
    return run(ctx, arguments[0], sys.stdout, time.sleep)


def ask(ctx: Context, tab: str) -> None:
    """Has the tab's rows sent anew."""
    enqueue(open_queue(LEDGER, ctx.jobs_redis), ledger.restore_tab, {"tab": tab})


def run(ctx: Context, tab: str, out: TextIO, pause: Pause) -> int:
    """The exit code: 0 once the workbook has every row."""
    try:
        why_not = workbook_state.why_not_at_work(ctx) or _restored(ctx, tab, pause)
    except RedisError:
        why_not = "the stack is not running"
    if why_not:
        out.write(f"{tab} is not restored: {why_not}.\n")
        return 1
    out.write(f"{tab} is restored: the workbook has every row that the ledger has.\n")
    return 0


def _restored(ctx: Context, tab: str, pause: Pause) -> str:
    """Waits until none of the tab's rows is on its way and none can come any more; why it gave up, else blank."""
    ask(ctx, tab)
    queue, quiet, why = open_queue(LEDGER, ctx.jobs_redis), 0, ""
    for _ in range(round(MOST_SECONDS / LOOK_SECONDS)):
        why = _left(ctx, tab) or ("the ledger's worker has other work" if queue.count else "")
        quiet = 0 if why else quiet + 1
        if quiet >= QUIET_LOOKS:
            return ""
        pause(LOOK_SECONDS)
    return f"after {MOST_SECONDS:.0f} s {why}; it goes on by itself"


def _left(ctx: Context, tab: str) -> str:
    with ctx.reads.begin() as conn:
        rows = int(conn.execute(_LEFT, {"of_tab": tab}).scalar_one())
    if rows:
        return f"{rows} rows are on their way"
    return workbook_state.read(ctx).troubles.get(tab, "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
