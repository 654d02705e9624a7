"""A key on the kiosk's reader, or a card in one that types: who it tells, and whose kiosk takes it."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisGone

from services.kiosk_ui.app import create_app
from services.kiosk_ui.client import open_client
from shared.changes import Change, publish
from shared.keys import Keys
from tests.support.servers import settings_for
from tests.unit.kiosk_ui.browser import Browser, words
from tests.unit.kiosk_ui.fake_api import PIN, TOKEN, FakeApi

KEYS = Keys("gym-1")
A, B = "FBOX-0000000000AA", "FBOX-0000000000BB"
UID = "5A41B914524189"
Kiosks = Callable[[int, str | None], Browser]


@pytest.fixture
def kiosk(tmp_path: Path, api: FakeApi, redis: Redis) -> Kiosks:
    """Another kiosk of the same gym, by its port, with its reader."""

    def make(port: int, reader: str | None) -> Browser:
        client = open_client("http://api.invalid:1", TOKEN, httpx.MockTransport(api))
        settings = settings_for(tmp_path, api_token=TOKEN, kiosk_port=port, kiosk_reader=reader or "")
        return Browser(create_app(settings, client, redis))

    return make


def lay(redis: Redis, reader: str, uid: str = UID) -> None:
    redis.set(KEYS.nfc(reader), uid, ex=10)


def hears(browser: Browser, redis: Redis, reader: str) -> bool:
    """Whether the kiosk's open screen is told of a key on that reader."""
    answer = browser.client.get("/stream", buffered=False)
    events = iter(answer.response)
    next(events), next(events)
    publish(redis, KEYS, Change("nfc", reader))
    told = next(events)
    answer.close()
    return told.endswith(f"event: nfc\ndata: {reader}\n\n".encode())


@pytest.fixture
def key(api: FakeApi, redis: Redis) -> None:
    """A member's key lies on reader A."""
    api.members["A001"]["nfc_uid"] = UID
    lay(redis, A)


@pytest.mark.usefixtures("key")
def test_a_key_on_the_reader_leads_its_member_to_the_products(browser: Browser) -> None:
    assert browser.post("/tap", reader=A).location == "/products"
    assert "김*늘" in words(browser.get("/products"))


@pytest.mark.usefixtures("key")
def test_one_key_is_taken_by_one_screen_only(browser: Browser, app: object) -> None:
    other = Browser(app)  # type: ignore[arg-type]
    browser.post("/tap", reader=A)
    assert other.post("/tap", reader=A).location == "/"
    assert "한 번 더 대거나" in words(other.get("/"))


@pytest.mark.usefixtures("key")
def test_a_key_at_one_kiosks_reader_is_nothing_to_the_other_kiosk(kiosk: Kiosks, redis: Redis) -> None:
    here, there = kiosk(8080, A), kiosk(8081, B)
    assert (hears(here, redis, A), hears(there, redis, A)) == (True, False)
    assert there.post("/tap", reader=A).location == "/"
    assert here.post("/tap", reader=A).location == "/products"


@pytest.mark.usefixtures("key")
def test_of_two_kiosks_the_one_that_names_no_reader_takes_no_key(kiosk: Kiosks, redis: Redis) -> None:
    here, there = kiosk(8080, A), kiosk(8081, None)
    assert hears(here, redis, A)
    assert not hears(there, redis, A)
    assert there.post("/tap", reader=A).location == "/"


def test_the_only_kiosk_takes_a_key_on_any_reader(kiosk: Kiosks, redis: Redis) -> None:
    only = kiosk(8080, None)
    assert hears(only, redis, A)
    assert hears(only, redis, B)


@pytest.mark.usefixtures("key")
def test_a_key_does_not_put_another_member_in_the_place_of_who_is_here(browser: Browser, api: FakeApi) -> None:
    api.members["A002"]["nfc_uid"] = api.members["A001"].pop("nfc_uid")
    browser.identify()
    browser.put_cart(P_TOP=1)
    browser.post("/tap", reader=A)
    assert "다른 분이 이용하고" in words(browser.get("/products"))
    assert "김*늘" in words(browser.get("/cart"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ko", "등록되지 않은 키나 카드"), ("en", "key or card is not registered"), ("zh", "钥匙或卡未登记")],
)
def test_a_key_nobody_knows_is_told_calmly(browser: Browser, redis: Redis, lang: str, said: str) -> None:
    browser.post("/language", lang=lang, back="/")
    lay(redis, A)
    browser.post("/tap", reader=A)
    assert said in words(browser.get("/"))


def test_a_locker_machine_out_of_reach_is_told_and_the_number_still_works(
    browser: Browser, api: FakeApi, redis: Redis
) -> None:
    api.unreadable.append(UID)
    lay(redis, A)
    assert browser.post("/tap", reader=A).location == "/"
    assert "락커 키를 읽을 수 없어요" in words(browser.get("/"))
    assert browser.identify().location == "/products"


def test_without_redis_the_key_is_asked_for_once_more(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise RedisGone

    monkeypatch.setattr("services.kiosk_ui.readers.Readers.take", gone)
    browser.post("/tap", reader=A)
    assert "한 번 더 대거나" in words(browser.get("/"))


@pytest.mark.usefixtures("key")
def test_the_locker_of_the_key_goes_with_the_rental(browser: Browser, api: FakeApi) -> None:
    api.lockers[UID] = "M01"
    browser.post("/tap", reader=A)
    browser.post_cart(P_TOP=1)
    browser.get("/pin")
    browser.post("/pin", pin=PIN)
    assert api.ordered[0]["locker_number"] == "M01"


@pytest.mark.parametrize("code", ["A001", UID, "01010000001", "10000001"])
def test_what_a_reader_types_may_be_an_id_a_card_or_a_number(browser: Browser, api: FakeApi, code: str) -> None:
    api.members["A001"]["nfc_uid"] = UID
    assert browser.post("/tap", card=code).location == "/products"


def test_a_card_nobody_knows_is_one_lookup(browser: Browser, api: FakeApi) -> None:
    browser.post("/tap", card="NOBODY1")
    assert api.asked == ["POST /api/members/identify"]
