"""What dispensers, the broker, the queues and time do."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from redis import ConnectionError as RedisGone

from tests.integration.rental_api.machine.base import Base
from tests.integration.rental_api.machine.boards import Board

BOARD = st.integers(0, 2)
USUALLY_FIRST = st.sampled_from([0, 0, 0, 1, 2])
SECONDS = (1, 3, 3, 10, 10, 60)
SECOND, DAY = 1000, 24 * 3600 * 1000
KOREAN_MIDNIGHT = 15 * 3600 * 1000


class Stand(Base):
    @precondition(lambda self: self.plant.orders.jobs)
    @rule(which=USUALLY_FIRST, fate=st.sampled_from(["once", "once", "once", "once", "again later", "lost"]))
    def gateway_takes_command(self, which: int, fate: str) -> None:
        jobs = self.plant.orders.jobs
        job = jobs[which % len(jobs)] if fate == "again later" else jobs.pop(which % len(jobs))
        if fate != "lost":
            self.plant.carry_out(*job)

    @precondition(lambda self: any(board.on and board.down for board in self.plant.dispensers()))
    @rule(which=BOARD, at=USUALLY_FIRST, fate=st.sampled_from(["once", "once", "once", "again later", "lost"]))
    def board_takes_command(self, which: int, at: int, fate: str) -> None:
        """At QoS 1 in any order, perhaps twice. A field board takes one at a time, each once."""
        board = next(b for b in self._from(which) if b.on and b.down)
        if fate == "lost":
            board.down.pop(0)
        elif board.knows_ids:
            self.take(board, at % len(board.down), keep=fate == "again later")
        elif not board.moving:
            self.take(board, 0)

    @precondition(lambda self: any(board.moving for board in self.plant.dispensers()))
    @rule(which=BOARD, end=st.sampled_from(["out", "out", "out", "stuck", "cut, out", "cut, not out"]))
    def move_ends(self, which: int, end: str) -> None:
        board = next(b for b in self._from(which) if b.moving)
        if end.startswith("cut"):
            board.cut(fell=end == "cut, out")
        else:
            board.finish(stuck=end == "stuck" or not board.inside)

    @precondition(lambda self: any(board.up for board in self.plant.dispensers()))
    @rule(which=BOARD, at=USUALLY_FIRST, fate=st.sampled_from(["once", "once", "once", "again later", "lost"]))
    def gateway_hears(self, which: int, at: int, fate: str) -> None:
        """A field board's words come in order and once; what it says of its door or a refill is not lost here."""
        board = next(b for b in self._from(which) if b.up)
        at = at % len(board.up) if board.knows_ids else 0
        event = board.up[at] if fate == "again later" and board.knows_ids else board.up.pop(at)
        if fate != "lost" or event.get("source") == "manual" or event["event"] == "door_opened":
            self.plant.hear(event)
        else:
            self.truth.unheard.add(event.get("commandId", ""))

    @precondition(lambda self: self.plant.events.jobs)
    @rule(which=USUALLY_FIRST, fate=st.sampled_from(["once", "once", "once", "again later", "lost"]))
    def ledger_takes_event(self, which: int, fate: str) -> None:
        jobs = self.plant.events.jobs
        which %= len(jobs)
        payload = jobs[which][1] if fate == "again later" else jobs.pop(which)[1]
        if fate == "lost":
            self.truth.unheard.add(payload["data"].get("commandId", ""))
        else:
            self.plant.tell_ledger(payload)

    @rule(which=BOARD, kind=st.sampled_from(["power cut", "power back", "door", "out of order"]))
    def something_happens(self, which: int, kind: str) -> None:
        board = self.board(which)
        if board.on and kind == "door":
            board.say("door_opened")
        elif board.on and kind == "power cut":
            board.cut(fell=False)
        elif not board.on:
            board.boot()

    @rule(which=BOARD, cmd=st.sampled_from(["STATUS", "LOCK", "UNLOCK", "UNLOCK", "REBOOT", "SET_STOCK"]),
          stock=st.integers(0, 8))  # fmt: skip
    def operator_commands(self, which: int, cmd: str, stock: int) -> None:
        body = {"cmd": cmd, "stock": stock} if cmd == "SET_STOCK" else {"cmd": cmd}
        assert self.gym.post(f"/api/devices/{self.board(which).uuid}/commands", body).status_code == 202

    @rule(breaks=st.sampled_from([None, None, None, "before", "after"]))
    def worker_looks(self, breaks: str | None) -> None:
        self.plant.orders.breaks = breaks
        try:
            self.upkeep()
        except RedisGone:
            pass
        finally:
            self.plant.orders.breaks = None

    @rule(how=st.sampled_from([*SECONDS, "to midnight", "over midnight", "days"]), beat=st.booleans())
    def time_passes(self, how: int | str, beat: bool) -> None:
        """By seconds, to just before the next midnight in Korea or just over it, by days."""
        to_go = DAY - (self.gym.now - KOREAN_MIDNIGHT) % DAY
        far = {"to midnight": max(to_go - 5, 1), "over midnight": to_go, "days": 2 * DAY}
        self.plant.advance(how * SECOND if isinstance(how, int) else far[how])
        if beat:
            self.plant.beat()

    @rule(which=BOARD, steps=st.integers(1, 8))
    def all_goes_well(self, which: int, steps: int) -> None:
        """The oldest message everywhere moves on, so many times: most garments simply come out."""
        board = self.board(which)
        for _ in range(steps):
            self.gym.now += 1
            self._one_moves(board)

    def _one_moves(self, board: Board) -> None:
        if self.plant.events.jobs:
            self.plant.tell_ledger(self.plant.events.jobs.pop(0)[1])
        elif self.plant.orders.jobs:
            self.plant.carry_out(*self.plant.orders.jobs.pop(0))
        elif board.up:
            self.plant.hear(board.up.pop(0))
        elif board.moving:
            board.finish(stuck=not board.inside)
        elif board.on and board.down:
            self.take(board, 0)

    def _from(self, which: int) -> list[Board]:
        """The boards, beginning with that one."""
        boards = self.plant.dispensers()
        return boards[which:] + boards[:which]
