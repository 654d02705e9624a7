"""Server-sent events: hints for this visit, an end when Redis has one."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisGone

from services.kiosk_ui.readers import Readers
from services.kiosk_ui.views import stream
from services.kiosk_ui.views.stream import Ears
from shared.changes import NFC_SECONDS, Change, publish
from shared.clock import now_ms
from shared.config import Settings
from shared.keys import Keys
from tests.unit.kiosk_ui.browser import Browser

KEYS = Keys("gym-1")


ID = re.compile(r"^id: [0-9]+\n")


def changes(*given: Change | None) -> Iterator[Change | None]:
    yield from given


@pytest.fixture
def ears(settings: Settings, redis: Redis) -> Ears:
    return Ears(frozenset({"rnt_mine"}), Readers(settings, redis), "here")


def told(changes: Iterator[Change | None], ears: Ears, deaf_since: int = 0) -> list[str]:
    """After the first tick, which says that nothing is missed any more."""
    heard = list(stream.until_redis_is_gone(chain([None], changes), ears, deaf_since))
    assert "event: tick" in heard[1]
    return [ID.sub("", one) for one in heard[2:]]


def test_a_device_change_is_told_to_everybody(ears: Ears) -> None:
    assert told(changes(Change("device", "FBOX-1")), ears) == ["event: device\ndata: FBOX-1\n\n"]


def test_a_rental_of_this_visit_is_told(ears: Ears) -> None:
    assert told(changes(Change("rental", "rnt_mine")), ears) == ["event: rental\ndata: rnt_mine\n\n"]


def test_another_members_rental_is_not_told(ears: Ears) -> None:
    assert "rnt_other" not in "".join(told(changes(Change("rental", "rnt_other")), ears))


def test_when_nothing_happens_a_tick_asks_to_look_all_the_same(ears: Ears) -> None:
    assert told(changes(None), ears) == ["event: tick\ndata:\n\n"]


def test_the_stream_ends_when_redis_is_gone(ears: Ears) -> None:
    def until_gone() -> Iterator[Change | None]:
        yield None
        raise RedisGone

    assert len(told(until_gone(), ears)) == 1


@pytest.mark.lesson(4)
def test_what_is_published_reaches_an_open_stream(browser: Browser, redis: Redis) -> None:
    answer = browser.client.get("/stream", buffered=False)
    events = iter(answer.response)
    assert next(events) == b"retry: 3000\n\n"
    assert b"tick" in next(events)
    publish(redis, KEYS, Change("device", "FBOX-1"))
    assert b"event: device\ndata: FBOX-1\n\n" in next(events)
    answer.close()


def test_a_key_laid_while_the_page_was_on_its_way_is_told_late(ears: Ears, redis: Redis) -> None:
    redis.set(KEYS.nfc("FBOX-AA"), "5A41", ex=NFC_SECONDS)
    assert told(changes(), ears, now_ms() - 2000) == ["event: nfc\ndata: FBOX-AA\n\n"]


def test_a_key_laid_before_the_page_was_made_is_none_of_its_visits(ears: Ears, redis: Redis) -> None:
    redis.set(KEYS.nfc("FBOX-AA"), "5A41", px=(NFC_SECONDS - 5) * 1000)
    assert told(changes(), ears, now_ms() - 4000) == []


def test_a_screen_that_comes_back_says_when_it_heard_something_last(browser: Browser, redis: Redis) -> None:
    redis.set(KEYS.nfc("FBOX-AA"), "5A41", ex=NFC_SECONDS)
    headers = {"Last-Event-ID": str(now_ms() - 3000)}
    answer = browser.client.get(f"/stream?since={now_ms() + 1000}", headers=headers, buffered=False)
    events = iter(answer.response)
    assert b"event: nfc" in [next(events) for _ in range(3)][2]
    answer.close()


def test_streams_never_take_the_last_threads(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [browser.client.get("/stream", buffered=False) for _ in range(stream.MOST_STREAMS)]
    assert browser.client.get("/stream").status_code == 503
    held.pop().close()
    again = browser.client.get("/stream", buffered=False)
    assert again.status_code == 200
    for one in [*held, again]:
        one.close()
