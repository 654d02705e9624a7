"""One transaction for one edit of the owner's: it is taken over, or undone and explained."""

from collections.abc import Callable

from sqlalchemy.exc import DataError, IntegrityError

from services.rental_api.context import Context
from services.rental_api.owner.refusal import Notes, Refused
from services.rental_api.owner.row import OwnerRow
from services.rental_api.owner.tell import tell_refusal
from services.rental_api.rentals.step import Step, step

Do = Callable[[Step], Notes | None]


def attempt(ctx: Context, row: OwnerRow, column: str, do: Do) -> Notes:
    """What is to be explained of it. `column` is at fault where the database refuses what `do` let through."""
    try:
        with step(ctx) as one:
            return do(one) or {}
    except Refused as refused:
        return _refuse(ctx, row, refused)
    except (IntegrityError, DataError):
        return _refuse(ctx, row, Refused(column, "저장할 수 없습니다. 다르게 적어 주세요."))


def _refuse(ctx: Context, row: OwnerRow, refused: Refused) -> Notes:
    if not refused.quiet:
        with step(ctx) as one:
            tell_refusal(one, row, refused, row.text(refused.column))
    return refused.notes
