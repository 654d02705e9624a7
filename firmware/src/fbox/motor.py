"""Stepper behind a TB6600. The ESP32 sends the step pulses by itself, so the network lives on meanwhile."""

import esp32
import machine

from fbox import pins
from fbox.geometry import HOME_PIECE, STEP_US, STEPS_A_GARMENT


class Motor:
    """One train of steps at a time, of a length whose pulses were laid out at boot."""

    def __init__(self):
        self._enable = machine.Pin(pins.ENABLE, machine.Pin.OUT, value=0)
        self._direction = machine.Pin(pins.DIRECTION, machine.Pin.OUT, value=0)
        self._trains = {steps: (STEP_US // 2,) * (2 * steps) for steps in (STEPS_A_GARMENT, HOME_PIECE)}
        self._rmt = None

    def start(self, steps, down=False):
        """Sets off that many steps and returns at once."""
        self._direction.value(1 if down else 0)
        self._enable.value(1)
        self._rmt = esp32.RMT(0, pin=machine.Pin(pins.STEP), clock_div=80)
        self._rmt.write_pulses(self._trains[steps], 1)

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
