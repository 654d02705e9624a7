"""MicroPython's `framebuf`, as much of it as the firmware uses: pixels of 16 bits, the low byte first, or of two."""

RGB565 = 1
GS2_HMSB = 5


class FrameBuffer:
    def __init__(self, buffer, width, height, form):
        self._buffer, self._width, self._height, self._form = memoryview(buffer), width, height, form
        self._stride = 2 * width if form == RGB565 else (width + 3) // 4

    def fill(self, colour):
        self.fill_rect(0, 0, self._width, self._height, colour)

    def hline(self, x, y, width, colour):
        self.fill_rect(x, y, width, 1, colour)

    def fill_rect(self, x, y, width, height, colour):
        left, right = max(0, x), min(self._width, x + width)
        if left < right:
            for row in range(max(0, y), min(self._height, y + height)):
                self._run(left, right, row, colour)

    def blit(self, source, x, y, key, palette):
        """Without a key, as the firmware uses it."""
        assert key == -1
        paints = palette._row(0)
        left, right = max(0, x), min(self._width, x + source._width)
        if left < right:
            for row in range(max(0, y), min(self._height, y + source._height)):
                pixels = source._row(row - y)[left - x : right - x]
                self._set(left, row, [paints[pixel] for pixel in pixels])

    def _row(self, row):
        data = self._buffer[row * self._stride : (row + 1) * self._stride]
        if self._form == RGB565:
            return [low | high << 8 for low, high in zip(data[::2], data[1::2], strict=True)]
        return [byte >> shift & 3 for byte in data for shift in (0, 2, 4, 6)][: self._width]

    def _run(self, left, right, row, colour):
        """One colour; whole bytes at a time, for speed."""
        whole = (left + 3) // 4 * 4, right // 4 * 4
        if self._form == RGB565 or whole[0] >= whole[1]:
            self._set(left, row, [colour] * (right - left))
            return
        self._set(left, row, [colour] * (whole[0] - left))
        first, end = (row * self._stride + x // 4 for x in whole)
        self._buffer[first:end] = bytes((0x55 * colour,)) * (end - first)
        self._set(whole[1], row, [colour] * (right - whole[1]))

    def _set(self, left, row, pixels):
        if self._form == RGB565:
            start = row * self._stride + 2 * left
            data = b"".join(pixel.to_bytes(2, "little") for pixel in pixels)
            self._buffer[start : start + len(data)] = data
            return
        for x, pixel in enumerate(pixels, left):
            shift = (x & 3) * 2
            at = row * self._stride + x // 4
            self._buffer[at] = self._buffer[at] & ~(3 << shift) | pixel << shift
