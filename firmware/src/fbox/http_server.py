"""As much of a web server as a form needs. Bounded in bytes, connections and time; one request at a time."""

import asyncio

from fbox.http_request import HEAD_END, MOST_HEAD, RefusedRequestError, Request

CHUNK = 512
MOST_CONNECTIONS = 4  # browsers open one or two ahead of need
PATIENCE_S = 10
HEAD = "HTTP/1.1 {}\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n"
LOST = (OSError, EOFError, MemoryError, asyncio.TimeoutError)


class Server:
    """`answer(request, body)` gives (status, more header lines, the pieces of a page)."""

    def __init__(self, answer):
        self._answer = answer
        self._turn = asyncio.Lock()
        self._connections = 0

    async def listen(self, host, port):
        return await asyncio.start_server(self._serve, host, port)

    async def _serve(self, reader, writer):
        self._connections += 1
        try:
            if self._connections <= MOST_CONNECTIONS:
                await self._take_turn(reader, writer)
        except LOST as error:
            print("request lost:", repr(error))
        finally:
            self._connections -= 1
            writer.s.close()

    async def _take_turn(self, reader, writer):
        """Whoever says nothing holds nobody up; whoever speaks has so long for all of it."""
        first = await asyncio.wait_for(reader.read(CHUNK), PATIENCE_S)
        async with self._turn:
            await asyncio.wait_for(self._exchange(first, reader, writer), PATIENCE_S)

    async def _exchange(self, first, reader, writer):
        try:
            status, headers, pieces = self._answer(*await read_request(first, reader))
        except RefusedRequestError as bad:
            status, headers, pieces = bad.status, "", (bad.status,)
        writer.write((HEAD.format(status) + headers + "\r\n").encode())
        for piece in pieces:
            writer.write(piece.encode())
            await writer.drain()
        await writer.drain()
        writer.close()
        await writer.wait_closed()


async def read_request(data, reader):
    """(Request, its body). Raises RefusedRequestError, EOFError."""
    while HEAD_END not in data:
        if len(data) > MOST_HEAD:
            raise RefusedRequestError("431 Request Header Fields Too Large")
        data += await _more(reader)
    head, _, body = data.partition(HEAD_END)
    request = Request(head)
    body = bytearray(body)
    while len(body) < request.length:
        body.extend(await _more(reader))
    return request, bytes(body[: request.length])


async def _more(reader):
    data = await reader.read(CHUNK)
    if not data:
        raise EOFError
    return data
