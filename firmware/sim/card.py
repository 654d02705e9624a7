"""Simulated cards of ISO/IEC 14443-3 type A, byte by byte. The file `card` has the uid of what lies on the reader."""

import binascii

import world

ASLEEP, READY, CHOSEN = range(3)
LEVELS = (0x93, 0x95, 0x97)
REQUEST, WAKE_UP = 0x26, 0x52
CASCADE_TAG = b"\x88"
_lying = {}


def lying():
    """The card on the reader, None where there is none; the same one while it lies there."""
    text = world.position("card")
    if _lying.get("uid") != text:
        _lying.update(uid=text, card=Card(binascii.unhexlify(text)) if text else None)
    return _lying["card"]


class Card:
    def __init__(self, uid):
        self._parts = _parts(uid)
        self._state, self._level, self._halted = ASLEEP, 0, False

    def hear(self, data, bits):
        """Its answer, empty where it is silent. `bits` of the last byte were sent, 0 for all."""
        if bits == 7:
            return self._called(data[0])
        known = {READY: self._ready, CHOSEN: self._chosen}.get(self._state)
        answer = known(data) if known else b""
        if not answer:
            self._state = ASLEEP
        return answer

    def _called(self, call):
        if self._state == ASLEEP and (call == WAKE_UP or (call == REQUEST and not self._halted)):
            self._state, self._level = READY, 0
            return b"\x04\x00" if len(self._parts) == 1 else b"\x44\x00"
        self._state = ASLEEP
        return b""

    def _ready(self, data):
        part = self._parts[self._level]
        head = bytes((LEVELS[self._level],))
        if data == head + b"\x20":
            return part
        if data != with_crc(head + b"\x70" + part):
            return b""
        self._level += 1
        if self._level < len(self._parts):
            return with_crc(b"\x04")
        self._state = CHOSEN
        return with_crc(b"\x08")

    def _chosen(self, data):
        self._halted = data == with_crc(b"\x50\x00")
        return b""


def _parts(uid):
    """A uid of 4, 7 or 10 bytes as it is told level by level, each with its check byte."""
    pieces = []
    while len(uid) > 4:
        pieces.append(CASCADE_TAG + uid[:3])
        uid = uid[3:]
    return [piece + bytes((piece[0] ^ piece[1] ^ piece[2] ^ piece[3],)) for piece in pieces + [uid]]


def with_crc(data):
    """CRC_A bit by bit, as the standard writes it down; the firmware reckons it another way."""
    value = 0x6363
    for byte in data:
        for bit in range(8):
            carry = (value ^ (byte >> bit)) & 1
            value = (value >> 1) ^ (0x8408 if carry else 0)
    return data + bytes((value & 0xFF, value >> 8))
