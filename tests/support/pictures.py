"""Pictures of screens, small: 256 colours are enough for flat ones."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

COLOURS = 256


def wants_pictures() -> bool:
    return bool(os.environ.get("PICTURES"))


def take_picture(page: Page, name: str) -> None:
    """Into the folder that PICTURES names, if it names one."""
    if wants_pictures():
        save(page.screenshot(animations="disabled"), Path(os.environ["PICTURES"]) / f"{name}.png")


def save(png: bytes, path: Path) -> None:
    with Image.open(io.BytesIO(png)) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
