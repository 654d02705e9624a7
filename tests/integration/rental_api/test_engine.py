"""What a transaction waits for, and what it sees, on either database."""

import pytest
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import OperationalError

from services.rental_api.ledger import members
from services.rental_api.ledger import tables as t
from services.rental_api.ledger.engine import forgetful, open_engine, reading
from tests.support.gym import START, Gym, code


def waits(conn: Connection) -> bool:
    """Whether its commit waits for the disk."""
    if conn.dialect.name == "sqlite":
        return bool(conn.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2)
    return bool(conn.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on")


def count_members(conn: Connection) -> int:
    return conn.execute(select(func.count()).select_from(t.members)).scalar_one()


def add_member(engine: Engine, site: str, number: int) -> None:
    with engine.begin() as conn:
        members.save(conn, site, f"B{number:03}", {"name": "이바다", "phone": f"0102000{number:04}"}, START)


def test_a_commit_waits_for_the_disk(gym: Gym) -> None:
    with gym.ctx.engine.begin() as conn:
        assert waits(conn)


def test_only_what_a_power_cut_may_undo_does_not_wait(gym: Gym) -> None:
    with forgetful(gym.ctx.engine).begin() as conn:
        assert not waits(conn)
    with gym.ctx.engine.begin() as conn:
        assert waits(conn)


def test_a_reading_transaction_sees_one_moment(gym: Gym) -> None:
    with reading(gym.ctx.engine).begin() as conn:
        before = count_members(conn)
        add_member(gym.ctx.engine, gym.ctx.site, 1)
        assert count_members(conn) == before


def test_a_writing_transaction_sees_what_was_committed_before_its_lock(gym: Gym) -> None:
    add_member(gym.ctx.engine, gym.ctx.site, 1)
    with gym.ctx.engine.begin() as conn:
        assert count_members(conn) == 2


def test_a_reader_does_not_hold_up_a_writer(impatient: None, gym: Gym) -> None:
    with reading(gym.ctx.engine).begin() as conn:
        count_members(conn)
        add_member(gym.ctx.engine, gym.ctx.site, 1)


def test_a_second_writer_of_a_site_waits_even_before_it_touches_anything(impatient: None, gym: Gym) -> None:
    with gym.ctx.engine.begin(), pytest.raises(OperationalError), gym.ctx.engine.begin():
        pass


def test_who_waited_in_vain_is_told_to_try_again_and_may(impatient: None, gym: Gym) -> None:
    with gym.ctx.engine.begin():
        assert (gym.rent().status_code, code(gym.rent())) == (503, "unavailable")
    assert gym.rent().status_code == 202
    assert gym.balance() == 9


def test_writers_of_two_sites_do_not_wait_for_each_other(impatient: None, postgres_url: str) -> None:
    here, there = open_engine(postgres_url, "gym-1"), open_engine(postgres_url, "gym-2")
    with here.begin():
        add_member(there, "gym-2", 1)
    here.dispose()
    there.dispose()
