"""Simulated `machine`: as much of it as the firmware uses."""

import world
from fbox import pins

PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5

wires = {}  # GPIO number to what hangs on it


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
        world.look_at_watchdog()
        if level is None and self._number == pins.DOOR:
            return int(world.door_is_open())
        if level is None and self._number == pins.FLOOR:
            return int(not world.floor_is_touched())
        if level is None and self._number == pins.BUTTON:
            return int(not world.button_is_pressed())
        return self._level

    def _set(self, level):
        self._level = level
        if self._number in wires:
            wires[self._number](level)
        if self._number == pins.DIRECTION:
            world.stand.turn(down=bool(level))
        if self._number == pins.ENABLE and not level:
            world.stand.halt()
        if self._number == pins.DISPLAY_COMMAND:
            world.panel.is_command = not level
        if self._number == pins.DISPLAY_LAMP:
            world.panel.lit = bool(level)


class SPI:
    """With a dispenser's display on it, or with a reader's RC522, which alone has something to say."""

    def __init__(self, _number, baudrate, sck, mosi, miso=None):
        self._baudrate, self._lines = baudrate, (sck, mosi, miso)
        if miso:
            self._fit_a_reader()

    def _fit_a_reader(self):
        from rc522_chip import Chip
        from reader import pins

        chip = Chip()
        wires[pins.SELECT], wires[pins.RESET] = chip.select, chip.reset
        self.write_readinto = chip.exchange

    def write(self, data):
        world.panel.take(data)


class RTC:
    """The clock of the machine below is not this board's to set."""

    def datetime(self, told):
        world.clock_set = told


class WDT:
    def __init__(self, timeout):
        self._timeout = timeout
        self.feed()

    def feed(self):
        world.fed_until = world.now() + self._timeout


class I2C:
    """With a PN532 on it."""

    def __init__(self, _bus, **_lines):
        from pn532_chip import Chip

        chip = Chip()
        self.writeto, self.readfrom_into = chip.written, chip.read


def reset():
    world.reset("soft")


def reset_cause():
    return {"soft": SOFT_RESET, "watchdog": WDT_RESET}.get(world.why_reset(), PWRON_RESET)
