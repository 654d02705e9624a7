"""The lease: one holder, renewed while it lives, free soon after it died (lesson 1)."""

from threading import Event, Thread

import fakeredis
import pytest
from redis import Redis

from services.device_gateway.lease import Lease, LeaseLostError, keep, stand_by

KEY = "fbox:gym-1:gateway:lease"
SECONDS = 0.3


@pytest.fixture
def ours(redis: Redis) -> Lease:
    return Lease(redis, KEY, SECONDS)


@pytest.fixture
def theirs(redis: Redis) -> Lease:
    return Lease(redis, KEY, SECONDS)


@pytest.mark.lesson(1)
def test_only_one_can_take_it(ours: Lease, theirs: Lease) -> None:
    assert ours.take()
    assert not theirs.take()


def test_it_runs_out_by_itself(redis: Redis) -> None:
    Lease(redis, KEY, 6).take()
    assert 5000 < int(redis.pttl(KEY)) <= 6000


@pytest.mark.lesson(1)
def test_only_its_holder_can_extend_it(ours: Lease, theirs: Lease, redis: Redis) -> None:
    ours.take()
    redis.pexpire(KEY, 50)
    assert not theirs.extend()
    assert ours.extend()
    assert int(redis.pttl(KEY)) > 50


def test_a_redis_that_forgot_it_gives_it_back_to_its_holder(ours: Lease, theirs: Lease, redis: Redis) -> None:
    ours.take()
    redis.flushall()
    assert ours.extend()
    assert not theirs.take()


def test_only_its_holder_can_release_it(ours: Lease, theirs: Lease) -> None:
    ours.take()
    theirs.release()
    assert not theirs.take()
    ours.release()
    assert theirs.take()


@pytest.mark.lesson(1)
def test_a_holder_that_was_stopped_too_long_knows_it(ours: Lease) -> None:
    ours.take()
    ours.check()
    Event().wait(SECONDS)
    with pytest.raises(LeaseLostError):
        ours.check()


@pytest.mark.lesson(1)
def test_a_second_gateway_waits_while_the_first_holds_the_lease(ours: Lease, theirs: Lease) -> None:
    ours.take()
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 5:
            ours.release()

    stand_by(theirs, pause)
    assert len(pauses) == 5
    assert not ours.take()


def test_a_standby_outlives_a_missing_redis(ours: Lease, server: fakeredis.FakeServer) -> None:
    server.connected = False

    def pause(_: float) -> None:
        server.connected = True

    stand_by(ours, pause)
    ours.check()


def test_the_keeper_renews_until_it_is_told_to_stop(ours: Lease, theirs: Lease) -> None:
    ours.take()
    stopping = Event()
    keeper = Thread(target=keep, args=(ours, stopping, lambda: True))
    keeper.start()
    Event().wait(SECONDS * 2)
    assert not theirs.take()
    stopping.set()
    keeper.join(10)
    assert not keeper.is_alive()


@pytest.mark.lesson(1)
def test_the_keeper_ends_the_process_when_somebody_else_has_the_lease(
    ours: Lease, theirs: Lease, redis: Redis
) -> None:
    ours.take()
    redis.delete(KEY)
    theirs.take()
    with pytest.raises(LeaseLostError):
        keep(ours, Event(), lambda: True)


@pytest.mark.lesson(1)
def test_the_keeper_ends_the_process_when_redis_stays_away(ours: Lease, server: fakeredis.FakeServer) -> None:
    ours.take()
    server.connected = False
    with pytest.raises(LeaseLostError):
        keep(ours, Event(), lambda: True)
    assert ours.seconds_left <= 0


def test_the_keeper_ends_the_process_when_the_network_thread_died(ours: Lease) -> None:
    ours.take()
    with pytest.raises(LeaseLostError, match="network thread"):
        keep(ours, Event(), lambda: False)
