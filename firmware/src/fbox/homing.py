"""HOME: down to the floor switch, a millimetre at a time, no further than the stand is high."""

from fbox.drive import POLL_MS
from fbox.geometry import HOME_LIMIT, HOME_PIECE
from fbox.switch import READINGS

DOOR_OPEN = "door_open"
NO_FLOOR = "floor_not_reached"


class Homing:
    """Answers with a `status`, or with `home_failed` and its reason."""

    def __init__(self, board, events, outbox, drive):
        self._board, self._events, self._outbox, self._drive = board, events, outbox, drive

    def begin(self, command_id):
        """Sets off and returns at once. The caller has looked at `busy`."""
        self._drive.start(lambda: self._go(command_id))

    async def _go(self, command_id):
        reason = await self._descend()
        self._drive.rest()
        if reason:
            self._drive.jammed = self._drive.jammed or reason == NO_FLOOR
            self._outbox.add(self._events.make("home_failed", command_id, reason=reason))
        else:
            self._drive.jammed = False
            self._outbox.add(self._events.status(command_id))

    async def _descend(self):
        """Reason of the failure, empty on the floor."""
        for _ in range(HOME_LIMIT // HOME_PIECE + 1):
            reason = self._door()
            if reason or await self._on_the_floor():
                return reason
            reason = await self._drive.train(HOME_PIECE, True, self._door)
            if reason:
                return reason
        return NO_FLOOR

    async def _on_the_floor(self):
        """The first touch stops the motor; whether it was more than a bounce is seen while it stands."""
        floor = self._board.floor
        if not floor.touches():
            return False
        for _ in range(READINGS):
            floor.sample()
            await self._board.clock.sleep(POLL_MS)
        return floor.on

    def _door(self):
        return DOOR_OPEN if self._board.door.on else ""
