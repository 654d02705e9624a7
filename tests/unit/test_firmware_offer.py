"""The firmware that is offered to the dispensers, and where one of them finds it."""

from pathlib import Path

from shared import firmware_offer
from shared.firmware_offer import Offer


def test_nothing_is_offered_where_nothing_was_released_or_the_file_is_none(tmp_path: Path) -> None:
    assert firmware_offer.read(tmp_path) is None
    (tmp_path / "firmware").mkdir()
    for text in ("", "{}", "[1]", '{"version": "3.1.0"}'):
        (tmp_path / "firmware" / firmware_offer.OFFER).write_text(text)
        assert firmware_offer.read(tmp_path) is None


def test_a_dispenser_is_sent_to_this_machines_address_in_its_own_network() -> None:
    offer = Offer("3.1.0", "ab" * 32)
    assert firmware_offer.url(offer, "127.0.0.1", 9185) == "http://127.0.0.1:9185/3.1.0/manifest"
