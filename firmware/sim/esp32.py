"""Simulated `esp32`: a pulse generator with the dispenser's mechanics, its garments and its faults behind it."""

import time

import world


class RMT:
    """A train takes `motorMs` of board.json, however many pulses it has. The garment falls as it ends."""

    def __init__(self, _channel, pin, clock_div):
        self._pin, self._clock_div = pin, clock_div
        self._moving = self._fallen = False

    def write_pulses(self, _durations, _level):
        self._fault, ms = world.take_fault()
        self._ms = world.board().get("motorMs", 0)
        if self._fault == "slow":
            self._ms = world.SLOW_MS if ms is None else ms
        self._hang_ms = world.SILENT_MS if ms is None else ms
        self._started = time.ticks_ms()
        self._moving = True

    def wait_done(self):
        """False while the train is under way."""
        elapsed = time.ticks_diff(time.ticks_ms(), self._started)
        if self._fault == "power_cut" and elapsed >= self._ms // 2:
            world.power_cut()
        if self._moving and self._fault != "stuck" and elapsed >= self._ms:
            self._moving = False
            self._fall()
        return self._fallen

    def _fall(self):
        world.garment_falls()
        self._fallen = True
        if self._fault == "power_cut_after":
            world.power_cut()
        if self._fault == "silent":
            time.sleep_ms(self._hang_ms)

    def deinit(self):
        self._moving = False
