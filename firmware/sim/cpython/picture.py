"""What a simulated board's display shows, as a PNG. Standard library only."""

import struct
import sys
import zlib
from pathlib import Path

WIDTH, HEIGHT = 240, 320


def rgb(frame: bytes) -> bytes:
    """The panel's memory, two bytes a pixel, as three bytes a pixel."""
    pixels = bytearray()
    for (value,) in struct.iter_unpack(">H", frame):
        red, green, blue = value >> 11, value >> 5 & 63, value & 31
        pixels += bytes((red * 255 // 31, green * 255 // 63, blue * 255 // 31))
    return bytes(pixels)


def png(pixels: bytes) -> bytes:
    rows = (b"\0" + pixels[at : at + WIDTH * 3] for at in range(0, len(pixels), WIDTH * 3))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    board, picture = map(Path, sys.argv[1:])
    picture.write_bytes(png(rgb((board / "display" / "frame").read_bytes())))
