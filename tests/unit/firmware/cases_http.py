import asyncio

from fbox import http_server
from fbox.http_request import MOST_BODY, RefusedRequestError, Request, read_form
from fbox.http_server import MOST_CONNECTIONS, Server

GET = b"GET / HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n"


class FakeReader:
    """Gives the pieces one by one, then nothing for ever."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    async def read(self, most: int) -> bytes:
        if not self._pieces:
            await asyncio.Event().wait()
        assert len(self._pieces[0]) <= most
        return self._pieces.pop(0)


class FakeWriter:
    def __init__(self) -> None:
        self.s = self
        self.told = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        self.told += data

    async def drain(self) -> None:
        await asyncio.sleep_ms(0)

    async def wait_closed(self) -> None:
        self.close()

    def close(self) -> None:
        self.closed = True


def _answer(request: object, body: bytes) -> tuple:
    return "200 OK", "", (request.method, " ", request.path, " ", body.decode())


async def _served(server: object, *pieces: bytes) -> bytes:
    http_server.PATIENCE_S = 0.05
    writer = FakeWriter()
    await server._serve(FakeReader(*pieces), writer)
    assert writer.closed
    return writer.told


def _in_chunks(data: bytes) -> list:
    return [data[at : at + 512] for at in range(0, len(data), 512)]


async def _status(*pieces: bytes) -> bytes:
    return (await _served(Server(_answer), *pieces)).split(b"\r\n")[0]


async def test_a_request_in_any_pieces_is_answered() -> None:
    post = b"POST /save HTTP/1.1\r\nContent-Length: 5\r\n\r\na=%41"
    for pieces in ([post], [bytes([byte]) for byte in post]):
        told = await _served(Server(_answer), *pieces)
        assert told.startswith(b"HTTP/1.1 200 OK\r\n")
        assert told.endswith(b"\r\n\r\nPOST /save a=%41")


async def test_what_is_not_http_is_refused() -> None:
    assert await _status(b"\x16\x03\x01 hello\r\n\r\n") == b"HTTP/1.1 400 Bad Request"
    assert await _status(b"\xff\xfe / HTTP/1.1\r\n\r\n") == b"HTTP/1.1 400 Bad Request"


async def test_a_head_without_an_end_is_refused_before_it_fills_the_memory() -> None:
    endless = [b"GET / HTTP/1.1\r\n"] + [b"x" * 512] * 1000
    assert await _status(*endless) == b"HTTP/1.1 431 Request Header Fields Too Large"


async def test_a_body_too_long_or_of_no_known_length_is_refused_unread() -> None:
    for length in (str(MOST_BODY + 1), "9" * 400):
        head = b"POST /save HTTP/1.1\r\nContent-Length: " + length.encode() + b"\r\n\r\n"
        assert await _status(*_in_chunks(head)) == b"HTTP/1.1 413 Content Too Large"
    for line in (b"Transfer-Encoding: chunked", b"Content-Length: -1"):
        assert await _status(b"POST /save HTTP/1.1\r\n" + line + b"\r\n\r\n") == b"HTTP/1.1 411 Length Required"


async def test_a_client_that_stops_in_the_middle_is_let_go() -> None:
    for pieces in ((), (b"GET / HT",), (b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\na=",), (b"",)):
        assert await _served(Server(_answer), *pieces) == b""


async def test_clients_that_say_nothing_hold_nobody_up() -> None:
    server = Server(_answer)
    silent = [asyncio.create_task(_served(server)) for _ in range(MOST_CONNECTIONS - 1)]
    await asyncio.sleep_ms(0)
    assert (await _served(server, GET)).endswith(b"GET / ")
    await asyncio.gather(*silent)


async def test_more_connections_than_there_is_room_for_are_closed_at_once() -> None:
    server = Server(_answer)
    silent = [asyncio.create_task(_served(server)) for _ in range(MOST_CONNECTIONS)]
    await asyncio.sleep_ms(0)
    assert await _served(server, GET) == b""
    await asyncio.gather(*silent)
    assert (await _served(server, GET)).endswith(b"GET / ")


async def test_one_request_is_answered_at_a_time() -> None:
    running = []

    def pieces() -> object:
        running.append(1)
        yield "a"
        yield str(len(running))
        running.pop()

    server = Server(lambda _request, _body: ("200 OK", "", pieces()))
    told = await asyncio.gather(_served(server, GET), _served(server, GET))
    assert [page[-2:] for page in told] == [b"a1", b"a1"]


def _is_foreign(*lines: str) -> bool:
    return Request("\r\n".join(("POST /save HTTP/1.1",) + lines).encode()).foreign


def test_a_form_sent_by_another_sites_page_is_told_apart() -> None:
    assert _is_foreign("Host: 192.168.4.1", "Origin: http://evil.example")
    assert _is_foreign("Host: 192.168.4.1", "Origin: null")
    assert not _is_foreign("Host: 192.168.4.1", "Origin: http://192.168.4.1")
    assert not _is_foreign("Host: 192.168.4.1")


def test_a_forms_fields_are_read_as_they_were_typed() -> None:
    assert read_form(b"deviceName=%EC%88%98%EA%B1%B4+L&wifiPassword=a%2Bb%26c%3Dd%25&size=") == {
        "deviceName": "수건 L",
        "wifiPassword": "a+b&c=d%",
        "size": "",
    }


def test_a_form_that_is_no_text_is_refused() -> None:
    for body in (b"a=%zz", b"a=%FF", b"a=\xff", b"a=%"):
        try:
            read_form(body)
        except RefusedRequestError:
            continue
        raise AssertionError(body)
