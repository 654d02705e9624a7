"""One member's visit, in the signed session cookie: who, the cart, the rentals made. Nothing else is kept anywhere.

A cookie that nobody renewed for ten minutes is void, should a page's own idle timer have died with its browser.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from flask import session

from services.kiosk_ui.cart import Cart

VOID_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class Member:
    member_id: str
    name: str


@dataclass(frozen=True)
class Locked:
    """How many seconds are left, and the key of words.WAITS that says why."""

    seconds: int
    why: str


def begin(member: Member) -> None:
    session.clear()
    session["member"] = [member.member_id, member.name]


def end() -> None:
    session.clear()


def member() -> Member | None:
    return Member(*session["member"]) if "member" in session else None


def the_member() -> Member:
    """Where a gate has let only members through."""
    return Member(*session["member"])


def renew() -> None:
    """Pages do it, fragments never: two answers under way would overwrite each other's cookie."""
    session.modified = True


def cart() -> Cart:
    return dict(session.get("cart", {}))


def keep_cart(cart: Cart) -> None:
    """Another cart is another order: its idempotency key is made anew."""
    if cart != session.get("cart"):
        session.pop("key", None)
    session["cart"] = cart


def order_key() -> str:
    """The idempotency key of this cart's order. A second tap, or a try after a lost answer, has the same one."""
    if "key" not in session:
        session["key"] = secrets.token_urlsafe(18)
    return str(session["key"])


def forget_key() -> None:
    session.pop("key", None)


def rentals() -> list[str]:
    return list(session.get("rentals", []))


def current_rental() -> str | None:
    """The rental whose screen the visit is at; every other step leads there."""
    return session.get("rental")


def rented(rental_id: str) -> None:
    session["rental"] = rental_id
    session["rentals"] = [*(one for one in rentals() if one != rental_id), rental_id]
    for done in ("cart", "key", "unsure", "note", "locked"):
        session.pop(done, None)


def ordered_without_answer(since: str) -> None:
    """`since`: RFC 3339, when the order was sent whose answer did not come."""
    session.setdefault("unsure", since)


def unsure_since() -> str | None:
    return session.get("unsure")


def leave_note(note: str) -> None:
    """For the next page to say once."""
    session["note"] = note


def take_note() -> str:
    return str(session.pop("note", ""))


def lock(seconds: int, why: str) -> None:
    """The API takes no number or PIN for so long; `why` is one of words.WAITS. Kept for the screen's sake only."""
    session["locked"] = [int(time.time()) + seconds, why]


def locked() -> Locked | None:
    """None once the API takes one again. A visit begins and ends without any."""
    until, why = session.get("locked", (0, ""))
    left = until - int(time.time())
    return Locked(left, why) if left > 0 else None
