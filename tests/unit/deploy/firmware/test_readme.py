"""What the person with the screwdriver reads is what the code does: pins, display, console."""

import ast
import re

import pytest

from deploy.firmware.build import FIRMWARE

PAGES = ("README.md", "README.ko.md")


def _numbers(path: str) -> set[int]:
    body = ast.parse((FIRMWARE / path).read_text()).body
    return {ast.literal_eval(node.value) for node in body if isinstance(node, ast.Assign)}


@pytest.mark.parametrize("page", PAGES)
def test_every_pin_is_in_the_wiring_tables_and_no_other(page: str) -> None:
    told = {int(number) for number in re.findall(r"GPIO (\d+)", (FIRMWARE / page).read_text())}
    assert told == _numbers("src/fbox/pins.py") | _numbers("nfc/reader/pins.py")


@pytest.mark.parametrize("page", PAGES)
def test_every_state_of_the_display_is_explained_in_its_own_words(page: str) -> None:
    looks = re.findall(r'"([가-힣 ]+)", "([A-Z ]+)"\)', (FIRMWARE / "src" / "fbox" / "screens.py").read_text())
    text = (FIRMWARE / page).read_text()
    assert len(looks) == 8
    assert not [korean for korean, english in looks if f"| {korean} {english} |" not in text]


@pytest.mark.parametrize("page", PAGES)
def test_every_line_of_the_console_that_is_explained_exists(page: str) -> None:
    source = "".join(path.read_text() for path in FIRMWARE.rglob("*.py") if "build" not in path.parts)
    explained = (
        "F-BOX dispenser",
        "F-BOX reader",
        "set-up, for want of settings:",
        "set-up at",
        "joining Wi-Fi",
        "online",
    )
    explained += (
        "wrong password",
        "no such network",
        "link lost:",
        "stands still:",
        "reading cards",
        "the reader's chip:",
    )
    text = (FIRMWARE / page).read_text()
    assert not [line for line in explained if f'"{line}' not in source or line not in text]
