"""The display's controller, an ST7789 with 240 by 320 pixels, behind four-wire SPI."""

import machine

from fbox import pins

WIDTH, HEIGHT = 240, 320
STRIP = 8  # rows: 3,840 bytes; the two halves of the display have a whole number of them
BAUD = 40000000  # a strip takes 1 ms
RESET_MS = 20
WAKE_MS = 130

WAKE, INVERT, LIGHT = 0x11, 0x21, 0x29
COLUMNS, ROWS, PIXELS = 0x2A, 0x2B, 0x2C
ORDER, DEPTH = 0x36, 0x3A
UPRIGHT = b"\x00"
BITS_16 = b"\x55"


class Display:
    """Dark until `light`. Takes a strip of `rows` whole rows at a time, from `buffer`."""

    width, height, rows = WIDTH, HEIGHT, STRIP

    def __init__(self):
        self.buffer = bytearray(WIDTH * STRIP * 2)  # early, while there is as much in one piece
        clock, data = machine.Pin(pins.DISPLAY_CLOCK), machine.Pin(pins.DISPLAY_DATA)
        self._spi = machine.SPI(2, baudrate=BAUD, sck=clock, mosi=data)
        self._select = machine.Pin(pins.DISPLAY_SELECT, machine.Pin.OUT, value=1)
        self._data = machine.Pin(pins.DISPLAY_COMMAND, machine.Pin.OUT, value=1)
        self._reset = machine.Pin(pins.DISPLAY_RESET, machine.Pin.OUT, value=1)
        self._lamp = machine.Pin(pins.DISPLAY_LAMP, machine.Pin.OUT, value=0)

    async def start(self, clock):
        """Takes 300 ms, none of them in one piece."""
        for level in (0, 1):
            self._reset.value(level)
            await clock.sleep(RESET_MS if level == 0 else WAKE_MS)
        self._send(WAKE)
        await clock.sleep(WAKE_MS)
        self._send(ORDER, UPRIGHT)
        self._send(DEPTH, BITS_16)
        self._send(INVERT)  # these panels show white for 0 otherwise
        self._send(LIGHT)

    def light(self):
        self._lamp.value(1)

    def strip(self, top):
        """Shows the buffer's rows from `top` on: two bytes a pixel, the high one first."""
        self._send(COLUMNS, _from_to(0, WIDTH - 1))
        self._send(ROWS, _from_to(top, top + STRIP - 1))
        self._send(PIXELS, self.buffer)

    def _send(self, command, parameters=b""):
        self._select.value(0)
        self._data.value(0)
        self._spi.write(bytes([command]))
        self._data.value(1)
        if parameters:
            self._spi.write(parameters)
        self._select.value(1)


def _from_to(first, last):
    return bytes([first >> 8, first & 0xFF, last >> 8, last & 0xFF])
