"""Tells when the refill door opens and closes."""

import asyncio

POLL_MS = 50


async def watch(door, memory, events, outbox):
    """Two equal readings in a row count: a switch bounces for some milliseconds."""
    told = before = door.is_open()
    while True:
        await asyncio.sleep_ms(POLL_MS)
        now = door.is_open()
        if now == before and now != told:
            told = now
            outbox.add(_event(now, memory, events))
        before = now


def _event(is_open, memory, events):
    if is_open:
        return events.make("door_opened")
    return events.make("door_closed", stock=memory.stock, sensorAvailable=False)
