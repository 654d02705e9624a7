"""The world around a simulated board: what its folder says, and the garments that really came out.

The board's folder is the working directory. The firmware knows nothing of this module.
"""

import json
import os
import sys
import time

from panel import Panel
from stand import Stand

HALTS = "halts.log"
GARMENTS = "garments.log"
FAULT = "fault.json"
DOOR = "door"
BUTTON = "button"
ACCESS_POINT = "access_point.json"
WIFI = "wifi"
RESET = "reset"
RESTART = 3  # exit status of a reset; whoever started the board starts it again
clock_set = None  # what the firmware set the time of day to
fed_until = None  # when the watchdog bites
FLOOR = "floor"


def now():
    """Milliseconds, of any beginning."""
    return time.time_ns() // 1000000


def hang(ms):
    """The processor stands still; a watchdog does not."""
    left = ms if fed_until is None else max(0, fed_until - now())
    time.sleep_ms(min(ms, left))
    if left < ms:
        reset("watchdog")


def look_at_watchdog():
    if fed_until is not None and now() >= fed_until:
        reset("watchdog")


def board():
    with open("board.json", "rb") as file:
        return json.loads(file.read())


def take_fault():
    """The fault of the move that begins: (name, ms or None). One from `fault.json` is good for one move."""
    fault = _consume(FAULT) or board().get("fault")
    if not isinstance(fault, dict):
        fault = {"fault": fault}
    return fault.get("fault"), fault.get("ms")


def _consume(name):
    try:
        with open(name, "rb") as file:
            text = file.read()
        os.remove(name)
        return json.loads(text)
    except (OSError, ValueError):
        return None


def door_is_open():
    return position(DOOR) == "open"


def button_is_pressed():
    return position(BUTTON) == "pressed"


def wifi_is_there():
    return position(WIFI) != "off"


def floor_is_touched():
    return position(FLOOR) != "broken" and stand.on_the_floor()


def position(name):
    try:
        with open(name) as file:
            return file.read().strip()
    except OSError:
        return ""


def note_access_point(settings):
    """What a phone would see, and what the display shows to whoever may join."""
    with open(ACCESS_POINT, "w") as file:
        file.write(json.dumps(settings))


def garment_falls():
    """The truth, which no part of the firmware reads: a line with the UTC time in ms for each garment."""
    _note(GARMENTS)


def note_halt():
    """A line, like a garment's, for each train of steps that was broken off."""
    _note(HALTS)


def _note(name):
    with open(name, "a") as file:
        file.write("{}\n".format(time.time_ns() // 1000000))
        file.flush()


def power_cut():
    """Ends the process as SIGKILL does: nothing is flushed, no `finally` runs. PPID of the shell is this process."""
    os.system("kill -9 $PPID")
    while True:
        pass


def reset(cause):
    with open(RESET, "w") as file:
        file.write(cause)
    sys.exit(RESTART)


def why_reset():
    """Once; empty after the power was gone."""
    cause = position(RESET)
    if cause:
        os.remove(RESET)
    return cause


stand = Stand(sys.modules[__name__])
panel = Panel()
