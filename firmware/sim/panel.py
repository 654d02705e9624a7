"""The simulated display: understands as much of the ST7789 as the firmware says, and keeps the picture in a file.

`display/frame` in the board's folder: 320 rows of 240 pixels, two bytes each, as they lie in the controller's memory.
"""

import os

WIDTH, HEIGHT = 240, 320
COLUMNS, ROWS, PIXELS = 0x2A, 0x2B, 0x2C
FOLDER = "display"
FRAME = FOLDER + "/frame"


class Panel:
    """`is_command` follows a pin, `lit` another. `longest`: bytes of the longest piece that was sent at once."""

    def __init__(self):
        self._command = None
        self._window = {COLUMNS: (0, WIDTH - 1), ROWS: (0, HEIGHT - 1)}
        self.is_command = self.lit = False
        self.sent = self.longest = 0

    def take(self, data):
        self.longest = max(self.longest, len(data))
        if self.is_command:
            self._command = data[0]
        elif self._command == PIXELS:
            self._fill(data)
        elif self._command in self._window:
            self._window[self._command] = data[0] << 8 | data[1], data[2] << 8 | data[3]

    def _fill(self, data):
        (left, right), (top, bottom) = self._window[COLUMNS], self._window[ROWS]
        assert (left, right) == (0, WIDTH - 1), "only whole rows are understood"
        assert 0 <= top <= bottom < HEIGHT
        assert len(data) == WIDTH * 2 * (bottom + 1 - top), "the window is not filled"
        self.sent += len(data)
        with open(_frame(), "r+b") as file:
            file.seek(top * WIDTH * 2)
            file.write(data)


def _frame():
    """The path of the picture, black at first."""
    if FOLDER not in os.listdir("."):
        os.mkdir(FOLDER)
        with open(FRAME, "wb") as file:
            for _ in range(HEIGHT):
                file.write(bytes(WIDTH * 2))
    return FRAME
