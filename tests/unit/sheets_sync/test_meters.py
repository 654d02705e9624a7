"""What sheets_sync tells Prometheus."""

import fakeredis
import pytest
from redis import Redis

from services.sheets_sync.health import Health
from services.sheets_sync.meters import Meters
from shared.keys import Keys

KEYS = Keys("gym-1")


@pytest.fixture
def redis() -> Redis:
    return fakeredis.FakeRedis(decode_responses=True)


@pytest.fixture
def meters(redis: Redis) -> Meters:
    return Meters(redis, KEYS, lambda: 30_000)


def _value(meters: Meters, name: str, **labels: str) -> float | None:
    return meters.registry.get_sample_value(name, labels)


def test_how_the_workbook_is_doing_is_what_the_console_shows(redis: Redis, meters: Meters) -> None:
    Health(redis, KEYS, lambda: 10_000).is_well(3)
    assert (_value(meters, "fbox_sheets_well_seconds"), _value(meters, "fbox_sheets_rows_waiting")) == (20, 3)
    Health(redis, KEYS, lambda: 15_000).is_ill("offline", 5)
    assert (_value(meters, "fbox_sheets_well_seconds"), _value(meters, "fbox_sheets_rows_waiting")) == (20, 5)
    assert _value(meters, "fbox_sheets_failing") == 1


def test_before_the_first_good_round_there_is_no_age(meters: Meters) -> None:
    assert _value(meters, "fbox_sheets_well_seconds") is None
    assert _value(meters, "fbox_sheets_rows_waiting") == 0


def test_calls_to_google_are_counted_by_status(meters: Meters) -> None:
    for status in ("200", "429", "200"):
        meters.called(status)
    assert _value(meters, "fbox_sheets_google_calls_total", status="200") == 2
    assert _value(meters, "fbox_sheets_google_calls_total", status="429") == 1
