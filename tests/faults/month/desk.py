"""What is done in the operator's console while the owner works in his sheet."""

import random
from dataclasses import dataclass
from itertools import count

from services.rental_api.desk import correct
from services.rental_api.ledger import members
from services.rental_api.rentals.step import step
from services.rental_api.routes.operator import save_member
from services.rental_api.schemas import MemberEdit
from tests.faults.month.house import House
from tests.faults.month.model import Model
from tests.faults.month.people import People


@dataclass
class Operator:
    house: House
    model: Model
    people: People
    dice: random.Random

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def notes(self) -> str:
        """About a member, whom the owner may be writing about as well."""
        ctx, member_id = self.house.till.ctx, self._member()
        text = f"데스크 {next(self._numbers)}"
        with ctx.reads.begin() as conn:
            known = members.by_id(conn, ctx.site, member_id)
        assert known
        save_member(ctx, member_id, MemberEdit(name=known.name, phone=known.phone, notes=text))
        self._set(("members", member_id, "notes"), text)
        return f"the operator notes {text} about {member_id}"

    def prices(self) -> str:
        product, won = self.dice.choice(("P-TOWEL", "P-TOP", "P-PANTS")), self.dice.randint(8, 20) * 100
        self.house.till.price(won, product)
        self._set(("products", product, "price"), str(won))
        return f"the operator prices {product} at {won}"

    def corrects(self) -> str:
        tab, key = self.dice.choice(sorted(self.model.purses))
        amount = self.dice.randint(1, 9) * (1_000 if tab == "member_vouchers" else 1)
        with step(self.house.till.ctx) as one:
            correct(one, key, amount, "by the operator")
        self.model.adjusted(tab, key, amount)
        return f"the operator adds {amount} to {tab} {key}"

    def takes_in_member(self) -> str:
        number = next(self._numbers)
        self.people.join(f"B{number:03}", f"010{50_000_000 + number}")
        return f"the operator takes in B{number:03}"

    def _member(self) -> str:
        return self.dice.choice(sorted(self.model.members.values()))

    def _set(self, place: tuple[str, str, str], value: str) -> None:
        self.model.set_by_operator(place, value, self.house.clock.now, self.house.settled_at)
