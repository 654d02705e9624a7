import os

import fbox
from fbox import drawing, drawn
from virtual import PowerCutError

from fakes import settings

FOLDER = "flash"


class FakeDrawing:
    """In place of what takes its time. `trouble` is raised in its middle."""

    def __init__(self, trouble: BaseException | None = None) -> None:
        self.trouble, self.drawn = trouble, []

    def keep(self, place: str, product: str, size: str) -> None:
        self.drawn.append((product, size))
        with open(place + "product", "wb") as file:
            file.write(b"\x00" * 1000)
        if self.trouble:
            raise self.trouble


def _flash() -> None:
    if FOLDER not in os.listdir("."):
        os.mkdir(FOLDER)


def _see_to(size: str, trouble: BaseException | None = None) -> bool:
    """Whether anything was drawn, as it says itself and in truth."""
    _flash()
    fake, real = FakeDrawing(trouble), drawing.keep
    drawing.keep = fake.keep
    try:
        said = drawn.see_to(FOLDER, settings(deviceName="상의", size=size))
    finally:
        drawing.keep = real
    assert fake.drawn == ([("상의", size)] if said else [])
    return said


def test_the_pictures_are_drawn_once_for_a_product() -> None:
    assert [_see_to("XL"), _see_to("XL"), _see_to("L"), _see_to("L")] == [True, False, True, False]


def test_other_code_draws_anew() -> None:
    _see_to("XL")
    names, drawn.CODE = drawn.CODE, drawn.CODE[1:]
    try:
        assert _see_to("XL")
    finally:
        drawn.CODE = names
    assert all(drawn._read(fbox.__file__.replace("__init__", name)) for name in names)


def test_what_is_forgotten_is_drawn_anew() -> None:
    _see_to("XL")
    drawn.forget(FOLDER)
    assert _see_to("XL")


def test_after_a_power_cut_in_mid_drawing_even_the_old_ones_are_drawn_anew() -> None:
    _see_to("L")
    try:
        _see_to("XL", PowerCutError())
    except PowerCutError:
        assert _see_to("L")
        return
    raise AssertionError("there was no cut")


def test_a_dispenser_works_without_a_display_where_flash_has_no_room() -> None:
    _flash()
    chosen = settings()
    real, drawing.keep = drawing.keep, FakeDrawing(OSError(28)).keep
    try:
        assert not drawn.see_to(FOLDER, chosen)
    finally:
        drawing.keep = real
    assert not chosen.display
    assert os.listdir(FOLDER) == [], "what was begun takes nobody else's room"


def test_what_cannot_be_taken_away_ends_no_boot() -> None:
    _flash()
    os.mkdir(FOLDER + "/drawn-stamp")
    chosen = settings()
    try:
        assert not drawn.see_to(FOLDER, chosen)
    finally:
        os.rmdir(FOLDER + "/drawn-stamp")
        drawn.clear(FOLDER)
    assert not chosen.display


def test_where_it_would_take_the_room_of_others_nothing_is_drawn() -> None:
    _flash()
    room, drawn.ROOM = drawn.ROOM, 1 << 62
    try:
        assert not drawn.see_to(FOLDER, settings())
    finally:
        drawn.ROOM = room
    assert os.listdir(FOLDER) == []
