"""Rentals to leaf through, for the operator."""

from typing import Any

from flask import request
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import rentals
from services.rental_api.ledger.rental_list import Within
from services.rental_api.ledger.rentals import Rental
from services.rental_api.problems import invalid
from services.rental_api.rentals.listing import Asked, listing
from services.rental_api.rules.states import RENTAL_STATES
from shared.clock import of_local_day

SHOWN = 30


def list_rentals(ctx: Context) -> dict[str, Any]:
    """By the query's `state`, `member`, `device`, `day` (`2026-11-23`, the gym's) and `before` (a rental's id)."""
    state = request.args.get("state") or None
    if state not in (None, *RENTAL_STATES):
        raise invalid("state", f"one of {', '.join(RENTAL_STATES)}")
    since, until = _day(ctx)
    with ctx.reads.begin() as conn:
        within = Within(request.args.get("member") or None, since, until, _before(ctx, conn))
        return listing(ctx, conn, Asked(within, state, request.args.get("device") or None, SHOWN))


def _day(ctx: Context) -> tuple[int | None, int]:
    """Until now where no day is named: a bound, so that the database begins there and does not read on to the end."""
    day = request.args.get("day")
    if not day:
        return None, ctx.clock() + 1
    try:
        return of_local_day(day, ctx.settings.zone)
    except (ValueError, OverflowError):
        raise invalid("day", "a day such as 2026-11-23") from None


def _before(ctx: Context, conn: Connection) -> Rental | None:
    before = request.args.get("before")
    found = rentals.by_id(conn, ctx.site, before) if before else None
    if before and found is None:
        raise invalid("before", "the id of a rental")
    return found
