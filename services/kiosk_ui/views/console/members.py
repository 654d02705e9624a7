"""Members: found by a part of what is known of them, and one with all that is his."""

from flask import Blueprint, render_template, request

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console import granting, member_forms, passes

NEWEST_RENTALS = 10


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("members", __name__, url_prefix="/members")

    @bp.get("")
    def page() -> str:
        query = request.args.get("query", "").strip()
        found = kiosk.people.members(query)
        return render_template("console/members.html", query=query, members=found)

    @bp.get("/<member_id>")
    def member(member_id: str) -> str:
        return render_template(
            "console/member.html",
            member=kiosk.people.member(member_id),
            passes=kiosk.people.passes(member_id),
            events=kiosk.people.events(member_id),
            entries=kiosk.people.entries(member_id),
            rentals=kiosk.people.rentals({"member": member_id})[0][:NEWEST_RENTALS],
        )

    member_forms.add(bp, kiosk)
    granting.add(bp, kiosk)
    passes.add(bp, kiosk)
    return bp
