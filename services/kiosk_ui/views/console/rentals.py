"""Rentals to leaf through, and one with everything that became of it."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models_people import Moment

NARROWING = ("state", "member", "device", "day", "before")


@dataclass(frozen=True)
class Stage:
    """A moment and how long after the one before it, seconds; None where a time is missing."""

    moment: Moment
    gap: float | None


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("rentals", __name__)

    @bp.get("/rentals")
    def page() -> str:
        narrowed = {name: text for name in NARROWING if (text := request.args.get(name, "").strip())}
        found, behind = kiosk.people.rentals(narrowed)
        given = {name: text for name, text in narrowed.items() if name != "before"}
        shown = {"rentals": found, "given": given, "behind": behind, "devices": kiosk.console.devices()}
        return render_template("console/rentals.html", **shown)

    @bp.get("/rentals/<rental_id>")
    def rental(rental_id: str) -> str:
        return render_template("console/rental.html", **_shown(kiosk, rental_id))

    @bp.get("/fragments/rentals/<rental_id>")
    def fragment(rental_id: str) -> str:
        return render_template("console/_rental.html", **_shown(kiosk, rental_id))

    return bp


def _shown(kiosk: Kiosk, rental_id: str) -> dict[str, object]:
    rental = kiosk.people.rental(rental_id)
    stages = with_gaps(kiosk.people.timeline(rental_id))
    return {"rental": rental, "member": kiosk.people.member(rental.member_id), "stages": stages}


def with_gaps(moments: list[Moment]) -> list[Stage]:
    times = [datetime.fromisoformat(one.at) if one.at else None for one in moments]
    befores = [None, *times[:-1]]
    return [
        Stage(moment, (time - before).total_seconds() if time and before else None)
        for moment, time, before in zip(moments, times, befores, strict=True)
    ]
