"""kill -9 between command and answer: afterwards charged = came out, nothing in limbo, and the screen is true."""

import pytest

from tests.support.renting import LIMBO_SECONDS, Renter
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

STACK = StackOptions()
SLOW = {"fault": "slow", "ms": 1500}
KILLED = ["device_gateway", "rental_worker", "rental_api", "redis", "mosquitto", "sheets_sync"]


@pytest.fixture
def renter(stack: Stack) -> Renter:
    return Renter(stack)


def _true_again(stack: Stack, renter: Renter, number: int, stock: int) -> None:
    """Every dispenser online with its real stock, and the sums equal."""
    product = renter.product_of(stack.boards[number].uuid)

    def shown() -> tuple[int, int, bool]:
        told = renter.products()[product]
        return told["stock"], told["available"], told["online"]

    eventually(lambda: shown() == (stock, stock, True), f"{product} online with {stock}", LIMBO_SECONDS)
    assert renter.charged() == renter.came_out()


@pytest.mark.lesson(5)
@pytest.mark.parametrize("program", KILLED)
def test_a_kill_between_command_and_answer_loses_and_doubles_nothing(
    stack: Stack, renter: Renter, program: str
) -> None:
    number = KILLED.index(program) % len(stack.boards)
    board = stack.boards[number]
    product = renter.product_of(board.uuid)
    before = renter.products()[product]["stock"]
    board.inject(SLOW)
    rental_id = renter.rent(product, 2)
    eventually(lambda: not (board.path / "fault.json").exists(), "the motor to run")
    stack.wait_restarted(program, stack.kill(program))
    rental = renter.wait_settled(rental_id)
    out = renter.came_out()
    assert (rental["state"], out) in {("complete", 2), ("partial", 1), ("failed", 0)}
    _true_again(stack, renter, number, before - out)


def test_a_dispenser_that_comes_back_hands_out_what_was_ordered_or_nothing(stack: Stack, renter: Renter) -> None:
    board = stack.boards[0]
    product = renter.product_of(board.uuid)
    before = renter.products()[product]["stock"]
    old = stack.kill("board-1")
    answer = renter.order(product)
    stack.wait_restarted("board-1", old)
    if answer.is_success:
        renter.wait_settled(answer.json()["rental_id"])
    _true_again(stack, renter, 0, before - renter.came_out())


def test_a_power_cut_in_mid_move_holds_the_charge_until_the_owner_has_looked(stack: Stack, renter: Renter) -> None:
    board = stack.boards[1]
    product = renter.product_of(board.uuid)
    before = renter.products()[product]["stock"]
    board.inject({"fault": "power_cut"})
    rental = renter.wait_settled(renter.rent(product), "checking")
    item_id = rental["items"][0]["item_id"]
    eventually(lambda: item_id in _asked(stack), "the owner to be asked", LIMBO_SECONDS)
    assert (renter.charged(), renter.came_out()) == (1, 0)
    stack.api.post(f"/api/items/{item_id}/resolution", json={"outcome": "failed"}).raise_for_status()
    assert renter.wait_settled(rental["rental_id"])["state"] == "failed"
    _true_again(stack, renter, 1, before)


def test_a_blocked_dispenser_takes_orders_again_once_the_owner_has_decided(stack: Stack, renter: Renter) -> None:
    product = renter.product_of(stack.boards[1].uuid)
    assert renter.wait_settled(renter.rent(product))["state"] == "complete"
    assert renter.charged() == renter.came_out() == 1


def test_a_garment_that_fell_before_the_power_cut_is_charged_by_the_owners_word(stack: Stack, renter: Renter) -> None:
    board = stack.boards[2]
    board.inject({"fault": "power_cut_after"})
    rental = renter.wait_settled(renter.rent(renter.product_of(board.uuid)), "checking", "complete")
    if rental["state"] == "checking":
        item_id = rental["items"][0]["item_id"]
        stack.api.post(f"/api/items/{item_id}/resolution", json={"outcome": "dispensed"}).raise_for_status()
    assert renter.wait_settled(rental["rental_id"])["state"] == "complete"
    assert renter.charged() == renter.came_out() == 1


def _asked(stack: Stack) -> list[str]:
    return [item["item_id"] for item in stack.api.get("/api/items?state=unknown").json()["items"]]
