"""Simulated `esp32`: the pulse generator, with the stand's mechanics behind it."""

import world


class RMT:
    def __init__(self, _channel, pin, clock_div):
        self._pin, self._ticks_a_ms = pin, 80000 // clock_div

    def write_pulses(self, durations, _level):
        world.stand.move(len(durations) // 2, sum(durations) // self._ticks_a_ms)

    def wait_done(self):
        """False while the train is under way, and for ever where it was broken off."""
        return world.stand.arrived()

    def deinit(self):
        world.stand.halt()
