"""Whether the pictures in flash are those of this code and product. They are drawn when they are not, at boot.

What draws them takes more of a board's RAM than all of its work, and is forgotten before the work is loaded.
"""

import binascii
import json
import os

import fbox
from fbox import flash

STAMP = "stamp"
NO_SPACE = 28
ROOM = 262144  # bytes free before drawing: 110 KB of pictures, an update beside them, and what the state grows to
CODE = ("pictures", "drawing", "screens", "plan", "lettering", "letters", "hangul", "symbols")


def place(folder):
    """How the pictures' names begin."""
    return folder + "/drawn-"


def see_to(folder, settings):
    """Draws where need be; tells whether it did. A display that cannot be served stays dark: garments matter more."""
    try:
        stamp = json.dumps([_code(), settings.device_name, settings.size]).encode()
        if _read(place(folder) + STAMP) == stamp:
            return False
        _draw(folder, stamp, settings)
    except (OSError, MemoryError) as error:
        print("no display:", repr(error))
        clear(folder)
        settings.display = False
    return settings.display


def forget(folder):
    """The next boot draws them anew."""
    _remove(place(folder) + STAMP)


def clear(folder):
    """Gives the pictures' room back. The stamp goes first."""
    forget(folder)
    for path in [folder + "/" + name for name in os.listdir(folder)]:
        if path.startswith(place(folder)):
            _remove(path)


def _draw(folder, stamp, settings):
    """The stamp comes last: a power cut leaves none."""
    from fbox import drawing

    clear(folder)
    if flash.free() < ROOM:
        raise OSError(NO_SPACE)
    drawing.keep(place(folder), settings.device_name, settings.size)
    with open(place(folder) + STAMP, "wb") as file:
        file.write(stamp)
        file.flush()


def _remove(path):
    try:
        os.remove(path)
    except OSError:
        pass  # there is none, or it is a folder: no display is worth a boot that ends


def _code():
    """What is drawn depends on it, and not on the version's number alone."""
    package, _, kind = fbox.__file__.rpartition("__init__.")
    crc = 0
    for name in CODE:
        crc = binascii.crc32(_read(package + name + "." + kind) or b"", crc)
    return crc


def _read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None
