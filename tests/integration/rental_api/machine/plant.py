"""A gym with boards, a broker and the real gateway's rules, all driven by hand, one message at a time."""

import itertools
import json

from sqlalchemy import delete

from services.device_gateway.batch import Outcome, fold, sort
from services.device_gateway.downlink import Downlink
from services.device_gateway.messages import Delivery
from services.device_gateway.store import Store
from services.rental_api.jobs import LedgerJobs
from services.rental_api.ledger import members
from services.rental_api.ledger.tables import metadata
from shared.device_state import read
from shared.jobs.devices import Command, Dispense
from shared.jobs.ledger import DeviceEvent
from tests.integration.rental_api.machine.boards import Board, Event
from tests.integration.rental_api.machine.lanes import Air, Lane, Payload
from tests.integration.rental_api.machine.new_boards import NewBoard
from tests.support.gym import START, Gym

MEMBERS = ("M1", "M2", "M3")
STOCK = 6
GONE_MS = {True: 90_000, False: 120_000}


class Plant:
    """Made once; `reset` gives the same gym anew. Commands wait in `orders`, events in `events`."""

    def __init__(self, gym: Gym) -> None:
        self.gym, self.ctx = gym, gym.ctx
        self.orders, self.events = Lane(), Lane()
        self.boards: dict[str, Board] = {}
        self.air = Air(self.boards, lambda: gym.now)
        self.ctx.__dict__["devices"] = self.orders
        self.ctx.redis.info = lambda *_: {"run_id": "run-1"}
        self._downlink = Downlink(self.ctx.redis, self.ctx.keys, self.air, lambda: gym.now)
        self._store = Store(self.ctx.redis, self.ctx.keys, self.events)
        self._ledger = LedgerJobs(self.ctx)

    def reset(self) -> None:
        """An empty ledger, three members, three boards that have said who they are."""
        self._numbers = itertools.count(1)
        self.gym.now = START
        with self.ctx.engine.begin() as conn:
            for table in reversed(metadata.sorted_tables):
                conn.execute(delete(table))
            for number, member_id in enumerate(MEMBERS):
                values = {"name": member_id, "phone": f"0100000000{number}"}
                members.save(conn, self.ctx.site, member_id, values, START)
        self.ctx.redis.flushall()
        self._switch_on()

    def _switch_on(self) -> None:
        self.orders.jobs.clear()
        self.boards.clear()
        for number, (kind, category) in enumerate([(NewBoard, "towel"), (Board, "top"), (NewBoard, "towel")]):
            uuid = f"FBOX-00000000000{number}"
            self.boards[uuid] = kind(uuid, category, "M", STOCK)
            self.boards[uuid].boot()
            self.hear(self.boards[uuid].up.pop())
        while self.events.jobs:
            self.tell_ledger(self.events.jobs.pop(0)[1])
        self._sell()

    def _sell(self) -> None:
        self.gym.sell("BONUS", "voucher", charge_amount=1500, validity_days=3, is_bonus=True)
        self.gym.sell("VOUCHER", "voucher", charge_amount=2000, validity_days=2, bonus_product_id="BONUS")
        self.gym.price(1000, "P-TOWEL-M")
        self.gym.price(2000, "P-TOP-M")
        self.gym.price(1500, "P-TOWEL-M-2")

    def token_hex(self, _: int) -> str:
        """Stands for `secrets`: ids count, so that the same history is the same again."""
        return f"{next(self._numbers):08d}"

    def hear(self, event: Event) -> None:
        """The gateway takes one event: Redis first, then the ledger's queue."""
        topic, outcome = f"fbox/{event['deviceUUID']}/status", Outcome()
        heard = sort([Delivery(topic, json.dumps(event).encode(), 1, 0, 0, self.gym.now)], outcome)
        assert not outcome.refused, outcome.refused
        fold(heard, self._store.drafts(message.uuid for message in heard), outcome)
        self._store.write(outcome)

    def tell_ledger(self, payload: Payload) -> None:
        self._ledger.device_event(DeviceEvent(**payload))

    def carry_out(self, job: str, payload: Payload) -> None:
        """The gateway takes one command off its queue."""
        if job == "dispense":
            self.air.item = payload["command_id"]
            self._downlink.dispense(Dispense(**payload))
        else:
            self.air.item = ""
            self._downlink.command(Command(**payload))

    def advance(self, ms: int) -> None:
        """Time passes. What counted as online and was silent for too long is not any more."""
        if ms >= 1000:
            self._settle_field_links()
        self.gym.now += ms
        for uuid, board in self.boards.items():
            heard = self.ctx.redis.hget(self.ctx.keys.device(uuid), "last_heard")
            if self.gym.now - int(heard or 0) >= GONE_MS[board.knows_ids]:
                self.gym.leave(uuid)

    def beat(self) -> None:
        """A heartbeat of each that is on; it overtakes nothing that the board said before."""
        self._settle_field_links()
        for board in self.boards.values():
            if board.on and not board.up:
                self.hear(board.heartbeat())

    def _settle_field_links(self) -> None:
        """Nothing waits in the air between a field board and the broker for as long as a deadline."""
        for board in self.boards.values():
            while not board.knows_ids and (board.up or (board.down and not board.moving)):
                if board.up:
                    self.hear(board.up.pop(0))
                else:
                    board.take(board.down.pop(0))

    def stock_told(self, uuid: str) -> int | None:
        """What Redis says that it holds."""
        state = read(self.ctx.redis, self.ctx.keys, uuid)
        return state.stock if state else None

    def dispensers(self) -> list[Board]:
        return list(self.boards.values())

    def in_flight(self, item_id: str) -> bool:
        """Whether the garment may still fall though nobody has decided so."""
        queued = any(p.get("command_id") == item_id and p["deadline"] > self.gym.now for _, p in self.orders.jobs)
        sent = any(one.item == item_id for board in self.boards.values() for one in board.down)
        return queued or sent or any(b.moving and b.moving.item == item_id for b in self.boards.values())
