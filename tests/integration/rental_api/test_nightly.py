"""Once a night the ledger is proved and the workbook audited, whenever the machine is on."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from redis.exceptions import ConnectionError as RedisGone
from sqlalchemy import text

from services.rental_api.nightly import Nightly, last_due
from shared.clock import from_rfc3339
from shared.queues import SHEETS, open_queue
from tests.support.gym import Gym

SEOUL = ZoneInfo("Asia/Seoul")
HOUR = 3_600_000


@pytest.fixture
def gym(tmp_path: Path) -> Iterator[Gym]:
    """A gym whose first event is of an evening, 21:13 in Seoul."""
    with closing(Gym(tmp_path)) as one:
        yield one


def _audits(gym: Gym) -> int:
    return len(open_queue(SHEETS, gym.ctx.jobs_redis))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T18:30:00Z", "2026-11-23T18:30:00Z"),  # 03:30 in Seoul
        ("2026-11-23T18:29:59Z", "2026-11-22T18:30:00Z"),
        ("2026-11-24T14:59:59Z", "2026-11-23T18:30:00Z"),  # shortly before midnight there
        ("2026-11-24T15:00:00Z", "2026-11-23T18:30:00Z"),
    ],
)
def test_the_time_is_half_past_three_in_the_gym(now: str, due: str) -> None:
    assert last_due(from_rfc3339(now), SEOUL) == from_rfc3339(due)


def test_a_new_gym_waits_for_its_first_night(gym: Gym) -> None:
    nightly = Nightly()
    assert not nightly.look(gym.ctx)
    gym.now += 6 * HOUR
    assert not nightly.look(gym.ctx)
    gym.now += HOUR
    assert nightly.look(gym.ctx)
    assert _audits(gym) == 1


def test_one_night_is_one_audit(gym: Gym) -> None:
    nightly = Nightly()
    gym.now += 7 * HOUR
    assert [nightly.look(gym.ctx) for _ in range(3)] == [True, False, False]
    gym.now += 24 * HOUR
    assert [nightly.look(gym.ctx) for _ in range(3)] == [True, False, False]


def test_a_night_the_machine_was_off_is_made_up_for(gym: Gym) -> None:
    gym.now += 12 * HOUR
    assert Nightly().look(gym.ctx)


def test_neither_a_restart_nor_a_lost_redis_audits_twice(gym: Gym) -> None:
    gym.now += 7 * HOUR
    Nightly().look(gym.ctx)
    gym.ctx.redis.flushall()
    assert not Nightly().look(gym.ctx)


def test_the_ledgers_own_proof_is_an_event(gym: Gym) -> None:
    gym.now += 7 * HOUR
    Nightly().look(gym.ctx)
    [event] = [one for one in gym.get("/api/events")["events"] if one["type"] == "ledger_audit"]
    assert (event["severity"], event["details"]) == ("info", {"text": "장부가 맞습니다: 2줄."})


def test_a_wrong_ledger_is_told_with_the_place(gym: Gym) -> None:
    with gym.ctx.engine.begin() as conn:
        conn.execute(text("UPDATE passes SET balance = 11"))
    gym.now += 7 * HOUR
    Nightly().look(gym.ctx)
    [event] = [one for one in gym.get("/api/events")["events"] if one["type"] == "ledger_audit"]
    assert event["severity"] == "error"
    assert f"pass {gym.pass_id}: 10이어야 하는데 11입니다" in event["details"]["text"]
    assert _audits(gym) == 1


def test_without_redis_the_night_is_not_over(gym: Gym, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise RedisGone

    gym.now += 7 * HOUR
    with monkeypatch.context() as without:
        without.setattr(gym.ctx.redis, "ping", gone)
        with pytest.raises(RedisGone):
            Nightly().look(gym.ctx)
    assert Nightly().look(gym.ctx)
