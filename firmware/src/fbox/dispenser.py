"""Hands garments out: the intent is durable before the first step, the result before anybody is told."""

import asyncio
import time

from fbox.memory import BEGUN, DISPENSED, FAILED, UNKNOWN

POLL_MS = 5
LOW_STOCK = 5


class Dispenser:
    """One move at a time. `begin` decides and returns at once; the task `run` moves the motor."""

    def __init__(self, board, memory, events, outbox, timeout_ms):
        self._board, self._memory, self._events, self._outbox = board, memory, events, outbox
        self._timeout_ms = timeout_ms
        self._current = None
        self._stopping = False
        self._wake = asyncio.Event()
        self._afterwards = []

    @property
    def busy(self):
        return self._current is not None

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
            self._current, self._stopping = command_id, False
            self._wake.set()

    def stop(self):
        """Ends a move; the moving task notices within POLL_MS."""
        self._stopping = True

    def when_idle(self, call):
        """Calls now, or as soon as the move under way has its result."""
        if self.busy:
            self._afterwards.append(call)
        else:
            call()

    async def run(self):
        while True:
            await self._wake.wait()
            self._wake.clear()
            started = time.ticks_ms()
            self._events.moving = True
            reason = await self._move(started)
            self._events.moving = False
            self._events.motor_ms = time.ticks_diff(time.ticks_ms(), started)
            self._finish(reason)

    async def _move(self, started):
        """Reason of the failure, empty where all steps were made."""
        motor = self._board.motor
        if self._stopping:
            return "emergency_stop"
        motor.start()
        while not motor.done():
            late = time.ticks_diff(time.ticks_ms(), started) > self._timeout_ms
            if self._stopping or late:
                made_it = motor.stop()
                return "" if made_it else "emergency_stop" if self._stopping else "motor_stuck"
            await asyncio.sleep_ms(POLL_MS)
        return ""

    def _finish(self, reason):
        command_id, self._current = self._current, None
        self._memory.resolve(command_id, FAILED if reason else DISPENSED, reason)
        if reason:
            self._outbox.add_durable(self._failed(command_id, reason))
        else:
            self._memory.stock = max(0, self._memory.stock - 1)
            self._outbox.add_durable(self._complete(command_id))
        self._memory.commit()
        if not reason:
            self.warn_of_stock()
        calls, self._afterwards = self._afterwards, []
        for call in calls:
            call()

    def warn_of_stock(self):
        """After a change of stock: says when a person has to refill."""
        if self._memory.stock <= LOW_STOCK:
            name = "stock_low" if self._memory.stock else "stock_empty"
            self._outbox.add(self._events.make(name, stock=self._memory.stock))

    def _obstacle(self):
        obstacles = (
            ("busy", self.busy),
            ("device_locked", self._memory.locked),
            ("door_open", self._board.door.is_open()),
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
