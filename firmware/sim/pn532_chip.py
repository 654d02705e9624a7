"""A simulated PN532 on I²C: the frames of its manual, its readiness, and no power while the file `chip` says gone."""

import binascii

import card
import world

ADDRESS = 0x24
NO_DEVICE = 19
ACK = b"\x00\x00\xff\x00\xff\x00"
SYNTAX_ERROR = b"\x00\x00\xff\x01\xff\x7f\x81\x00"
ACK_MS = 1
LOOK_MS = 12
FOR_EVER = 0xFF


class Chip:
    def __init__(self):
        self._forget()

    def _forget(self):
        self._awake, self._tries = False, FOR_EVER
        self._frames = []  # (when it is ready, bytes)

    def _powered(self, address):
        if world.position("chip") == "gone":
            self._forget()
            raise OSError(NO_DEVICE)
        if address != ADDRESS:
            raise OSError(NO_DEVICE)

    def written(self, address, data):
        self._powered(address)
        command, given = _command(data)
        if command is None:
            return
        self._frames = [(world.now() + ACK_MS, ACK)]
        body = self._carry_out(command, given)
        if body is not None:
            self._frames.append((world.now() + LOOK_MS, _frame(body)))

    def read(self, address, buffer):
        """A status byte alone, or one with the frame behind it, which is then told."""
        self._powered(address)
        ready = self._frames and world.now() >= self._frames[0][0]
        for at in range(len(buffer)):
            buffer[at] = 0
        if not ready:
            return
        buffer[0] = 1
        if len(buffer) > 1:
            _, told = self._frames.pop(0)
            for at, byte in enumerate(told[: len(buffer) - 1]):
                buffer[1 + at] = byte

    def _carry_out(self, command, given):
        """The answer's body, empty for a refusal, None where none comes."""
        if command == 0x14 and given[:1] == b"\x01":
            self._awake = True
            return b"\xd5\x15"
        if command == 0x32 and given[:1] == b"\x05" and len(given) == 4:
            self._tries = given[3]
            return b"\xd5\x33"
        if command == 0x4A and given == b"\x01\x00" and self._awake:
            return self._targets()
        return b""

    def _targets(self):
        if card.lying() is None:
            return None if self._tries == FOR_EVER else b"\xd5\x4b\x00"
        uid = binascii.unhexlify(world.position("card"))
        return b"\xd5\x4b\x01\x01\x00\x04\x08" + bytes((len(uid),)) + uid


def _command(data):
    """(command, its data) of a frame to the chip, (None, b"") of anything else."""
    length = data[3] if len(data) > 6 else 0
    body = data[5 : 5 + length]
    good = data[:3] == b"\x00\x00\xff" and length > 1 and (length + data[4]) & 0xFF == 0 and len(body) == length
    if not good or body[0] != 0xD4 or (sum(body) + data[5 + length]) & 0xFF:
        return None, b""
    return body[1], body[2:]


def _frame(body):
    if not body:
        return SYNTAX_ERROR
    return b"\x00\x00\xff" + bytes((len(body), 256 - len(body))) + body + bytes((-sum(body) & 0xFF, 0))
