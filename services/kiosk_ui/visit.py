"""One member's visit, in the signed session cookie: who, the cart, the rentals made. Nothing else is kept anywhere.

A cookie that nobody renewed for ten minutes is void, should a page's own idle timer have died with its browser.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import session

from services.kiosk_ui import words
from services.kiosk_ui.cart import Cart

LOOKS = ("lang", "view")


@dataclass(frozen=True)
class Member:
    member_id: str
    name: str


@dataclass(frozen=True)
class Chosen:
    """Who pays what, as the member confirmed it: amounts by pass id, along the quote's `way`, upon `basis`."""

    way: int
    basis: str
    charges: Mapping[str, int]


@dataclass(frozen=True)
class Locked:
    """How many seconds are left, and `why` of the text `wait.<why>`."""

    seconds: int
    why: str


def begin(member: Member, locker_number: str | None = None) -> None:
    forget()
    session["member"] = [member.member_id, member.name]
    session["locker"] = locker_number


def end() -> None:
    """The next one at the screen finds it as every visit begins."""
    session.clear()


def forget() -> None:
    """All but how the screen speaks and looks: whoever chose that is still there."""
    for name in [one for one in session if one not in LOOKS]:
        del session[name]


def language() -> str:
    """`ko`, `en` or `zh`."""
    return str(session.get("lang", words.DEFAULT))


def speak(lang: str) -> None:
    session["lang"] = lang


def view() -> str:
    """`large` (text, with high contrast) or ''."""
    return str(session.get("view", ""))


def show(view: str) -> None:
    session["view"] = "large" if view == "large" else ""


def has_looks() -> bool:
    """Whether the screen is otherwise than every visit finds it."""
    return bool(view()) or language() != words.DEFAULT


def member() -> Member | None:
    return Member(*session["member"]) if "member" in session else None


def the_member() -> Member:
    """Where a gate has let only members through."""
    return Member(*session["member"])


def locker_number() -> str | None:
    """Of the locker whose key told who is here."""
    return session.get("locker")


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


def keep_split(chosen: Chosen) -> None:
    """Another split is another order too; the same one confirmed twice is not."""
    before = split()
    if before is None or before.charges != chosen.charges:
        session.pop("key", None)
    session["split"] = [chosen.way, chosen.basis, dict(chosen.charges)]
    session["split_cart"] = cart()


def split() -> Chosen | None:
    """None while nothing was confirmed for this very cart."""
    return Chosen(*session["split"]) if "split" in session and session.get("split_cart") == cart() else None


def drop_split() -> bool:
    """Whether there was one, of this cart or of an older."""
    if "split" not in session:
        return False
    for gone in ("split", "split_cart", "key"):
        session.pop(gone, None)
    return True


def order_key() -> str:
    """The idempotency key of this cart and split. A second tap, or a try after a lost answer, has the same one."""
    if "key" not in session:
        session["key"] = secrets.token_urlsafe(18)
        session["key_at"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return str(session["key"])


def ordering_since() -> str | None:
    """RFC 3339: since when an order may have gone out, though no answer reached this browser. None: none can have."""
    return session.get("key_at")


def forget_key() -> None:
    session.pop("key", None)


def rentals() -> list[str]:
    return list(session.get("rentals", []))


def current_rental() -> str | None:
    """The rental whose screen the visit is at; every other step leads there."""
    return session.get("rental")


def names() -> dict[str, str]:
    """What lines of the log are found by: the rental of this screen, and the tap that is to make one."""
    known = {"rental_id": session.get("rental"), "tap": session.get("key")}
    return {name: str(value) for name, value in known.items() if value}


def rented(rental_id: str) -> None:
    session["rental"] = rental_id
    session["rentals"] = [*(one for one in rentals() if one != rental_id), rental_id]
    for done in ("cart", "key", "key_at", "split", "split_cart", "unsure", "note", "locked"):
        session.pop(done, None)


def ordered_without_answer() -> None:
    session["unsure"] = True


def is_unsure() -> bool:
    """Whether the ledger may have an order whose answer did not come."""
    return bool(session.get("unsure"))


def learn(sizes: Mapping[str, str]) -> None:
    """The sizes he wears, by category: asked for once a visit."""
    session["sizes"] = dict(sizes)


def sizes() -> dict[str, str] | None:
    """None while nobody asked."""
    return session.get("sizes")


def show_prices(shown: bool) -> None:
    session["prices"] = shown


def prices_shown() -> bool:
    """Whether won concern him: he has a voucher."""
    return bool(session.get("prices"))


def leave_note(note: str) -> None:
    """For the next page to say once."""
    session["note"] = note


def take_note() -> str:
    return str(session.pop("note", ""))


def lock(seconds: int, why: str) -> None:
    """The API takes no number or PIN for so long; `why` of the text `wait.<why>`. Kept for the screen's sake only."""
    session["locked"] = [int(time.time()) + seconds, why]


def locked() -> Locked | None:
    """None once the API takes one again. A visit begins and ends without any."""
    until, why = session.get("locked", (0, ""))
    left = until - int(time.time())
    return Locked(left, why) if left > 0 else None
