"""ISO/IEC 14443-3 type A as far as a reader needs it that has to find out a card's uid by itself. Pure."""

WAKE_UP = b"\x52"  # of 7 bits; also wakes cards that were sent to sleep
HALT = b"\x50\x00"
LEVELS = (0x93, 0x95, 0x97)
ANTICOLLISION = 0x20
SELECT = 0x70
CASCADE_TAG = 0x88
MORE_TO_COME = 0x04


def crc(data):
    """CRC_A, low byte first."""
    value = 0x6363
    for byte in data:
        mixed = (byte ^ value) & 0xFF
        mixed = (mixed ^ mixed << 4) & 0xFF
        value = (value >> 8) ^ (mixed << 8) ^ (mixed << 3) ^ (mixed >> 4)
    return bytes((value & 0xFF, value >> 8))


def with_crc(data):
    return data + crc(data)


def anticollision(level):
    return bytes((level, ANTICOLLISION))


def select(level, part):
    """`part` is what anticollision was answered with: four bytes of uid and their check byte."""
    return with_crc(bytes((level, SELECT)) + part)


def is_part(data):
    return len(data) == 5 and data[0] ^ data[1] ^ data[2] ^ data[3] == data[4]


def is_selected(data):
    return len(data) == 3 and crc(data[:1]) == data[1:]


def uid_bytes(part):
    """Of one level: the cascade tag says that the uid is longer, and is none of it."""
    return part[1:4] if part[0] == CASCADE_TAG else part[:4]
