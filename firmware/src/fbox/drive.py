"""The motor's one job at a time, its trains of steps, and what ends them early."""

import asyncio

POLL_MS = 5
STUCK = "motor_stuck"
STOPPED = "emergency_stop"


class Drive:
    """`jammed` from work the motor did not do until CLEAR_ERROR, a HOME that succeeds, or the next boot."""

    def __init__(self, board, events, timeout_ms, pulse):
        self._board, self._events, self._timeout_ms = board, events, timeout_ms
        self._pulse = pulse
        self._job = None
        self._wake = asyncio.Event()
        self._afterwards = []
        self._retired = self._running = self._stopping = self._made_it = False
        self.jammed = False

    @property
    def busy(self):
        return self._retired or self._job is not None

    def start(self, job):
        """`job()` gives a coroutine that moves the motor; `run` carries it out. The caller has looked at `busy`."""
        self._job, self._stopping, self._made_it = job, False, False
        self._pulse.beat()
        self._wake.set()

    def retire(self):
        """No job is begun any more: the board is about to restart."""
        self._retired = True

    def stop(self):
        """Ends the job under way: the motor stands when this returns."""
        self._stopping = True
        if self._running:
            self._made_it = self._halt()

    def when_idle(self, call):
        """Calls now, or as soon as the job under way is done."""
        if self._job:
            self._afterwards.append(call)
        else:
            call()

    async def run(self):
        while True:
            self._pulse.rest()
            await self._wake.wait()
            self._wake.clear()
            await self.carry_out()

    async def carry_out(self):
        """One job, and what waited for its end."""
        clock = self._board.clock
        self._started = clock.now()
        self._events.moving = True
        await self._job()
        self._job = None
        calls, self._afterwards = self._afterwards, []
        for call in calls:
            call()

    def rest(self):
        """The job's last step is made; what it says from here on, it says standing."""
        self._events.moving = False
        self._events.motor_ms = self._board.clock.since(self._started)

    async def train(self, steps, down=False, obstacle=None):
        """Why not all steps were made, empty where they were. `obstacle()` is asked all the while."""
        if self._stopping:
            return STOPPED
        self._running = True
        self._board.motor.start(steps, down)
        while not self._stopping and not self._done():
            reason = self._late() or (obstacle() if obstacle else "")
            if reason:
                return "" if self._halt() else self._note(reason)
            self._pulse.beat()
            await self._board.clock.sleep(POLL_MS)
        return STOPPED if self._stopping and not self._made_it else ""

    def _done(self):
        if not self._board.motor.done():
            return False
        self._running = False
        return True

    def _halt(self):
        self._running = self._made_it = False
        return self._board.motor.stop()

    def _late(self):
        return STUCK if self._board.clock.since(self._started) > self._timeout_ms else ""

    def _note(self, reason):
        self.jammed = self.jammed or reason == STUCK
        return reason
