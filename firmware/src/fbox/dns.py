"""Names looked up by a datagram of our own: the system holds everything up until it has its answer. Pure."""

import struct

PORT = 53
TYPE_A = 1
POINTER = 0xC0


def question(number, name):
    """Asks for the IPv4 address; `number` comes back in the answer."""
    labels = b"".join([bytes((len(label),)) + label.encode() for label in name.split(".")])
    return struct.pack("!HHHHHH", number, 0x0100, 1, 0, 0, 0) + labels + struct.pack("!BHH", 0, TYPE_A, 1)


def address(packet, number):
    """The first address in the answer to that question, None where there is none."""
    try:
        told, _, questions, answers = struct.unpack("!HHHH", packet[:8])
        if told != number or questions != 1:
            return None
        return _first(packet, _after_name(packet, 12) + 4, answers)
    except (ValueError, IndexError, struct_error):
        return None


def _first(packet, at, answers):
    for _ in range(answers):
        at = _after_name(packet, at)
        kind, _, _, length = struct.unpack("!HHIH", packet[at : at + 10])
        at += 10
        if kind == TYPE_A and length == 4:
            return ".".join([str(byte) for byte in packet[at : at + 4]])
        at += length
    return None


def _after_name(packet, at):
    while packet[at]:
        if packet[at] & POINTER == POINTER:
            return at + 2
        at += packet[at] + 1
    return at + 1


struct_error = getattr(struct, "error", ValueError)  # MicroPython raises ValueError
