"""What all rules share: the plant, the model's own book, and what they ask of both."""

from hypothesis.stateful import RuleBasedStateMachine, invariant

from services.rental_api.rentals.breaker import look_at_tripped
from services.rental_api.rentals.expiry import lapse
from services.rental_api.rentals.place import Order
from services.rental_api.worker import keep_rentals
from tests.integration.rental_api.machine.boards import Board
from tests.integration.rental_api.machine.book import Book
from tests.integration.rental_api.machine.plant import Plant
from tests.integration.rental_api.machine.truth import Truth

ROUNDS = 40
PATIENCE = 6


class Base(RuleBasedStateMachine):
    def __init__(self, plant: Plant) -> None:
        super().__init__()
        self.plant, self.gym = plant, plant.gym
        self.plant.reset()
        self.book = Book(plant.gym)
        self.truth = Truth(plant, self.book)
        self.orders: list[tuple[Order, str]] = []

    @invariant()
    def all_is_right(self) -> None:
        self.gym.now += 1
        self.truth.check()

    def board(self, which: int) -> Board:
        return self.plant.dispensers()[which % len(self.plant.boards)]

    def waiting_for_owner(self) -> list[tuple[str, str]]:
        """(item, device) of the unknown ones."""
        return [(i, uuid) for i, (state, uuid) in self.truth.items().items() if state == "unknown"]

    def decide(self, item_id: str) -> None:
        fell = any(board.fallen[item_id] for board in self.plant.dispensers())
        answer = self.gym.post(f"/api/items/{item_id}/resolution", {"outcome": "dispensed" if fell else "failed"})
        assert answer.status_code == 200, answer.text

    def upkeep(self) -> None:
        keep_rentals(self.plant.ctx)
        look_at_tripped(self.plant.ctx)
        lapse(self.plant.ctx)

    def teardown(self) -> None:
        """Everything in flight arrives or lapses; what no evidence can tell the owner decides, truthfully."""
        for number in range(ROUNDS):
            self._pump()
            self.plant.advance(3_000)
            self.plant.beat()
            self.upkeep()
            if number > PATIENCE:
                for item_id, _ in self.waiting_for_owner():
                    self.decide(item_id)
            self.gym.now += 1
            if number > PATIENCE and not self.gym.items() and not self._in_flight():
                break
        self.truth.check()
        self.truth.check_end()

    def _in_flight(self) -> bool:
        lanes = self.plant.orders.jobs or self.plant.events.jobs
        return bool(lanes) or any(board.up or board.down for board in self.plant.dispensers())

    def _pump(self) -> None:
        for board in self.plant.dispensers():
            if not board.on:
                board.boot()
        while self.plant.orders.jobs:
            self.plant.carry_out(*self.plant.orders.jobs.pop(0))
        for board in self.plant.dispensers():
            self._empty(board)
        while self.plant.events.jobs:
            self.plant.tell_ledger(self.plant.events.jobs.pop(0)[1])

    def _empty(self, board: Board) -> None:
        while board.up or board.down or board.moving:
            if board.moving:
                board.finish(stuck=not board.inside)
            elif board.down:
                self.take(board, 0)
            else:
                self.plant.hear(board.up.pop(0))

    def take(self, board: Board, which: int, keep: bool = False) -> None:
        sent = board.down[which] if keep else board.down.pop(which)
        if sent.expires is None or self.gym.now < sent.expires or not board.knows_ids:
            board.take(sent)
