"""Members who rent, three dispensers that hand out, and an operator who sees to it that they may."""

import random
from itertools import count

from sqlalchemy import select

from services.rental_api.ledger import rentals
from services.rental_api.ledger.rentals import Item
from services.rental_api.ledger.sheet_names import TAB_OF_PASS
from services.rental_api.ledger.tables import holds, items, passes
from services.rental_api.problems import Problem
from services.rental_api.rentals.place import Order, place
from tests.faults.month.clock import SECOND
from tests.faults.month.house import House
from tests.faults.month.model import Model

DISPENSERS = {"FBOX-000000000001": "towel", "FBOX-000000000002": "top", "FBOX-000000000003": "pants"}
PRODUCTS = ("P-TOWEL", "P-TOP", "P-PANTS")
PRICES = {"P-TOWEL": 1000, "P-TOP": 1500, "P-PANTS": 1500}
FULL = 30
FAILS = 0.03
VOUCHER, COUNT = 300_000, 200
"""Won and uses that a pass begins with: enough for whatever the month brings, as a refusal is tested elsewhere."""


class People:
    def __init__(self, house: House, model: Model, dice: random.Random) -> None:
        self._house, self._model, self._dice = house, model, dice
        self._taps = count(1)
        self._jammed: set[str] = set()
        self.rented = self.refused = 0

    def move_in(self, members: int) -> None:
        """The gym as it is when the workbook is made."""
        self.plug_in()
        for product, won in PRICES.items():
            self._house.till.price(won, product)
        self._sell()
        for number in range(members):
            self.join(f"A{number:03}", f"010{20_000_000 + number}")

    def plug_in(self) -> None:
        """Every dispenser says who it is and that it is full."""
        for uuid, category in DISPENSERS.items():
            self._house.till.boot(uuid, FULL, category)

    def _sell(self) -> None:
        till = self._house.till
        till.sell("VBONUS", "voucher", charge_amount=3_000, is_bonus=True)
        till.sell("VBIG", "voucher", charge_amount=100_000, bonus_product_id="VBONUS", price=90_000)
        till.sell("VSMALL", "voucher", charge_amount=20_000, price=20_000)
        till.sell("SDAILY", "subscription", daily_limits={"towel": 2, "top": 1}, price=50_000, validity_days=90)

    def join(self, member_id: str, phone: str) -> None:
        till, dice = self._house.till, self._dice
        till.member(member_id, phone)
        self._model.members[phone] = member_id
        kind = dice.choice(("voucher", "count", "both", "subscription"))
        if kind in ("voucher", "both", "subscription"):
            self._model.gave("member_vouchers", till.give("voucher", member_id, amount=VOUCHER), VOUCHER)
        if kind in ("count", "both"):
            self._model.gave("member_passes", till.grant(member_id, COUNT), COUNT)
        if kind == "subscription":
            self._model.passes.add(till.give("subscription", member_id, product_id="SDAILY"))

    # Renting

    def rent(self, times: int) -> None:
        """One after the other, a few seconds apart."""
        for _ in range(times):
            self._rent_once()
            self._house.clock.now += self._dice.randrange(3, 9) * SECOND
        self._house.till.ctx.devices.empty()

    def _rent_once(self) -> None:
        till, dice = self._house.till, self._dice
        wanted = {product: dice.choice((1, 1, 2)) for product in dice.sample(PRODUCTS, dice.choice((1, 1, 2)))}
        member_id = dice.choice(sorted(self._model.members.values()))
        try:
            rental_id = place(till.ctx, Order(member_id, wanted, None, None, f"tap-{next(self._taps)}", "digest"))
        except Problem:
            self.refused += 1
            return
        self.rented += 1
        while sent := [item for item in self._items(rental_id) if item.state == "dispensing"]:
            for item in sent:
                self._hand_out(item)
        self._note_charges(rental_id)

    def _hand_out(self, item: Item) -> None:
        """Never two failures in a row: a dispenser that failed twice is looked at first."""
        till, uuid = self._house.till, item.device_uuid
        till.tell(uuid, stock=FULL)
        if uuid not in self._jammed and self._dice.random() < FAILS:
            self._jammed.add(uuid)
            till.report(uuid, "dispense_failed", commandId=item.item_id, reason="jam")
        else:
            self._jammed.discard(uuid)
            till.hand_out(item)

    def _items(self, rental_id: str) -> list[Item]:
        with self._house.till.ctx.reads.begin() as conn:
            return rentals.items_of(conn, rental_id)

    def _note_charges(self, rental_id: str) -> None:
        """Who paid is the ledger's choice (tests/integration/rental_api/machine); how much is the garment's price."""
        paid = (
            select(passes.c.pass_id, passes.c.kind, holds.c.amount)
            .join(holds, holds.c.pass_id == passes.c.pass_id)
            .join(items, items.c.item_id == holds.c.item_id)
            .where(items.c.rental_id == rental_id, items.c.state == "dispensed", passes.c.kind != "subscription")
        )
        with self._house.till.ctx.reads.begin() as conn:
            for pass_id, kind, amount in conn.execute(paid):
                self._model.spent(TAB_OF_PASS[kind], pass_id, amount)
