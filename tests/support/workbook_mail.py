"""What the ledger and sheets_sync say to each other, by hand."""

from typing import Any

from services.rental_api.ledger import sheet_bases
from services.rental_api.ledger.sheet_bases import Base
from services.rental_api.sheet_answers import send_all_again, take_confirmation
from services.rental_api.sheet_sender import send_changed
from shared.queues import SHEETS, open_queue
from tests.support.gym import Gym

Sent = dict[str, Any]


def sent(gym: Gym, tab: str = "") -> list[Sent]:
    """All rows due, as they go onto the queue; those of one tab."""
    queue = open_queue(SHEETS, gym.ctx.jobs_redis)
    queue.empty()
    while send_changed(gym.ctx):
        pass
    return [row for job in queue.get_jobs() for row in job.args[0]["rows"] if tab in ("", row["tab"])]


def confirm(gym: Gym, rows: list[Sent], **wrote: Any) -> None:  # noqa: ANN401 - cells
    """The workbook has them, and what was `wrote` into the owner's cells."""
    take_confirmation(gym.ctx, [_told(row, wrote) for row in rows])


def confirm_as_sent(gym: Gym, rows: list[Sent]) -> None:
    """The workbook has them, the owner's cells too."""
    cells = [{column: told["cell"] for column, told in row["owner"].items()} for row in rows]
    take_confirmation(gym.ctx, [_told(row, wrote) for row, wrote in zip(rows, cells, strict=True)])


def _told(row: Sent, wrote: dict[str, Any]) -> dict[str, Any]:
    return {"tab": row["tab"], "key": row["key"], "version": row["version"], "wrote": wrote}


def settle(gym: Gym) -> None:
    """The workbook has all there is, the owner's cells too."""
    send_all_again(gym.ctx)
    confirm_as_sent(gym, sent(gym))


def base(gym: Gym, row: Sent) -> Base | None:
    """What the ledger knows to have written into that row's balance cell."""
    with gym.ctx.reads.begin() as conn:
        return sheet_bases.by_mark(conn, row["tab"], row["key"], row["version"])
