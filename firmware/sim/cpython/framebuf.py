"""MicroPython's `framebuf`, as much of it as the firmware uses: 16-bit pixels, the low byte first."""

RGB565 = 1


class FrameBuffer:
    def __init__(self, buffer, width, height, _format):
        self._buffer, self._width, self._height = memoryview(buffer), width, height

    def fill(self, colour):
        self.fill_rect(0, 0, self._width, self._height, colour)

    def hline(self, x, y, width, colour):
        self.fill_rect(x, y, width, 1, colour)

    def fill_rect(self, x, y, width, height, colour):
        left, right = max(0, x), min(self._width, x + width)
        if left < right:
            pixels = bytes((colour & 0xFF, colour >> 8)) * (right - left)
            for row in range(max(0, y), min(self._height, y + height)):
                start = 2 * (row * self._width + left)
                self._buffer[start : start + len(pixels)] = pixels
