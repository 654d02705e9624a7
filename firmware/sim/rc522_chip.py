"""A simulated RC522 on SPI: its registers, FIFO and timer, and what it forgets without power (file `chip`: gone)."""

import card
import world

COMMAND, IRQ, FIFO, LEVEL, FRAMING, ANTENNA, VERSION = 0x01, 0x04, 0x09, 0x0A, 0x0D, 0x14, 0x37
TIMER_MODE = 0x2A
TRANSCEIVE = 0x0C
TIMED_OUT, RECEIVED = 0x01, 0x20
TIMER_MS = 5


class Chip:
    def __init__(self):
        self._selected = False
        self.reset(0)
        self._held = False

    def reset(self, level):
        """The RESET line, low: everything is forgotten."""
        self._held = not level
        if not level:
            self._registers = bytearray(64)
            self._registers[VERSION], self._registers[ANTENNA] = 0x92, 0x80
            self._fifo = b""
            self._late = None

    def select(self, level):
        self._selected = not level

    def exchange(self, out, into):
        """Two bytes at a time, as our driver does it."""
        into[0] = into[1] = 0
        if world.position("chip") == "gone":
            self.reset(0)
            self._held = False
        elif self._selected and not self._held:
            register = (out[0] >> 1) & 0x3F
            if out[0] & 0x80:
                into[1] = self._read(register)
            else:
                self._write(register, out[1])

    def _read(self, register):
        if register == LEVEL:
            return len(self._fifo)
        if register == FIFO:
            value, self._fifo = self._fifo[:1], self._fifo[1:]
            return value[0] if value else 0
        if register == IRQ and self._late is not None and world.now() >= self._late:
            self._registers[IRQ] |= TIMED_OUT
        return self._registers[register]

    def _write(self, register, value):
        if register == FIFO:
            self._fifo += bytes((value,))
        elif register == LEVEL:
            self._fifo = b"" if value & 0x80 else self._fifo
        elif register == IRQ:
            self._registers[IRQ] &= ~value & 0x7F
            self._late = None
        else:
            self._registers[register] = value
        if register == FRAMING and value & 0x80 and self._registers[COMMAND] == TRANSCEIVE:
            self._send(value & 7)

    def _send(self, bits):
        data, self._fifo = self._fifo, b""
        lying = card.lying() if self._registers[ANTENNA] & 3 == 3 else None
        answer = lying.hear(data, bits) if lying else b""
        if answer:
            self._fifo = answer
            self._registers[IRQ] |= RECEIVED
        elif self._registers[TIMER_MODE] & 0x80:
            self._late = world.now() + TIMER_MS
