"""Work, or set-up where there is nothing to work with or somebody asked for it. Only one of the two is loaded."""

from fbox import VERSION
from fbox.mode import setup_was_asked
from fbox.stored import Stored

FLASH = "flash"


def load():
    """The program of this boot, as a function that gives its coroutine. Whatever it is, it ends by raising."""
    print("F-BOX dispenser", VERSION)  # `make flash` waits for it
    chosen = _chosen()
    if chosen:
        from fbox import app

        return lambda: app.run(chosen, FLASH)
    from fbox import setup

    return lambda: setup.run(Stored(FLASH), FLASH)


def _chosen():
    """The settings to work with, None for set-up."""
    stored = Stored(FLASH)
    asked = setup_was_asked(FLASH)
    try:
        chosen = stored.read()
    except ValueError as error:
        print("set-up, for want of settings:", error)
        return None
    return None if asked else chosen
