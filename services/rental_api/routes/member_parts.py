"""What is a member's: passes, what moved them, rentals, and what became of him besides."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from apiflask import APIBlueprint
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import events, history, members, rentals
from services.rental_api.ledger.members import Member
from services.rental_api.problems import Problem
from services.rental_api.rentals.view import passes_view, rental_view
from services.rental_api.routes.entries import entry_view
from services.rental_api.routes.events import event_view

NEWEST_RENTALS = 20
NEWEST_ENTRIES = 50
NEWEST_EVENTS = 20


def add(bp: APIBlueprint, ctx: Context) -> None:
    """Each answers `/member-not-found` where there is no such member."""

    @contextmanager
    def of(member_id: str) -> Iterator[Connection]:
        with ctx.reads.begin() as conn:
            known(conn, ctx.site, member_id)
            yield conn

    @bp.get("/<member_id>/entries")
    def entries_of(member_id: str) -> dict[str, Any]:
        """What moved his passes, by whose hand and why, the newest first."""
        with of(member_id) as conn:
            return {"entries": [entry_view(row) for row in history.of_member(conn, member_id, NEWEST_ENTRIES)]}

    @bp.get("/<member_id>/events")
    def events_of(member_id: str) -> dict[str, Any]:
        """What became of him besides his rentals, the newest first: edits, passes given and moved, claims."""
        with of(member_id) as conn:
            newest = events.last_of_member(conn, ctx.site, member_id, NEWEST_EVENTS)
            return {"events": [event_view(row) for row in newest]}

    @bp.get("/<member_id>/passes")
    def passes_of(member_id: str) -> dict[str, Any]:
        """Every pass the member has or had."""
        with of(member_id) as conn:
            return {"passes": passes_view(ctx, conn, member_id)}

    @bp.get("/<member_id>/rentals")
    def rentals_of(member_id: str) -> dict[str, Any]:
        """His newest rentals, newest first."""
        with of(member_id) as conn:
            newest = rentals.of_member(conn, ctx.site, member_id, NEWEST_RENTALS)
            return {"rentals": [rental_view(ctx, conn, rental) for rental in newest]}


def known(conn: Connection, site: str, member_id: str) -> Member:
    member = members.by_id(conn, site, member_id)
    if member is None:
        raise Problem("member-not-found")
    return member
