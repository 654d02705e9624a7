"""A QR code of up to 106 bytes: byte mode, level L, versions 1 to 5. These are the sizes made of one block of data.

Level L because nobody scratches a display. After ISO/IEC 18004; the mask is chosen by two of its four rules.
"""

from fbox.reed_solomon import check_bytes

ROOM = ((19, 7), (34, 10), (55, 15), (80, 20), (108, 26))  # bytes of data and of their check, by version - 1
FRAME = 2  # bytes that mode, length and end take
MOST_BYTES = ROOM[-1][0] - FRAME
FREE = 4  # a module nobody has set yet; a fixed one carries FIXED beside its colour
FIXED = 2
MASKS = (
    lambda x, y: (x + y) % 2,
    lambda _x, y: y % 2,
    lambda x, _y: x % 3,
    lambda x, y: (x + y) % 3,
    lambda x, y: (x // 3 + y // 2) % 2,
    lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)
RUNS = b"\0" * 5, b"\1" * 5
LOOKALIKES = b"\1\0\1\1\1\0\1\0\0\0\0", b"\0\0\0\0\1\0\1\1\1\0\1"


def encode(text):
    """Rows of modules, 1 is dark; a margin of four light ones has to be drawn around. ValueError: too long."""
    data = text.encode()
    version = next((v for v, room in enumerate(ROOM, 1) if len(data) <= room[0] - FRAME), 0)
    if not version:
        raise ValueError("a QR code holds {} bytes at most".format(MOST_BYTES))
    grid = _empty(version)
    _place(grid, _codewords(data, *ROOM[version - 1]))
    return min((_masked(grid, mask) for mask in range(len(MASKS))), key=_penalty)


def _codewords(data, room, checks):
    """Mode 4, length, the text, and what fills the room up, shifted by half a byte; then the check."""
    head = bytes([0x40 | len(data) >> 4])
    body = bytes([len(data)]) + data + b"\0"
    words = head + bytes((body[i] << 4 | body[i + 1] >> 4) & 0xFF for i in range(len(data) + 1))
    words = (words + b"\xec\x11" * room)[:room]
    return words + check_bytes(words, checks)


def _empty(version):
    """The fixed patterns; FREE where data and format go."""
    size = 17 + 4 * version
    grid = [bytearray(bytes([FREE]) * size) for _ in range(size)]
    for i in range(size):
        grid[6][i] = grid[i][6] = FIXED | ~i & 1
    for x, y in ((3, 3), (size - 4, 3), (3, size - 4)):
        _rings(grid, x, y, 4, (0, 1, 3))
    if version > 1:
        _rings(grid, size - 7, size - 7, 2, (0, 2))
    _format(grid, 0)  # keeps its place
    return grid


def _rings(grid, x, y, radius, dark):
    for i in range(max(0, y - radius), min(len(grid), y + radius + 1)):
        for j in range(max(0, x - radius), min(len(grid), x + radius + 1)):
            grid[i][j] = FIXED | (max(abs(i - y), abs(j - x)) in dark)


def _format(grid, mask):
    """Level and mask, 15 bits, twice; and the module that is always dark."""
    size = len(grid)
    rest = value = 8 | mask
    for _ in range(10):
        rest = rest << 1 ^ (rest >> 9) * 0x537
    bits = (value << 10 | rest) ^ 0x5412
    for i in range(15):
        module = FIXED | bits >> i & 1
        grid[i if i < 6 else i + 1 if i < 8 else size - 15 + i][8] = module
        grid[8][size - 1 - i if i < 8 else 15 - i if i < 9 else 14 - i] = module
    grid[size - 8][8] = FIXED | 1


def _place(grid, words):
    """Upwards and downwards in columns of two from the right, around what is fixed."""
    size, at = len(grid), 0
    for column in range((size - 1) // 2):
        right = size - 1 - 2 * column
        right -= right < 7  # the timing pattern has a column of its own
        for step in range(size):
            row = grid[step if column & 1 else size - 1 - step]
            for x in (right, right - 1):
                if row[x] == FREE:
                    row[x] = words[at >> 3] >> (7 - (at & 7)) & 1 if at < 8 * len(words) else 0
                    at += 1


def _masked(grid, mask):
    turned = MASKS[mask]
    grid = [bytearray(row) for row in grid]
    _format(grid, mask)
    for y, row in enumerate(grid):
        for x, module in enumerate(row):
            row[x] = module & 1 if module & FIXED else module ^ (not turned(x, y))
    return grid


def _penalty(grid):
    """Long runs, and what a reader could take for a corner."""
    lines = [bytes(row) for row in grid] + [bytes(row[x] for row in grid) for x in range(len(grid))]
    runs = sum(line.count(run) for line in lines for run in RUNS)
    return 3 * runs + 40 * sum(line.count(corner) for line in lines for corner in LOOKALIKES)
