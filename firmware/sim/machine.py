"""Simulated `machine`: as much of it as the firmware uses."""

import sys

import world
from fbox import pins

PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5
RESTART = 3  # exit status; whoever started the board starts it again


class Pin:
    IN = 1
    OUT = 3
    PULL_UP = 2

    def __init__(self, number, _mode=IN, _pull=None, value=None):
        self._number = number
        self._level = value or 0

    def value(self, level=None):
        if level is not None:
            self._set(level)
        elif self._number == pins.DOOR:
            return int(world.door_is_open())
        elif self._number == pins.FLOOR:
            return int(not world.floor_is_touched())
        return self._level

    def _set(self, level):
        self._level = level
        if self._number == pins.DIRECTION:
            world.stand.turn(down=bool(level))
        if self._number == pins.ENABLE and not level:
            world.stand.halt()


def reset():
    world.note_soft_reset()
    sys.exit(RESTART)


def reset_cause():
    return SOFT_RESET if world.was_soft_reset() else PWRON_RESET
