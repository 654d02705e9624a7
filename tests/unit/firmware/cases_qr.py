import binascii

from fbox import qr

NETWORK = "WIFI:T:WPA;S:FBOX-C424;P:73915048;;"


def _size(text: str) -> int:
    return len(qr.encode(text))


def _refusal(text: str) -> str:
    try:
        qr.encode(text)
    except ValueError as error:
        return str(error)
    return ""


def test_the_smallest_size_that_holds_the_text_is_taken() -> None:
    assert [_size("x" * length) for length in (17, 18, 32, 33, 53, 54, 78, 79, 106)] == [
        21, 25, 25, 29, 29, 33, 33, 37, 37,
    ]  # fmt: skip


def test_the_network_of_the_set_up_mode_takes_29_modules() -> None:
    assert _size(NETWORK) == 29


def test_a_code_is_made_of_dark_and_light_modules_only() -> None:
    assert all(set(row) == {0, 1} for row in qr.encode("수건"))


def test_a_text_that_is_too_long_is_refused() -> None:
    assert "106 bytes" in _refusal("수" * 36)


def test_the_code_is_the_one_that_a_reader_has_read() -> None:
    """test_qr_decoded.py reads CPython's; MicroPython's is the same."""
    assert binascii.crc32(b"".join(bytes(row) for row in qr.encode(NETWORK))) == 0xAED81812
