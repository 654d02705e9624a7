"""Watches the switches, and tells when the refill door opens and closes."""

from fbox.switch import SAMPLE_MS


async def watch(board, memory, events, outbox, pulse):
    """A door found open at boot was opened while nobody looked: it is told, too."""
    if board.door.on:
        outbox.add(events.make("door_opened"))
    while True:
        await board.clock.sleep(SAMPLE_MS)
        pulse.beat()
        board.floor.sample()
        if board.door.sample():
            outbox.add(_event(board.door.on, memory, events))


def _event(is_open, memory, events):
    if is_open:
        return events.make("door_opened")
    return events.make("door_closed", stock=memory.stock, sensorAvailable=False)
