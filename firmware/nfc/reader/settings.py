"""The dispenser's settings, as far as a reader has use for them, and which chip it has."""

from fbox import settings
from fbox.stored import Stored

CHIPS = ("pn532", "rc522")
NAME = "NFC"  # a reader has no product to be named after


def load(folder):
    """Settings with `chip`, one of CHIPS. Raises ValueError naming what is wrong."""
    return choose(Stored(folder).given)


def choose(given):
    chosen = settings.choose(dict(given, deviceName=given.get("deviceName") or NAME))
    chosen.chip = given.get("reader", CHIPS[0])
    if chosen.chip not in CHIPS:
        raise ValueError("reader: must be one of " + ", ".join(CHIPS))
    return chosen
