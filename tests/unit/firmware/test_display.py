"""The firmware draws on a simulated display; what is seen there is looked at from outside."""

import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.support import dispenser_display
from tests.support.dispenser_display import ROOT

DOCUMENTED = ROOT / "docs" / "pictures" / "dispenser-display.png"


@pytest.fixture(scope="module")
def frames() -> dict[str, bytes]:
    return dispenser_display.in_cpython()


def test_the_documents_show_what_the_display_shows(frames: dict[str, bytes]) -> None:
    """Where this fails because the screens were changed on purpose: `make pictures`."""
    documented = Image.open(DOCUMENTED).convert("RGB")
    assert ImageChops.difference(documented, dispenser_display.sheet(frames)).getbbox() is None


def test_a_phone_reads_the_network_off_the_display(frames: dict[str, bytes]) -> None:
    read = zxingcpp.read_barcodes(dispenser_display.picture(frames["setup"]))
    assert [code.text for code in read] == ["WIFI:T:WPA;S:FBOX-SETUP-C424;P:7m9a5048kd;;"]


def test_no_two_states_look_alike_without_their_colours(frames: dict[str, bytes]) -> None:
    """The symbols, in black and white."""
    seen = set()
    states = frames.keys() - {"setup", "trouble"}
    for name in states:
        symbol = dispenser_display.picture(frames[name]).crop((12, 192, 76, 256)).convert("L")
        darkest, brightest = symbol.getextrema()
        middle = (darkest + brightest) // 2
        ground = symbol.getpixel((0, 0)) > middle
        seen.add(bytes((level > middle) != ground for level in symbol.tobytes()))
    assert len(seen) == len(states)


@pytest.mark.skipif(not dispenser_display.BOARD_PYTHON.exists(), reason="no MicroPython for this machine")
def test_micropython_draws_the_same(frames: dict[str, bytes]) -> None:
    assert dispenser_display.in_micropython() == frames
