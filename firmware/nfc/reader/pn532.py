"""PN532 on I²C (NXP's user manual UM0701-02): frames, and the three commands that reading a card takes."""

ADDRESS = 0x24
READY = 0x01
ACK = b"\x00\x00\xff\x00\xff\x00"
START = b"\x00\x00\xff"
TO_CHIP, FROM_CHIP = 0xD4, 0xD5

SAM_CONFIGURATION = 0x14
RF_CONFIGURATION = 0x32
LIST_PASSIVE_TARGET = 0x4A

NORMAL_MODE = b"\x01\x14\x01"  # no SAM, time-out 20 × 50 ms, IRQ line in use
FEW_TRIES = b"\x05\xff\x01\x01"  # a look that finds no card ends, instead of waiting for one
ONE_CARD_TYPE_A = b"\x01\x00"  # 106 kbit/s, ISO/IEC 14443 A

LONGEST = 64  # of an answer, with the status byte before it
ACK_MS = 50
ANSWER_MS = 500
POLL_MS = 4


class FrameError(OSError):
    """The chip said something that is not an answer."""


def frame(command, data):
    body = bytes((TO_CHIP, command)) + data
    return START + bytes((len(body), -len(body) & 0xFF)) + body + bytes((-sum(body) & 0xFF, 0))


def answer(data, command):
    """What follows the answer's code in a frame; `data` may be longer than it. Raises FrameError."""
    length = data[3]
    if bytes(data[:3]) != START or (length + data[4]) & 0xFF or len(data) < 6 + length:
        raise FrameError("no frame")
    body = data[5 : 5 + length]
    if (sum(body) + data[5 + length]) & 0xFF:
        raise FrameError("wrong checksum")
    if length < 2 or body[0] != FROM_CHIP or body[1] != command + 1:
        raise FrameError("refused")
    return body[2:]


def uid_of(found):
    """The first target's uid as upper-case hex, None where there is none."""
    if not found or not found[0]:
        return None
    if len(found) < 6 or len(found) < 6 + found[5]:
        raise FrameError("target cut short")
    return bytes(found[6 : 6 + found[5]]).hex().upper() or None


class PN532:
    """Whatever goes wrong is an OSError; `start` again then."""

    def __init__(self, i2c, clock):
        self._i2c, self._clock = i2c, clock
        self._status = bytearray(1)
        self._buffer = bytearray(LONGEST)

    async def start(self):
        await self._ask(SAM_CONFIGURATION, NORMAL_MODE)
        await self._ask(RF_CONFIGURATION, FEW_TRIES)

    async def look(self):
        """uid of the card that lies there, or None."""
        return uid_of(await self._ask(LIST_PASSIVE_TARGET, ONE_CARD_TYPE_A))

    async def _ask(self, command, data):
        self._i2c.writeto(ADDRESS, frame(command, data))
        if bytes((await self._read(ACK_MS))[: len(ACK)]) != ACK:
            raise FrameError("not acknowledged")
        return answer(await self._read(ANSWER_MS), command)

    async def _read(self, limit_ms):
        began = self._clock.now()
        while True:
            self._i2c.readfrom_into(ADDRESS, self._status)
            if self._status[0] & READY:
                break
            if self._clock.since(began) > limit_ms:
                raise FrameError("not ready")
            await self._clock.sleep(POLL_MS)
        self._i2c.readfrom_into(ADDRESS, self._buffer)
        return memoryview(self._buffer)[1:]
