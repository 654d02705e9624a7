"""The QR codes that the board draws, read by somebody else's reader."""

import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[3] / "firmware" / "src"))

from fbox import qr  # type: ignore[import-not-found]

MARGIN = 4


def _picture(rows: list[bytearray]) -> Image.Image:
    size = len(rows) + 2 * MARGIN
    picture = Image.new("L", (size, size), 255)
    for y, row in enumerate(rows):
        for x, module in enumerate(row):
            picture.putpixel((x + MARGIN, y + MARGIN), 0 if module else 255)
    return picture.resize((size * 3, size * 3), Image.Resampling.NEAREST)


@pytest.mark.parametrize("length", [1, 17, 18, 32, 33, 35, 53, 54, 78, 79, 106])
def test_a_text_of_any_length_is_read_back(length: int) -> None:
    text = ("WIFI:T:WPA;S:FBOX-C424;P:73915048;;" + "aZ09:/.-" * 9)[-length:]
    assert zxingcpp.read_barcodes(_picture(qr.encode(text)))[0].text == text


def test_letters_beyond_ascii_are_read_back() -> None:
    text = "WIFI:T:WPA;S:수건 대여기;P:73915048;;"
    assert zxingcpp.read_barcodes(_picture(qr.encode(text)))[0].text == text
