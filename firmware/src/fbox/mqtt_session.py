"""One connection to the broker, from CONNECT until it is lost. What was not acknowledged is the next one's."""

import asyncio

from fbox import mqtt_packets as packets
from fbox.events import encode
from fbox.parsing import MAX_BYTES

CHUNK = 512
HEADER_ROOM = 64  # topic and packet id of a command; what is cut off above it is too long to be one anyway
HANDSHAKE_SECONDS = 10
PINGS_A_KEEP_ALIVE = 3


class LinkLostError(Exception):
    """The connection is gone."""


LINK_ERRORS = (OSError, EOFError, LinkLostError, packets.ProtocolError, asyncio.TimeoutError)


class Session:
    """`handle(payload)` carries a command out before it returns; only then the broker's message is acknowledged.

    `beat()` tells that the broker was heard.
    """

    def __init__(self, streams, keep_alive, outbox, handle, beat):
        self._reader, self._writer = streams
        self._keep_alive, self._outbox, self._handle, self._beat = keep_alive, outbox, handle, beat
        self._parser = packets.Parser(MAX_BYTES + HEADER_ROOM)
        self._early = []
        self._writing = asyncio.Lock()
        self._ended = asyncio.Event()
        self._acknowledged = asyncio.Event()
        self._awaited = None
        self._heard = False
        self._failure = None

    async def run(self, uuid, will, login, on_online):
        """Returns why the connection was lost. Raises what is not the network's fault.

        `login`: user and password, empty for none.
        """
        tasks = []
        try:
            self._topic = "fbox/{}/status".format(uuid)
            await asyncio.wait_for(self._greet(uuid, will, login), HANDSHAKE_SECONDS)
            on_online()
            for job in (self._receive(), self._send(), self._watch()):
                tasks.append(asyncio.create_task(self._until_lost(job)))
            await self._ended.wait()
        finally:
            for task in tasks:
                task.cancel()
        if not isinstance(self._failure, LINK_ERRORS):
            raise self._failure
        return self._failure

    async def _until_lost(self, job):
        """Closing a socket does not wake its reader, so the first of the three to fail ends the session."""
        try:
            await job
        except Exception as error:
            self._failure = self._failure or error
            self._ended.set()

    async def _greet(self, uuid, will, login):
        hello = packets.connect(uuid, self._keep_alive, self._topic, encode(will), *login)
        try:
            await self._write(hello)
            answers = await self._read()
        except ValueError as error:  # so MicroPython's TLS tells of a certificate with another name
            raise LinkLostError("the broker's certificate: {}".format(error))
        kind, _, body = answers[0]
        if kind != packets.CONNACK or packets.number(body, 0) & 0xFF:
            raise packets.ProtocolError("the broker refuses: {}".format(bytes(body).hex()))
        self._early = answers[1:]
        await self._write(packets.subscribe(1, "fbox/{}/cmd".format(uuid)))

    async def _receive(self):
        while True:
            for packet in self._early or await self._read():
                await self._take(*packet)
            self._early = []

    async def _read(self):
        while True:
            data = await self._reader.read(CHUNK)
            if not data:
                raise LinkLostError("closed by the broker")
            self._heard = True
            self._beat()
            found = self._parser.feed(data)
            if found:
                return found

    async def _take(self, kind, flags, body):
        if kind == packets.PUBLISH:
            packet_id, payload = packets.read_publish(flags, body)
            self._handle(payload)
            if packet_id is not None:
                await self._write(packets.puback(packet_id))
        elif kind == packets.PUBACK and packets.number(body, 0) == self._awaited:
            self._acknowledged.set()
        elif kind == packets.SUBACK and body[-1] > 1:
            raise packets.ProtocolError("the broker refuses the subscription")

    async def _send(self):
        """One event in flight: the order is kept, and a resend is always of the oldest."""
        while True:
            entry = await self._outbox.next()
            self._awaited = entry.packet_id if entry.qos else None
            self._acknowledged.clear()
            await self._write(packets.publish(self._topic, entry.payload, entry.qos, entry.packet_id, entry.sent))
            entry.sent = bool(entry.qos)
            if entry.qos:
                await self._acknowledged.wait()
            self._outbox.remove(entry)

    async def _watch(self):
        """A broker that answers nothing between two pings is gone, whatever the socket says."""
        while True:
            self._heard = False
            await self._write(packets.PINGREQ)
            await asyncio.sleep(self._keep_alive / PINGS_A_KEEP_ALIVE)
            if not self._heard:
                raise LinkLostError("no answer to a ping")

    async def _write(self, packet):
        async with self._writing:
            self._writer.write(packet)
            await self._writer.drain()
