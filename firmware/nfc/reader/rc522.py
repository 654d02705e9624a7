"""RC522 on SPI (NXP's data sheet MFRC522): a radio that sends and receives bytes; the talk with the card is ours."""

from reader import iso14443 as card

COMMAND, IRQ, ERROR, FIFO, LEVEL, FRAMING = 0x01, 0x04, 0x06, 0x09, 0x0A, 0x0D
MODE, ANTENNA, MODULATION, VERSION = 0x11, 0x14, 0x15, 0x37
TIMER_MODE, PRESCALER, RELOAD_HIGH, RELOAD_LOW = 0x2A, 0x2B, 0x2C, 0x2D

IDLE, TRANSCEIVE = 0x00, 0x0C
CLEAR, FLUSH, SEND = 0x7F, 0x80, 0x80
TIMED_OUT, RECEIVED = 0x01, 0x20
ANTENNA_ON = 0x03
FAILED = 0x1B  # overflow, collision, parity, protocol
SILENT = (0x00, 0xFF)  # what a line says that nobody drives

START = (
    (TIMER_MODE, 0x80),  # starts by itself after sending
    (PRESCALER, 0xA9),  # 40 kHz
    (RELOAD_HIGH, 0x00),
    (RELOAD_LOW, 0xC8),  # 5 ms: a card answers within 1
    (MODULATION, 0x40),
    (MODE, 0x3D),  # CRC begins as ISO 14443 has it; we reckon it ourselves
    (ANTENNA, 0x80 | ANTENNA_ON),
)
RESET_MS = 50
POLL_MS = 1
LIMIT_MS = 50


class RC522:
    """Whatever goes wrong with the chip is an OSError; `start` again then."""

    def __init__(self, registers, reset, clock):
        self._registers, self._reset, self._clock = registers, reset, clock

    async def start(self):
        self._reset.value(0)
        await self._clock.sleep(POLL_MS)
        self._reset.value(1)
        await self._clock.sleep(RESET_MS)
        if self._registers.read(VERSION) in SILENT:
            raise OSError("no RC522")
        for register, value in START:
            self._registers.write(register, value)

    async def look(self):
        """uid of the card that lies there as upper-case hex, or None. Two cards at once are none."""
        if self._registers.read(ANTENNA) & ANTENNA_ON != ANTENNA_ON:
            raise OSError("the RC522 has forgotten its settings")
        if len(await self._talk(card.WAKE_UP, 7)) != 2:
            return None
        uid = await self._uid()
        await self._talk(card.with_crc(card.HALT))
        return uid.hex().upper() if uid else None

    async def _uid(self):
        uid = b""
        for level in card.LEVELS:
            part = await self._talk(card.anticollision(level))
            chosen = await self._talk(card.select(level, part)) if card.is_part(part) else b""
            if not card.is_selected(chosen):
                return None
            uid += card.uid_bytes(part)
            if not chosen[0] & card.MORE_TO_COME:
                return uid
        return None

    async def _talk(self, data, bits=0):
        """The card's answer, empty where it gave none. `bits` of the last byte are sent, 0 for all."""
        registers = self._registers
        registers.write(COMMAND, IDLE)
        registers.write(IRQ, CLEAR)
        registers.write(LEVEL, FLUSH)
        for byte in data:
            registers.write(FIFO, byte)
        registers.write(COMMAND, TRANSCEIVE)
        registers.write(FRAMING, SEND | bits)
        happened = await self._wait()
        registers.write(FRAMING, 0)
        if not happened & RECEIVED or registers.read(ERROR) & FAILED:
            return b""
        return bytes([registers.read(FIFO) for _ in range(registers.read(LEVEL))])

    async def _wait(self):
        began = self._clock.now()
        while True:
            happened = self._registers.read(IRQ)
            if happened & (RECEIVED | TIMED_OUT):
                return happened
            if self._clock.since(began) > LIMIT_MS:
                raise OSError("the RC522 does not get on")
            await self._clock.sleep(POLL_MS)
