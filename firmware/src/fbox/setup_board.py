"""The hardware of set-up mode (with board.py, motor.py and pins.py): an access point, and a motor that stands."""

import os

import machine
import network

from fbox import pins
from fbox.clock import Clock
from fbox.st7789 import Display

MOST_PHONES = 2
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # what looks like something else is left out
PASSWORD_LETTERS = 10


class SetupBoard:
    def __init__(self, watchdog_ms):
        machine.Pin(pins.ENABLE, machine.Pin.OUT, value=0)
        self.display = Display()  # fitted or not: one that is not there does no harm
        self.clock = Clock()
        self.watchdog = machine.WDT(timeout=watchdog_ms)
        self.air = AccessPoint()


class AccessPoint:
    """WPA2, with a password that is made anew whenever it opens."""

    def __init__(self):
        self.mac = network.WLAN(network.WLAN.IF_STA).config("mac").hex().upper()
        self.ssid = "FBOX-SETUP-" + self.mac[-4:]
        self.password = None
        self._wlan = network.WLAN(network.WLAN.IF_AP)

    def open(self):
        """Returns the address it has there. The password comes after the radio, whose noise makes it random."""
        self._wlan.active(True)
        self.password = make_password()
        wpa2 = network.AUTH_WPA2_PSK
        self._wlan.config(ssid=self.ssid, key=self.password, security=wpa2, max_clients=MOST_PHONES)
        return self._wlan.ifconfig()[0]


def make_password():
    return "".join(_letter() for _ in range(PASSWORD_LETTERS))


def _letter():
    """Each with the same chance: what would favour some is drawn again."""
    fair = 256 - 256 % len(LETTERS)
    while True:
        drawn = os.urandom(1)[0]
        if drawn < fair:
            return LETTERS[drawn % len(LETTERS)]
