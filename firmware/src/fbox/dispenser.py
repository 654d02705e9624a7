"""Hands garments out: the intent is durable before the first step, the result before anybody is told."""

from fbox.chosen import LOW_STOCK
from fbox.drive import STUCK
from fbox.geometry import STEPS_A_GARMENT
from fbox.memory import BEGUN, DISPENSED, FAILED, UNKNOWN


class Dispenser:
    """`begin` decides and returns at once; the drive moves the motor."""

    def __init__(self, board, memory, events, outbox, drive):
        self._board, self._memory, self._events, self._outbox = board, memory, events, outbox
        self._drive = drive

    def begin(self, command_id, seq):
        """Carries the command out, refuses it, or answers it again. Durable when this returns."""
        if self._memory.find(command_id):
            self._answer_again(command_id)
        elif seq <= self._memory.mark:
            self._outbox.add(self._failed(command_id, "stale"))
        elif self._obstacle():
            self._refuse(command_id, seq, self._obstacle())
        else:
            self._memory.remember(command_id, seq, BEGUN)
            self._memory.commit()
            self._drive.start(lambda: self._hand_out(command_id))

    async def _hand_out(self, command_id):
        reason = await self._drive.train(STEPS_A_GARMENT)
        self._drive.rest()
        self._finish(command_id, reason)

    def _finish(self, command_id, reason):
        self._memory.resolve(command_id, FAILED if reason else DISPENSED, reason)
        if reason:
            self._outbox.add_durable(self._failed(command_id, reason))
        else:
            self._memory.stock = max(0, self._memory.stock - 1)
            self._outbox.add_durable(self._complete(command_id))
        self._memory.commit()
        if not reason:
            self.warn_of_stock()
        elif reason == STUCK:
            self._outbox.add(self._events.make("motor_error", errorMessage="the motor did not finish its steps"))

    def warn_of_stock(self):
        """After a change of stock: says when a person has to refill."""
        if self._memory.stock <= LOW_STOCK:
            name = "stock_low" if self._memory.stock else "stock_empty"
            self._outbox.add(self._events.make(name, stock=self._memory.stock))

    def _obstacle(self):
        obstacles = (
            ("busy", self._drive.busy),
            ("device_locked", self._memory.locked),
            ("door_open", self._board.door.on),
            (STUCK, self._drive.jammed),
            ("no_stock", self._memory.stock == 0),
        )
        return next((reason for reason, holds in obstacles if holds), "")

    def _refuse(self, command_id, seq, reason):
        """Final, like every answer: the same command after a refill is a new command."""
        self._memory.remember(command_id, seq, FAILED, reason)
        self._outbox.add_durable(self._failed(command_id, reason))
        self._memory.commit()

    def _answer_again(self, command_id):
        result, reason = self._memory.find(command_id)
        if result == BEGUN or self._outbox.is_waiting(command_id):
            return
        if result == UNKNOWN:
            self._outbox.add(self._events.status(command_id))
        else:
            self._outbox.add(self._failed(command_id, reason) if reason else self._complete(command_id))

    def _complete(self, command_id):
        return self._events.make("dispense_complete", command_id, stock=self._memory.stock)

    def _failed(self, command_id, reason):
        return self._events.make("dispense_failed", command_id, reason=reason, stock=self._memory.stock)
