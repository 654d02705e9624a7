"""What time does to the workbook's rows."""

from services.rental_api.context import Context
from services.rental_api.ledger import passes, sheet_bases, sheet_rows
from services.rental_api.ledger.sheet_names import TAB_OF_PASS

DAY_MS = 86_400_000
LOOK_BACK_MS = 2 * DAY_MS
KEEP_MS = 400 * DAY_MS
AT_ONCE = 500


class Turns:
    """A pass begins and ends with nobody writing it: what its row says of it is another then."""

    def __init__(self) -> None:
        self._looked_at: int | None = None

    def mark(self, ctx: Context) -> int:
        """Marks what has turned since the last look, at first in the last two days; returns how many passes."""
        now = ctx.clock()
        since = now - LOOK_BACK_MS if self._looked_at is None else self._looked_at
        with ctx.reads.begin() as conn:
            turned = passes.turned(conn, ctx.site, since, now)
        if turned:
            with ctx.engine.begin() as conn:
                sheet_rows.mark_all(conn, [(TAB_OF_PASS[kind], pass_id) for pass_id, kind in turned])
        self._looked_at = now
        return len(turned)


def forget_bases(ctx: Context) -> int:
    """Forgets what was written into balance cells long ago and was written over since; returns how much."""
    forgotten, before = 0, (ctx.clock() - KEEP_MS) * 1000
    while True:
        with ctx.reads.begin() as conn:
            outlived = sheet_bases.outlived(conn, before, AT_ONCE)
        if not outlived:
            return forgotten
        with ctx.engine.begin() as conn:
            sheet_bases.forget(conn, outlived)
        forgotten += len(outlived)
