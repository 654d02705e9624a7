"""MQTT 3.1.1 packets as bytes, and back. Pure: no sockets here."""

CONNACK = 2
PUBLISH = 3
PUBACK = 4
SUBACK = 9
PINGRESP = 13

PINGREQ = b"\xc0\x00"
WILL_QOS1_KEEP_SESSION = 0x0C
USER_AND_PASSWORD = 0xC0
MAX_LENGTH_BYTES = 4


class ProtocolError(Exception):
    """The broker said something that is not MQTT 3.1.1, or refused us."""


def connect(client_id, keep_alive, will_topic, will, user="", password=""):
    """CONNECT with a Last Will at QoS 1 and a session that outlives the connection. `keep_alive` in seconds."""
    flags = WILL_QOS1_KEEP_SESSION | (USER_AND_PASSWORD if user else 0)
    head = _text("MQTT") + bytes((4, flags)) + _short(keep_alive)
    login = _text(user) + _text(password) if user else b""
    return _packet(0x10, head + _text(client_id) + _text(will_topic) + _short(len(will)) + will + login)


def subscribe(packet_id, topic):
    return _packet(0x82, _short(packet_id) + _text(topic) + b"\x01")


def publish(topic, payload, qos=0, packet_id=0, again=False):
    flags = 0x30 | (qos << 1) | (8 if again else 0)
    return _packet(flags, _text(topic) + (_short(packet_id) if qos else b"") + payload)


def puback(packet_id):
    return _packet(0x40, _short(packet_id))


def read_publish(flags, body):
    """(packet id or None, payload) of a PUBLISH; `body` may be cut short behind the packet id."""
    qos = (flags >> 1) & 3
    at = 2 + number(body, 0)
    if qos > 1 or len(body) < at + 2 * qos:
        raise ProtocolError("bad PUBLISH")
    packet_id = number(body, at) if qos else None
    return packet_id, bytes(body[at + 2 * qos :])


def number(body, at):
    """The 16-bit number at that place."""
    if len(body) < at + 2:
        raise ProtocolError("packet too short")
    return body[at] << 8 | body[at + 1]


def _short(value):
    return bytes((value >> 8, value & 0xFF))


def _text(value):
    data = value.encode()
    return _short(len(data)) + data


def _packet(head, body):
    out = bytearray((head,))
    left = len(body)
    while True:
        out.append(left & 0x7F | (0x80 if left > 0x7F else 0))
        left >>= 7
        if not left:
            return bytes(out) + body


class Parser:
    """Cuts a stream of bytes into packets. A longer packet than `keep` bytes is cut short, so that RAM suffices."""

    def __init__(self, keep):
        self._keep = keep
        self._reset()

    def _reset(self):
        self._head = None
        self._length = self._shift = self._left = 0
        self._in_body = False
        self._body = bytearray()

    def feed(self, data):
        """Packets that became complete, as (kind, flags, body)."""
        packets = []
        at = 0
        while at < len(data):
            at += self._take_body(data, at) if self._in_body else self._take_head(data[at])
            if self._in_body and not self._left:
                packets.append((self._head >> 4, self._head & 15, self._body))
                self._reset()
        return packets

    def _take_head(self, byte):
        if self._head is None:
            self._head = byte
            return 1
        self._length |= (byte & 0x7F) << self._shift
        self._shift += 7
        if byte & 0x80 and self._shift == 7 * MAX_LENGTH_BYTES:
            raise ProtocolError("bad length")
        if not byte & 0x80:
            self._left, self._in_body = self._length, True
        return 1

    def _take_body(self, data, at):
        taken = min(self._left, len(data) - at)
        room = self._keep - len(self._body)
        self._body.extend(data[at : at + min(taken, room)])
        self._left -= taken
        return taken
