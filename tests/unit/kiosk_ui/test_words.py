"""Names, amounts and passes as they are read on the screen."""

import pytest

from services.kiosk_ui import words
from services.kiosk_ui.models import Pass


@pytest.mark.parametrize(
    ("name", "seen"), [("김하늘", "김*늘"), ("이산", "이*"), ("남궁민수", "남**수"), ("김", "김"), ("", "")]
)
def test_a_name_is_known_to_its_bearer_only(name: str, seen: str) -> None:
    assert words.masked(name) == seen


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        (Pass("p", "count", "30회권", "active", 30, "count"), "30회"),
        (Pass("p", "voucher", "금액권", "active", 8000, "won"), "8,000원"),
        (
            Pass("p", "subscription", "월정기", "active", None, "count", {"top": 1, "pants": 0}),
            "오늘 상의 1 · 하의 0",
        ),
    ],
)
def test_every_kind_of_pass_says_what_is_left(told: Pass, seen: str) -> None:
    assert words.remaining(told) == seen
