"""Whether the pictures in flash are those of this version and product. They are drawn when they are not, at boot.

What draws them takes more of a board's RAM than all of its work, and is forgotten before the work is loaded.
"""

import json
import os

import fbox

STAMP = "stamp"
FLASHED = "version"  # which `make flash` writes beside main.py


def place(folder):
    """How the pictures' names begin."""
    return folder + "/drawn-"


def see_to(folder, settings):
    """Draws where need be; tells whether it did. A display that cannot be served stays dark: garments matter more."""
    versions = [fbox.VERSION, fbox.__file__, _read(FLASHED)]  # which copy of it runs is in its path
    stamp = json.dumps(versions + [settings.device_name, settings.size])
    if _read(place(folder) + STAMP) == stamp:
        return False
    try:
        _draw(folder, stamp, settings)
    except (OSError, MemoryError) as error:
        print("no display:", repr(error))
        settings.display = False
    return settings.display


def forget(folder):
    """The next boot draws them anew."""
    try:
        os.remove(place(folder) + STAMP)
    except OSError:
        pass  # there was none


def _draw(folder, stamp, settings):
    """The stamp comes last: a power cut leaves none."""
    from fbox import drawing

    forget(folder)
    drawing.keep(place(folder), settings.device_name, settings.size)
    with open(place(folder) + STAMP, "w") as file:
        file.write(stamp)
        file.flush()


def _read(path):
    try:
        with open(path) as file:
            return file.read()
    except (OSError, ValueError):
        return None
