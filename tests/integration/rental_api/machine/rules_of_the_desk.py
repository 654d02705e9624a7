"""What members, the operator and the owner do."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from redis import ConnectionError as RedisGone

from services.rental_api.ledger import passes, products
from services.rental_api.problems import Problem
from services.rental_api.rentals.place import Order, garment, place
from services.rental_api.routes.operator import adjust_pass
from services.rental_api.rules.payment import NotEnough, other_ways, summed, who_pays
from services.rental_api.schemas import Adjustment
from tests.integration.rental_api.machine.base import Base
from tests.integration.rental_api.machine.book import rows
from tests.integration.rental_api.machine.plant import MEMBERS

PRODUCTS = ("P-TOWEL-M", "P-TOP-M", "P-TOWEL-M-2")
DAYS = st.none() | st.integers(1, 3)
KIND = st.sampled_from(["uses", "voucher", "voucher_with_bonus", "subscription"])
MEMBER = st.sampled_from(MEMBERS)
WANTED = st.dictionaries(st.sampled_from(PRODUCTS), st.integers(1, 2), min_size=1, max_size=2)


class Desk(Base):
    @initialize(kinds=st.lists(KIND, min_size=len(MEMBERS), max_size=2 * len(MEMBERS)), days=DAYS)
    def everybody_has_something(self, kinds: list[str], days: int | None) -> None:
        for number, kind in enumerate(kinds):
            self.give(kind, MEMBERS[number % len(MEMBERS)], 3, days)

    @rule(kind=KIND, member=MEMBER, much=st.integers(1, 7), days=DAYS)
    def give(self, kind: str, member: str, much: int, days: int | None) -> None:
        getattr(self, f"_give_{kind}")(member, much, days)

    def _give_uses(self, member: str, much: int, days: int | None) -> None:
        category = [None, "towel", "top"][much % 3]
        self.book.given[self.gym.give("count", member, count=much, category=category, valid_days=days)] = much

    def _give_voucher(self, member: str, much: int, days: int | None) -> None:
        self.book.given[self.gym.give("voucher", member, amount=1000 * much, valid_days=days)] = 1000 * much

    def _give_voucher_with_bonus(self, member: str, much: int, days: int | None) -> None:
        voucher = self.gym.give("voucher", member, product_id="VOUCHER", valid_days=days)
        self.book.given[voucher] = 2000
        self.book.given[self.gym.bonus_of(voucher)] = 1500

    def _give_subscription(self, member: str, much: int, days: int | None) -> None:
        self.gym.give("subscription", member, daily_limits={"towel": 1 + much % 2, "top": 1}, valid_days=days)

    @precondition(lambda self: self.book.given)
    @rule(which=st.integers(0, 9), amount=st.sampled_from([-3000, -1000, -1, 1, 500]), all_of_it=st.booleans())
    def adjust(self, which: int, amount: int, all_of_it: bool) -> None:
        pass_id = list(self.book.given)[which % len(self.book.given)]
        amount = -self.gym.balance(pass_id) if all_of_it else amount
        try:
            adjust_pass(self.plant.ctx, pass_id, Adjustment(amount=amount, reason="counted again"))
        except Problem:
            return
        self.book.given[pass_id] += amount

    @rule(product=st.sampled_from(PRODUCTS), won=st.sampled_from([0, 500, 1000, 2000]))
    def change_price(self, product: str, won: int) -> None:
        self.gym.price(won, product)

    @rule(member=MEMBER, product=st.sampled_from(PRODUCTS), count=st.integers(1, 4))
    def order_of_one_kind(self, member: str, product: str, count: int) -> None:
        self.order(member, {product: count}, -1, 0, None)

    @rule(member=MEMBER, wanted=WANTED, way=st.integers(-1, 3), shift=st.sampled_from([0, 0, 1, 500]),
          breaks=st.sampled_from([None, None, None, "before", "after"]))  # fmt: skip
    def order(self, member: str, wanted: dict[str, int], way: int, shift: int, breaks: str | None) -> None:
        """`way`: the rules choose (-1), or the member picks a way he is shown, perhaps changed by `shift`."""
        chosen = self._chosen(member, wanted, way, shift)
        order = Order(member, wanted, chosen, None, f"tap-{len(self.orders)}", f"digest of {wanted} {chosen}")
        rental_id = self._place(order, breaks)
        if rental_id:
            self.orders.append((order, rental_id))
            self.truth.check_promises(rental_id)
            assert self.book.take_order(rental_id) == (chosen or self._held(rental_id))

    def _place(self, order: Order, breaks: str | None) -> str | None:
        """The rental; a process killed after its commit is asked again with the same key, as the kiosk does."""
        self.plant.orders.breaks = breaks
        try:
            return place(self.plant.ctx, order)
        except Problem:
            return None
        except RedisGone:
            return place(self.plant.ctx, order)
        finally:
            self.plant.orders.breaks = None

    def _held(self, rental_id: str) -> dict[str, int]:
        query = f"SELECT pass_id, SUM(amount) FROM holds WHERE item_id IN \
            (SELECT item_id FROM items WHERE rental_id = '{rental_id}') GROUP BY pass_id"
        return {row[0]: row[1] for row in rows(self.gym, query)}

    def _chosen(self, member: str, wanted: Mapping[str, int], way: int, shift: int) -> dict[str, int] | None:
        if way < 0:
            return None
        ways = self._ways(member, wanted)
        chosen: dict[str, int] = dict(ways[way % len(ways)]) if ways else {}
        vouchers = [pass_id for pass_id, amount in chosen.items() if amount > shift]
        if shift and len(vouchers) > 1:
            chosen[vouchers[0]] -= shift
            chosen[vouchers[1]] += shift
        return chosen or None

    def _ways(self, member: str, wanted: Mapping[str, int]) -> list[dict[str, int]]:
        ctx, now, day = self.plant.ctx, self.gym.now, self.plant.ctx.day(self.gym.now)
        with ctx.reads.begin() as conn:
            mine = passes.of_member(conn, ctx.site, member, day)
            found = {one.product_id: one for one in products.all_of(conn, ctx.site)}
        garments = [garment(found[name]) for name, count in wanted.items() for _ in range(count)]
        try:
            best = who_pays(garments, mine, now, day)
        except NotEnough:
            return []
        return [summed(one) for one in (best, *other_ways(garments, mine, now, day))]

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 9), another=st.booleans())
    def tap_again(self, which: int, another: bool) -> None:
        order, rental_id = self.orders[which % len(self.orders)]
        if another:
            with pytest.raises(Problem, match="idempotency-conflict"):
                place(self.plant.ctx, replace(order, digest="another"))
        else:
            assert place(self.plant.ctx, order) == rental_id

    @precondition(lambda self: self.waiting_for_owner())
    @rule(which=st.integers(0, 2))
    def owner_decides(self, which: int) -> None:
        """He looks at what lies there now. At a field board, which knows no ids, he waits until it stands still."""
        unknown = self.waiting_for_owner()
        item_id, uuid = unknown[which % len(unknown)]
        if self.plant.in_flight(item_id):
            if not self.plant.boards[uuid].knows_ids:
                return
            self.truth.early.add(item_id)
        self.decide(item_id)
