"""The gym's floor: a member at the kiosk, two dispensers, the owner, and what really came out."""

from collections import Counter
from typing import Any

from sqlalchemy import Table, func, select

from services.rental_api.ledger import rentals
from services.rental_api.ledger.rentals import Item
from services.rental_api.ledger.tables import outbox
from services.rental_api.rentals.expiry import lapse
from services.rental_api.rentals.reports import take_report
from services.rental_api.worker import keep_rentals
from shared.jobs.ledger import DeviceEvent
from tests.support.dispenser import Dispenser
from tests.support.gym import PIN, TOPS, TOWELS, Gym

ROUNDS = 12
ORDER = [{"product_id": "P-TOWEL", "quantity": 2}, {"product_id": "P-TOP", "quantity": 2}]


class Floor:
    """Two towels and two tops for a member with many passes: the subscription pays the first towel, the first
    voucher just the second, two vouchers share the first top. Towels are in a v3 dispenser, tops in one of the field;
    all come out but the first top."""

    def __init__(self, gym: Gym) -> None:
        self.gym = gym
        self.dispensers = {
            TOWELS: Dispenser(gym, TOWELS, "towel", True, [True, True]),
            TOPS: Dispenser(gym, TOPS, "top", False, [False, True]),
        }
        self.sent: Counter[str] = Counter()
        self.mail: list[DeviceEvent] = []
        self.silent = False
        self.passes = dict(self._give())

    def _give(self) -> list[tuple[str, str]]:
        gym = self.gym
        gym.price(1000)
        gym.price(1500, "P-TOP")
        gym.sell("BONUS", "voucher", charge_amount=500, is_bonus=True, validity_days=7)
        gym.sell("VOUCHER", "voucher", charge_amount=1000, bonus_product_id="BONUS", validity_days=10)
        first = gym.give("voucher", product_id="VOUCHER")
        return [
            ("subscription", gym.give("subscription", daily_limits={"towel": 1}, valid_days=30)),
            ("first voucher", first),
            ("its bonus", gym.bonus_of(first)),
            ("second voucher", gym.give("voucher", amount=300, valid_days=20)),
            ("third voucher", gym.give("voucher", amount=5000, valid_days=40)),
        ]

    # What the processes do

    def order(self) -> str:
        """The kiosk's tap, always with the same key; the rental's id."""
        body = {"member_id": "A001", "pin": PIN, "items": ORDER}
        answer = self.gym.post("/api/rentals", body, **{"Idempotency-Key": "tap"})
        assert answer.status_code == 202, answer.text
        return str(answer.get_json()["rental_id"])

    def take_mail(self) -> None:
        """The worker takes the next report, if there is one."""
        if self.mail:
            take_report(self.gym.ctx, self.mail.pop(0))

    def tick(self) -> None:
        keep_rentals(self.gym.ctx)

    def lapse(self) -> None:
        lapse(self.gym.ctx)

    def decide(self) -> None:
        """The owner looks into the machine and says what he sees."""
        for item in self.gym.items():
            if item.owner_asked_at is not None:
                outcome = self.dispensers[item.device_uuid].results[item.item_id]
                self.gym.post(f"/api/items/{item.item_id}/resolution", {"outcome": outcome})

    # What happens outside of them

    def take_commands(self) -> list[tuple[str, dict[str, Any]]]:
        """Empties the gateway's queue."""
        commands = self.gym.commands()
        self.gym.ctx.jobs_redis.delete(self.gym.ctx.devices.key)
        return commands

    def work_off(self) -> None:
        """The gateway takes what waits for it; a dispenser that is `silent` works, but nothing is heard of it."""
        for job, order in self.take_commands():
            self._dispense(order) if job == "dispense" else self._status(order)

    def _dispense(self, order: dict[str, Any]) -> None:
        self.sent[order["command_id"]] += 1
        answer = self.dispensers[order["device_uuid"]].dispense(order)
        if answer and not self.silent:
            self.dispensers[answer.device_uuid].tell()
            self.mail.append(answer)

    def _status(self, order: dict[str, Any]) -> None:
        if not self.silent:
            self.dispensers[order["device_uuid"]].status(order["fields"])

    def finish(self) -> None:
        """Everybody goes on with his work until nothing is open."""
        self.silent = False
        for _ in range(ROUNDS):
            self.gym.now += 3_500
            self.work_off()
            while self.mail:
                self.take_mail()
            self.tick()
            self.decide()
            self.lapse()
            if not self.gym.items() and not self.count(outbox):
                return
        raise AssertionError(f"still open: {self.gym.items()}")

    # What is true

    def came_out(self) -> list[str]:
        """Items by id, one for each garment in somebody's hand."""
        return sorted(item_id for one in self.dispensers.values() for item_id in one.out)

    def count(self, table: Table) -> int:
        """Rows of a table."""
        with self.gym.ctx.reads.begin() as conn:
            return conn.execute(select(func.count()).select_from(table)).scalar_one()

    def items(self) -> list[Item]:
        """Of every rental there is."""
        told = self.gym.get("/api/members/A001/rentals")["rentals"]
        with self.gym.ctx.reads.begin() as conn:
            return [item for rental in told for item in rentals.items_of(conn, rental["rental_id"])]

    def ending(self) -> dict[str, object]:
        """How it ended for the member: each garment, and what is on each of his passes."""
        garments = [(item.product_id, item.state, item.reason) for item in self.items()]
        passes = {name: (self.gym.balance(one), self.gym.kinds(one)) for name, one in self.passes.items()}
        return {"garments": garments, "passes": passes}
