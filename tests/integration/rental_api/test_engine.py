"""What a commit waits for."""

from sqlalchemy import Connection

from services.rental_api.ledger.engine import forgetful
from tests.support.gym import Gym

NORMAL, FULL = 1, 2


def waits(conn: Connection) -> int:
    return int(conn.exec_driver_sql("PRAGMA synchronous").scalar_one())


def test_a_commit_waits_for_the_disk(gym: Gym) -> None:
    with gym.ctx.engine.begin() as conn:
        assert waits(conn) == FULL


def test_only_what_a_power_cut_may_undo_does_not_wait(gym: Gym) -> None:
    with forgetful(gym.ctx.engine).begin() as conn:
        assert waits(conn) == NORMAL
    with gym.ctx.engine.begin() as conn:
        assert waits(conn) == FULL
