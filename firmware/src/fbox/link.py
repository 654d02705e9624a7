"""Keeps the connection to the broker: Wi-Fi, socket, session, and again, with back-off and jitter."""

import asyncio
import random

from fbox.mqtt_session import LINK_ERRORS, LinkLostError, Session

CONNECT_SECONDS = 10
FIRST_PAUSE_MS = 500
SETTLED_MS = 10000
IPPROTO_TCP = 6
TCP_NODELAY = 1


class Backoff:
    """Pauses in ms: doubling up to `most_ms`, each with up to half as much again at random."""

    def __init__(self, most_ms):
        self._most = most_ms
        self._next = FIRST_PAUSE_MS

    def pause(self):
        now, self._next = self._next, min(self._most, self._next * 2)
        return now + random.randint(0, now // 2)

    def reset(self):
        self._next = FIRST_PAUSE_MS


class Link:
    """`online` while the broker has accepted us."""

    def __init__(self, settings, board, events, outbox, handle, pulse):
        self._settings, self._board, self._events = settings, board, events
        self._outbox, self._handle, self._pulse = outbox, handle, pulse
        self._backoff = Backoff(settings.reconnect_max * 1000)
        self._context = None
        self.online = False

    async def run(self, on_online):
        """For ever. `on_online()` is called after each CONNACK, before anything is sent."""
        while True:
            self._pulse.beat()
            try:
                await self._board.radio.connect()
                reason = await self._session(on_online)
            except LINK_ERRORS as error:
                reason = error
            self.online = False
            print("link lost:", repr(reason))
            await self._board.clock.sleep(self._backoff.pause())

    async def _session(self, on_online):
        chosen = self._settings
        opening = asyncio.open_connection(chosen.host, chosen.port, **self._security())
        reader, writer = await asyncio.wait_for(opening, CONNECT_SECONDS)
        settled = asyncio.create_task(self._settle())
        try:
            if not chosen.tls:
                writer.s.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)  # or each answer waits up to 44 ms for an ACK
            parts = self._outbox, self._handle, self._pulse.beat
            session = Session((reader, writer), chosen.keep_alive, *parts)
            greeting = self._events.uuid, self._events.offline(), (chosen.user, chosen.password)
            return await session.run(*greeting, self._connected(on_online))
        finally:
            settled.cancel()
            writer.s.close()

    def _security(self):
        """How the socket is opened. Raises LinkLostError where the authority's certificate cannot be used."""
        if not self._settings.tls:
            return {}
        if self._context is None:
            from fbox import tls

            try:
                self._context = tls.context(self._settings.ca)
            except (ValueError, OSError) as error:
                raise LinkLostError("brokerCa: {}".format(error))
        return {"ssl": self._context, "server_hostname": self._settings.host}

    def _connected(self, on_online):
        def call():
            self.online = True
            print("online")
            on_online()

        return call

    async def _settle(self):
        """A connection that lasts makes the next pause short again; one that flaps does not."""
        await asyncio.sleep_ms(SETTLED_MS)
        self._backoff.reset()
