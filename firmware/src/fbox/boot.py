"""Work, or set-up where there is nothing to work with or somebody asked for it. Only one of the two is loaded."""

import gc
import sys

import slots

import fbox
from fbox import chosen, flash  # noqa: F401 - what is needed for good is loaded before what is forgotten
from fbox.mode import setup_was_asked
from fbox.reboot import RebootError

FLASH = "flash"
PACKAGES = ("fbox", "reader")


def load():
    """The program of this boot, as a function that gives its coroutine. Whatever it is, it ends by raising."""
    print("F-BOX dispenser", fbox.VERSION)  # `make flash` waits for it
    needed = set(sys.modules)
    settings = read()
    if settings and settings.display:
        from fbox import drawn

        if drawn.see_to(FLASH, settings):
            return restart  # what drew them leaves its names behind, which take room
    forget(set(sys.modules) - needed)
    if settings:
        from fbox import app

        return lambda: app.run(settings, FLASH)
    from fbox import setup

    return lambda: setup.run(FLASH)


async def restart():
    slots.drew()
    raise RebootError("the display's pictures are drawn")


def read():
    """The settings to work with, None for set-up."""
    from fbox.stored import Stored

    stored = Stored(FLASH)
    asked = setup_was_asked(FLASH)
    try:
        settings = stored.read()
    except ValueError as error:
        print("set-up, for want of settings:", error)
        return None
    return None if asked else settings


def forget(names):
    """Gives the room of those modules of the firmware back; nobody holds them any more."""
    for name in names:
        package, _, module = name.rpartition(".")
        if package in PACKAGES:
            del sys.modules[name]
            delattr(sys.modules[package], module)
    gc.collect()
