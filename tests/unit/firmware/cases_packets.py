from fbox import mqtt_packets as packets
from fbox.mqtt_packets import Parser, ProtocolError


def _refused(call: object) -> bool:
    try:
        call()
    except ProtocolError:
        return True
    return False


def test_connect_asks_for_a_kept_session_and_a_will_at_qos_1() -> None:
    packet = packets.connect("FBOX-1", 15, "t", b"{}")
    assert packet == b"\x10\x19\x00\x04MQTT\x04\x0c\x00\x0f\x00\x06FBOX-1\x00\x01t\x00\x02{}"


def test_a_long_packet_has_a_length_of_two_bytes() -> None:
    assert packets.publish("t", b"x" * 200)[:3] == bytes((0x30, 0xCB, 0x01))


def test_a_publish_sent_again_says_so() -> None:
    assert packets.publish("t", b"", 1, 7, again=True) == b"\x3a\x05\x00\x01t\x00\x07"


def test_packets_are_cut_out_of_a_stream_byte_by_byte() -> None:
    stream = packets.publish("t", b"hello", 1, 7) + packets.puback(9)
    parser = Parser(100)
    found = [packet for byte in stream for packet in parser.feed(bytes((byte,)))]
    assert [packet[0] for packet in found] == [packets.PUBLISH, packets.PUBACK]
    assert packets.read_publish(found[0][1], found[0][2]) == (7, b"hello")


def test_several_packets_in_one_read_are_told_apart() -> None:
    stream = packets.publish("t", b"hello", 1, 7) + b"\xd0\x00" + packets.puback(9)
    assert [packet[0] for packet in Parser(100).feed(stream)] == [3, 13, 4]


def test_a_packet_longer_than_ram_is_cut_short_and_the_next_is_whole() -> None:
    parser = Parser(100)
    found = parser.feed(packets.publish("t", b"x" * 5000, 1, 7) + packets.publish("t", b"next", 1, 8))
    assert len(found) == 2
    assert len(found[0][2]) == 100
    assert packets.read_publish(found[0][1], found[0][2])[0] == 7
    assert packets.read_publish(found[1][1], found[1][2]) == (8, b"next")


def test_a_length_of_five_bytes_is_refused() -> None:
    assert _refused(lambda: Parser(100).feed(b"\x30\xff\xff\xff\xff\x01"))


def test_a_publish_whose_topic_runs_over_its_end_is_refused() -> None:
    assert _refused(lambda: packets.read_publish(2, b"\x00\x09abc"))


def test_a_publish_at_qos_2_is_refused() -> None:
    assert _refused(lambda: packets.read_publish(4, b"\x00\x01t\x00\x07"))


def test_an_empty_publish_is_refused() -> None:
    assert _refused(lambda: packets.read_publish(2, b""))
