"""The hardware (with motor.py and pins.py). The rest of the firmware gets these objects already set up."""

import asyncio

import machine
import network

from fbox import pins
from fbox.clock import Clock
from fbox.motor import Motor
from fbox.switch import Switch

WIFI_SECONDS = 15


class Radio:
    """Wi-Fi as a station. `joined` counts how often it had to be joined."""

    def __init__(self, ssid, password):
        self._ssid, self._password = ssid, password
        self.joined = 0
        self._wlan = network.WLAN(network.WLAN.IF_STA)
        self._wlan.active(True)
        self._wlan.config(pm=network.WLAN.PM_NONE)  # modem sleep would add up to 100 ms to every command

    @property
    def mac(self):
        """12 upper-case hex digits."""
        return self._wlan.config("mac").hex().upper()

    @property
    def ip(self):
        return self._wlan.ifconfig()[0]

    @property
    def rssi(self):
        """dBm"""
        return self._wlan.status("rssi")

    async def connect(self):
        """Returns once associated; raises OSError where that does not happen in time."""
        if self._wlan.isconnected():
            return
        print("joining Wi-Fi")
        self._wlan.disconnect()
        self._wlan.connect(self._ssid, self._password)
        for _ in range(WIFI_SECONDS * 10):
            if self._wlan.isconnected():
                self.joined += 1
                return
            await asyncio.sleep_ms(100)
        raise OSError("no Wi-Fi")


class Board:
    """All of the hardware, as the firmware sees it. `door.on`: open; `floor.on`: the platform is down."""

    def __init__(self, settings):
        self.clock = Clock()
        self.watchdog = machine.WDT(timeout=settings.watchdog_ms)
        self.motor = Motor()
        self.door = Switch(_contact(pins.DOOR, 1))
        self.floor = Switch(_contact(pins.FLOOR, 0))
        self.radio = Radio(settings.wifi_ssid, settings.wifi_password)
        self.reset_cause = _reset_cause()


def _contact(number, level):
    """Both switches close to ground: the door's while it is shut, the floor's while the platform stands on it."""
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
