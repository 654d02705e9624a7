"""Which of the pictures belongs to a state: a pure function."""

from collections import namedtuple

from fbox.chosen import LOW_STOCK

State = namedtuple("State", ("stock", "dispensing", "jammed", "open", "locked", "online"))

URGENT = ("help", "open", "locked")
OFFLINE = "offline"
TROUBLES = ("wrong password", "no such network")  # of a Radio's those that somebody can mend


def name(state):
    """The state's one name: what matters most to whoever stands before it comes first."""
    claims = (
        ("dispensing", state.dispensing),
        ("help", state.jammed),
        ("open", state.open),
        ("locked", state.locked),
        (OFFLINE, not state.online),
        ("empty", state.stock == 0),
        ("low", state.stock <= LOW_STOCK),
    )
    return next((name for name, holds in claims if holds), "ready")


def with_trouble(name, trouble):
    """While there is no network: the picture that says why, for whoever has to mend it."""
    return trouble if name == OFFLINE and trouble in TROUBLES else name
