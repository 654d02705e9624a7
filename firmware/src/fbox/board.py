"""The one module that touches hardware. The rest of the firmware gets these objects already set up."""

import asyncio

import esp32
import machine
import network

from fbox import pins

STEPS_A_GARMENT = 150  # 15 mm; GT2 belt on 20 teeth is 40 mm a turn, the driver makes 400 steps a turn
STEP_US = 500
WIFI_SECONDS = 15


class Motor:
    """Stepper behind a TB6600. The ESP32 sends the step pulses by itself, so the network lives on meanwhile."""

    def __init__(self):
        self._enable = machine.Pin(pins.ENABLE, machine.Pin.OUT, value=0)
        self._direction = machine.Pin(pins.DIRECTION, machine.Pin.OUT, value=0)
        self._train = (STEP_US,) * (2 * STEPS_A_GARMENT)
        self._rmt = None

    def start(self):
        """Sets off one garment's worth of steps and returns at once."""
        self._enable.value(1)
        self._rmt = esp32.RMT(0, pin=machine.Pin(pins.STEP), clock_div=80)
        self._rmt.write_pulses(self._train, 1)

    def done(self):
        """True once all steps are made; the motor is then without current."""
        if not self._rmt.wait_done():
            return False
        self._release()
        return True

    def stop(self):
        """Stops now. True where the last step had been made already: then the garment is out."""
        self._enable.value(0)
        finished = self._rmt.wait_done()
        self._release()
        return finished

    def _release(self):
        self._enable.value(0)
        self._rmt.deinit()


class Door:
    """Switch of the refill door, closed to ground."""

    def __init__(self):
        self._pin = machine.Pin(pins.DOOR, machine.Pin.IN, machine.Pin.PULL_UP)

    def is_open(self):
        return self._pin.value() == 1


class Radio:
    """Wi-Fi as a station."""

    def __init__(self, ssid, password):
        self._ssid, self._password = ssid, password
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
        if not self._wlan.isconnected():
            self._wlan.disconnect()
            self._wlan.connect(self._ssid, self._password)
        for _ in range(WIFI_SECONDS * 10):
            if self._wlan.isconnected():
                return
            await asyncio.sleep_ms(100)
        raise OSError("no Wi-Fi")


class Board:
    """All of the hardware, as the firmware sees it."""

    def __init__(self, settings):
        self.motor = Motor()
        self.door = Door()
        self.radio = Radio(settings.wifi_ssid, settings.wifi_password)
        self.reset_cause = _reset_cause()


def _reset_cause():
    names = {
        machine.PWRON_RESET: "power_on",
        machine.HARD_RESET: "hard",
        machine.WDT_RESET: "watchdog",
        machine.SOFT_RESET: "soft",
    }
    return names.get(machine.reset_cause(), "other")
