"""The hardware (with motor.py, radio.py and pins.py). The rest of the firmware gets these objects already set up."""

import time

import machine

from fbox import pins
from fbox.clock import Clock
from fbox.motor import Motor
from fbox.radio import Radio
from fbox.switch import Switch


class Board:
    """All of the hardware, as the firmware sees it. `door.on`: open; `floor.on`: the platform is down.

    `display` may be None.
    """

    def __init__(self, settings):
        self.clock = Clock()
        self.watchdog = machine.WDT(timeout=settings.watchdog_ms)
        self.motor = Motor()
        self.door = Switch(_contact(pins.DOOR, 1))
        self.floor = Switch(_contact(pins.FLOOR, 0))
        self.button = Switch(_contact(pins.BUTTON, 0))
        self.radio = Radio(settings.wifi_ssid, settings.wifi_password)
        self.reset_cause = _reset_cause()
        self.display = None
        if settings.display:
            from fbox.st7789 import Display  # not loaded where there is none

            self.display = Display()

    def set_time(self, seconds):
        """UTC, in this machine's epoch. Whatever counts milliseconds goes on as it did."""
        year, month, day, hour, minute, second, weekday = time.gmtime(seconds)[:7]
        machine.RTC().datetime((year, month, day, weekday, hour, minute, second, 0))


def _contact(number, level):
    """All close to ground: the door's while it is shut, the floor's under the platform, the button while pressed."""
    pin = machine.Pin(number, machine.Pin.IN, machine.Pin.PULL_UP)
    return lambda: pin.value() == level


def _reset_cause():
    names = {
        machine.PWRON_RESET: "power_on",
        machine.HARD_RESET: "hard",
        machine.WDT_RESET: "watchdog",
        machine.SOFT_RESET: "soft",
    }
    return names.get(machine.reset_cause(), "other")
