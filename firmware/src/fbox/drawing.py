"""Draws pictures as pictures.py shows them: into flash for a display at work, at once onto the one of set-up mode."""

import framebuf

from fbox import lettering, letters, screens, symbols
from fbox.pictures import stride
from fbox.plan import Plan

ROWS = 8


def keep(place, product, size):
    """All the pictures of a dispenser at work, as files whose names begin with `place`. Raises OSError."""
    plan = Plan()
    for name, area, colours, items in screens.work(product, size):
        with open(place + name, "wb") as file:
            file.write(colours)
            for _top, rows in _strips(plan, area, ROWS, items):
                file.write(rows)
            file.flush()


def onto(display, colours, items):
    """Takes a second or so, in one piece."""
    palette = framebuf.FrameBuffer(bytearray(colours), 4, 1, framebuf.RGB565)
    frame = framebuf.FrameBuffer(display.buffer, display.width, display.rows, framebuf.RGB565)
    for top, rows in _strips(Plan(), (display.width, display.height), display.rows, items):
        source = framebuf.FrameBuffer(rows, display.width, display.rows, framebuf.GS2_HMSB)
        frame.blit(source, 0, 0, -1, palette)
        display.strip(top)


def _strips(plan, area, rows, items):
    """(upper row, its rows as bytes) of each strip; the last one may be lower. `area`: width and height."""
    width, height = area
    plan.clear()
    for kind, *place, colour, detail in items:
        LAY_OUT[kind](plan, *place, colour, detail)
    cells = bytearray(stride(width) * rows)
    frame = framebuf.FrameBuffer(cells, width, rows, framebuf.GS2_HMSB)
    for top in range(0, height, rows):
        frame.fill(0)
        plan.strip(frame, top, rows)
        yield top, memoryview(cells)[: stride(width) * min(rows, height - top)]


def _box(plan, x, y, width, height, colour, _detail):
    plan.box(x, y, width, height, colour)


def _text(plan, x, y, _width, height, colour, detail):
    lettering.draw(plan, x, y, height, colour, detail)


def _symbol(plan, x, y, _width, height, colour, detail):
    symbols.draw(plan, x, y, height, colour, detail)


def _modules(plan, x, y, width, _height, colour, detail):
    """Rows of 1 (drawn) and 0, such as a QR code's."""
    scale = width // len(detail)
    for i, row in enumerate(detail):
        for start, end in letters.runs(bytes(row)):
            plan.box(x + start * scale, y + i * scale, (end - start) * scale, scale, colour)


LAY_OUT = {"box": _box, "text": _text, "symbol": _symbol, "modules": _modules}
