from fbox import mqtt_packets as packets
from fbox import tls
from fbox.link import Link
from fbox.mqtt_session import LINK_ERRORS

from fakes import Bench, settings

PEM = "for people\n" + tls.BEGIN + "\nMIIB\nAAE=\n" + tls.END + "\nand more"


def _lost(call: object) -> str:
    """Why the link is lost."""
    try:
        call()
    except LINK_ERRORS as error:
        return str(error)
    return ""


def test_a_certificate_is_read_out_of_what_was_pasted() -> None:
    assert tls.der(PEM) == b"\x30\x82\x01\x00\x01"
    assert tls.der(PEM.replace("\n", "\r\n")) == tls.der(PEM)


def test_text_without_a_certificate_is_refused() -> None:
    for text in ("", "MIIB", tls.BEGIN + "\nMIIB"):
        try:
            tls.der(text)
        except ValueError:
            continue
        raise AssertionError(text)


def test_a_certificate_that_cannot_be_used_is_a_lost_link_and_no_crash() -> None:
    bench = Bench()
    chosen = settings(brokerTls=True, brokerCa=PEM)
    link = Link(chosen, bench.board, bench.events, bench.outbox, bench.commands.handle, None)
    assert "brokerCa" in _lost(link._security)


def test_user_and_password_go_with_the_greeting() -> None:
    packet = packets.connect("FBOX-1", 15, "t", b"{}", "me", "secret")
    assert packet[9] == 0xCC
    assert packet[-12:] == b"\x00\x02me\x00\x06secret"
