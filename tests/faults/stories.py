"""Two rentals step by step, as the processes that may be killed take them: one with answers, one without."""

from collections.abc import Callable
from dataclasses import dataclass

from services.rental_api.ledger import outbox
from shared.jobs.devices import Dispense
from tests.support.floor import Floor
from tests.support.gym import TOPS
from tests.support.killing import Boundary, die_at

Act = Callable[[Floor], object]


@dataclass(frozen=True)
class Step:
    """`work` is what the API or the worker does; `before` is what happens in the world until then.

    After a kill the queue or the clock has it done again; a person, who saw no answer, may try again or not.
    """

    name: str
    before: Act
    work: Act
    of_a_person: bool = False


def _later(seconds: float, then: Act = Floor.work_off) -> Act:
    """Time passes, then that happens: mostly the gateway and the dispensers do what is in their queue."""

    def act(floor: Floor) -> None:
        floor.gym.now += round(seconds * 1000)
        then(floor)

    return act


def _order_never_sent(floor: Floor) -> None:
    """As the API leaves it that dies after its commit; and from now on nobody hears the dispensers."""
    floor.order()
    with floor.gym.ctx.engine.begin() as conn:
        for _, payload in floor.take_commands():
            outbox.add(conn, Dispense(**payload), floor.gym.now)
    floor.silent = True
    floor.gym.now += 2_500


def _speak(floor: Floor) -> None:
    """The dispensers are heard again. Somebody has opened the tops' door, which voids their stock as evidence."""
    floor.silent = False
    floor.gym.tell(TOPS, evidence="e2")
    floor.work_off()
    for one in floor.dispensers.values():
        one.tell()


ANSWERED = [
    Step("POST rentals", _later(0), Floor.order, of_a_person=True),
    Step("report that a towel came out", _later(1), Floor.take_mail),
    Step("report that a top did not", _later(0), Floor.take_mail),
    Step("report of the next towel", _later(1), Floor.take_mail),
    Step("report of the next top", _later(0), Floor.take_mail),
]
UNANSWERED = [
    Step("tick that sends what was left over", _order_never_sent, Floor.tick),
    Step("tick that repeats an order", _later(2), Floor.tick),
    Step("tick past the deadline", _later(8), Floor.tick),
    Step("tick that asks again", _later(4), Floor.tick),
    Step("tick with evidence", _later(1, _speak), Floor.tick),
    Step("POST resolution", _later(21 * 24 * 3600), Floor.decide, of_a_person=True),
    Step("tick that lets passes lapse", _later(0), Floor.lapse),
]
STORIES = [ANSWERED, UNANSWERED]


def play(floor: Floor, story: list[Step], killed_at: Boundary, tried_again: bool) -> None:
    """The story with that one kill in it, and everything after it until nothing is open."""
    for step in story:
        step.before(floor)
        if step.name == killed_at.step:
            die_at(floor.gym.ctx.engine, lambda step=step: step.work(floor), killed_at)
        if step.name != killed_at.step or tried_again:
            step.work(floor)
    floor.finish()
