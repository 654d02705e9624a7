"""One question and its answer by UDP, without waiting in a system call."""

import asyncio
import socket

TRIES = 40
LOOK_MS = 50
LONGEST = 512


async def ask(address, port, question, read):
    """What `read(packet)` makes of the first answer that it does not call None. Raises OSError after 2 s."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        sock.sendto(question, socket.getaddrinfo(address, port)[0][-1])
        for _ in range(TRIES):
            found = read(_received(sock))
            if found is not None:
                return found
            await asyncio.sleep_ms(LOOK_MS)
    finally:
        sock.close()
    raise OSError("no answer from " + address)


def _received(sock):
    try:
        return sock.recv(LONGEST)
    except OSError:  # nothing there yet
        return b""
