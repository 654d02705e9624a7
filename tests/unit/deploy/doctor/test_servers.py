"""Redis, the broker, the API: what their answers mean."""

import socket
from threading import Thread
from urllib.parse import urlsplit

import pytest

from deploy.doctor import api, broker, hello, redis_server
from deploy.doctor.api import Answer

REDIS = "127.0.0.1:6379"
LEDGER_AWAY = Answer(503, "the ledger")
OK = Answer(200)


def test_a_redis_that_answers_is_well() -> None:
    assert redis_server.judge(REDIS, {"uptime_in_seconds": 7, "used_memory": 9}, "").state == "ok"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("ConnectionError", "redis.down"),
        ("TimeoutError", "redis.down"),
        ("AuthenticationError", "redis.refuses"),
        ("BusyLoadingError", "redis.loading"),
    ],
)
def test_a_redis_that_does_not_serve_is_down_with_the_reason(error: str, says: str) -> None:
    found = redis_server.judge(REDIS, None, error)

    assert (found.fault, found.says.key) == ("redis_down", says)


def test_a_redis_that_cannot_write_its_file_is_a_fault() -> None:
    found = redis_server.judge(REDIS, {"aof_last_write_status": "err"}, "")

    assert (found.fault, found.says.key) == ("redis_down", "redis.cannot_write")


def test_a_broker_that_lets_the_doctor_in_is_well() -> None:
    assert broker.judge("host:1883", 0, "").state == "ok"


@pytest.mark.parametrize(
    ("code", "error", "says"),
    [
        (None, "ConnectionRefusedError", "broker.down"),
        (None, "TimeoutError", "broker.silent"),
        (4, "", "broker.password"),
        (5, "", "broker.password"),
        (3, "", "broker.refuses"),
    ],
)
def test_a_broker_that_lets_nobody_in_is_down_with_the_reason(code: int | None, error: str, says: str) -> None:
    found = broker.judge("host:1883", code, error)

    assert (found.fault, found.says.key) == ("broker_down", says)


def test_the_greeting_is_an_anonymous_connect_with_a_clean_session() -> None:
    assert hello.packet("doc") == b"\x10\x0f\x00\x04MQTT\x04\x02\x00\x0a\x00\x03doc"


def test_the_greeting_has_the_gateways_user_and_password() -> None:
    assert (
        hello.packet("d", "user", "pass") == b"\x10\x19\x00\x04MQTT\x04\xc2\x00\x0a\x00\x01d\x00\x04user\x00\x04pass"
    )


def test_a_long_greeting_counts_its_length_in_two_bytes() -> None:
    greeting = hello.packet("d", "user", "p" * 200)

    assert greeting[1:3] == bytes([221 - 128 | 0x80, 1])
    assert len(greeting) == 3 + 221


def answered(reply: bytes) -> int:
    """The code that a server with this reply to any greeting gets."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with server.accept()[0] as client:
                client.recv(1000)
                client.sendall(reply)

        thread = Thread(target=serve)
        thread.start()
        try:
            return hello.greet(urlsplit(f"mqtt://127.0.0.1:{server.getsockname()[1]}"), 2)
        finally:
            thread.join()


def test_the_brokers_return_code_is_the_answer() -> None:
    assert (answered(b"\x20\x02\x00\x00"), answered(b"\x20\x02\x00\x05")) == (0, 5)


def test_a_server_that_is_no_broker_is_recognised() -> None:
    with pytest.raises(ValueError, match="not MQTT"):
        answered(b"HTTP/1.1 400 Bad Request\r\n")


def test_a_broker_that_hangs_up_is_no_broker() -> None:
    with pytest.raises(OSError, match=r"closed|reset"):
        answered(b"\x20")


def api_of(
    alive: Answer | None, ready: Answer | None = OK, products: Answer | None = OK, redis: bool = True
) -> api.Finding:
    return api.judge("host:8000", dict(zip(api.ASKED, (alive, ready, products), strict=True)), redis)


def test_an_api_that_answers_everything_is_well() -> None:
    assert api_of(OK).state == "ok"


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (api_of(None, None, None), "api.down"),
        (api_of(Answer(500)), "api.down"),
        (api_of(OK, LEDGER_AWAY), "api.not_ready"),
        (api_of(OK, OK, Answer(401)), "api.token"),
        (api_of(OK, OK, Answer(500)), "api.products"),
        (api_of(OK, OK, None), "api.products"),
    ],
)
def test_an_api_that_cannot_serve_is_down_with_the_reason(found: api.Finding, says: str) -> None:
    assert (found.fault, found.says.key) == ("api_down", says)


def test_what_the_api_lacks_is_told() -> None:
    assert api_of(OK, LEDGER_AWAY).says.values["lacks"] == "the ledger"


def test_an_api_that_only_lacks_redis_is_not_blamed() -> None:
    assert api_of(OK, Answer(503, "Redis"), Answer(503, "Redis"), redis=False).state == "unknown"
