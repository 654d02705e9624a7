"""Many kiosks at once: the transaction decides, one wins, and nobody meets a lock error."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from services.rental_api.app import create_app
from services.rental_api.ledger import holds as book
from services.rental_api.ledger.tables import entries, holds, items, passes
from services.rental_api.rules.waits import Limit
from tests.support.gym import PIN, START, TOKEN, TOWELS, Gym

KIOSKS = 16


def _rush(gym: Gym, same_key: bool = False) -> Counter[int]:
    """As many kiosks as there are, each with a client of its own, order one towel; how often each status came."""
    app = create_app(gym.ctx)

    def order(number: int) -> int:
        headers = {"Authorization": f"Bearer {TOKEN}", "Idempotency-Key": "tap" if same_key else f"tap-{number}"}
        body = {"member_id": "A001", "pin": PIN, "items": [{"product_id": "P-TOWEL", "quantity": 1}]}
        return app.test_client().post("/api/rentals", json=body, headers=headers).status_code

    with ThreadPoolExecutor(KIOSKS) as kiosks:
        return Counter(kiosks.map(order, range(KIOSKS)))


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """All kiosks type at once here; the limit on guesses is another test's matter."""
    for limit in ("PINS_OF_MEMBER", "PINS_AT_KIOSK"):
        monkeypatch.setattr(f"services.rental_api.pins.{limit}", Limit(KIOSKS, 1, 1, 1))


def test_of_many_kiosks_one_gets_the_last_towel(gym: Gym) -> None:
    gym.tell(TOWELS, stock=1)
    assert _rush(gym) == {202: 1, 409: KIOSKS - 1}
    assert gym.balance() == 9


def test_of_many_kiosks_one_gets_the_last_use(make_gym: Callable[..., Gym]) -> None:
    gym = make_gym(uses=1)
    gym.boot(TOWELS, 20)
    assert _rush(gym) == {202: 1, 409: KIOSKS - 1}
    assert (gym.balance(), gym.sum_of_entries()) == (0, 0)


def test_one_tap_repeated_by_many_is_one_rental(gym: Gym) -> None:
    assert _rush(gym, same_key=True) == {202: KIOSKS}
    assert (gym.balance(), len(gym.items())) == (9, 1)


@pytest.mark.lesson(7)
def test_reports_and_orders_at_once_meet_no_lock_error(gym: Gym) -> None:
    with ThreadPoolExecutor(4) as threads:
        reports = [threads.submit(gym.report, TOWELS, "door_opened", f"door {n}") for n in range(40)]
        assert sum(_rush(gym).values()) == KIOSKS
        assert [report.result() for report in reports] == [None] * 40
    assert gym.event_types().count("door_opened") == 40


def test_the_database_itself_refuses_a_negative_balance(gym: Gym) -> None:
    with pytest.raises(IntegrityError), gym.ctx.engine.begin() as conn:
        conn.execute(update(passes).values(balance=-1))


def test_the_database_itself_refuses_to_resolve_a_hold_twice(gym: Gym) -> None:
    gym.rent()
    item = gym.items()[0]
    gym.hand_out(item)
    with pytest.raises(IntegrityError), gym.ctx.engine.begin() as conn:
        book.resolve(conn, item.item_id, False, START)
    assert gym.kinds() == ["grant", "hold", "post"]


def test_the_database_itself_refuses_two_garments_at_one_dispenser(gym: Gym) -> None:
    gym.rent(quantity=2)
    with pytest.raises(IntegrityError), gym.ctx.engine.begin() as conn:
        conn.execute(update(items).values(state="dispensing"))


def test_the_database_itself_refuses_an_entry_without_its_hold(gym: Gym) -> None:
    row = {"pass_id": gym.pass_id, "kind": "post", "amount": 0, "balance_after": 10, "created_at": START}
    with pytest.raises(IntegrityError), gym.ctx.engine.begin() as conn:
        conn.execute(insert(entries).values(**row, hold_id="hld_none"))


def test_the_database_itself_refuses_a_hold_of_nothing(gym: Gym) -> None:
    gym.rent()
    with pytest.raises(IntegrityError), gym.ctx.engine.begin() as conn:
        conn.execute(update(holds).values(amount=0))
