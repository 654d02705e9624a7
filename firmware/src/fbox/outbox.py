"""Events on their way to the broker, in the order of their `seq`. Those that move stock or money wait in flash."""

import asyncio

from fbox.events import encode

MOST_VOLATILE = 32
MOST_PENDING = 24


class Entry:
    """One event. `qos` 0 is a heartbeat, which is worth nothing later.

    `event` is the dictionary that the memory keeps of a durable one; another is kept as text, a fifth of the RAM.
    `then()` is called once the broker has it.
    """

    then = None

    def __init__(self, event, qos, durable, sent=False):
        self.qos, self.sent = qos, sent
        self.command_id = event.get("commandId")
        self._seq = event["seq"]
        self.event = event if durable else None
        self._text = None if durable else encode(event)

    @property
    def durable(self):
        return self.event is not None

    @property
    def payload(self):
        return self._text or encode(self.event)

    @property
    def packet_id(self):
        """Follows from the event, so that it is the same when the event is sent again."""
        return 1 + self._seq % 0xFFFF


class Outbox:
    def __init__(self, memory):
        self._memory = memory
        self._entries = [Entry(event, 1, True, sent=True) for event in memory.pending]
        self._changed = asyncio.Event()

    @property
    def full(self):
        """True while the broker owes so many acknowledgements that no new work may begin."""
        return len(self._memory.pending) >= MOST_PENDING

    @property
    def empty(self):
        """True once the broker has everything."""
        return not self._entries

    def add(self, event, then=None):
        """For what is dear but not money. Kept in RAM; the oldest goes when a long outage fills it."""
        self._append(Entry(event, 1, False))
        if then:
            self._entries[-1].then = then
        volatile = [entry for entry in self._entries[1:] if not entry.durable]
        if len(volatile) > MOST_VOLATILE:
            self._entries.remove(volatile[0])

    def add_durable(self, event):
        """The caller commits the memory; until the broker has the event, a reboot sends it again."""
        self._memory.pending.append(event)
        self._append(Entry(event, 1, True))

    def add_heartbeat(self, event):
        """Takes the place of a heartbeat that could not be sent."""
        self.drop_heartbeats()
        self._append(Entry(event, 0, False))

    def drop_heartbeats(self):
        self._entries = [entry for entry in self._entries if entry.qos]

    def is_waiting(self, command_id):
        """True where an answer to the command is on its way anyway."""
        return any(entry.command_id == command_id for entry in self._entries)

    async def next(self):
        """The oldest entry; it stays until `remove`."""
        while not self._entries:
            self._changed.clear()
            await self._changed.wait()
        return self._entries[0]

    def remove(self, entry):
        """The broker has it. Flash follows with the next commit: a repeat after a power cut does no harm."""
        if entry in self._entries:
            self._entries.remove(entry)
        if entry.durable:
            self._memory.pending.remove(entry.event)
            self._memory.dirty = True
        if entry.then:
            entry.then()

    def _append(self, entry):
        self._entries.append(entry)
        self._changed.set()
