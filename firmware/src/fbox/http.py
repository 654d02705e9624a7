"""Files from the Pi, read in small pieces. Knows as much of HTTP as that takes."""

import asyncio

from fbox.ipv4 import is_ipv4

SECONDS = 10
MOST_HEAD = 20  # lines
MOST_URL = 160
MANIFEST = "manifest"


class Http:
    """What lies beside one manifest. The host is in digits: to look a name up would hold everything up."""

    def __init__(self, url):
        """Raises ValueError."""
        place, _, path = url[len("http://") :].partition("/")
        self._host, _, port = place.partition(":")
        whole = url.startswith("http://") and is_ipv4(self._host) and port.isdigit()
        if not whole or not path.endswith(MANIFEST) or len(url) > MOST_URL:
            raise ValueError("url must look like http://192.168.0.2:9185/3.1.0/manifest")
        self._port, self._folder = int(port), "/" + path[: -len(MANIFEST)]

    async def open(self, name):
        """The file as a Body. Raises OSError."""
        asked = "GET {}{} HTTP/1.0\r\nHost: {}\r\n\r\n".format(self._folder, name, self._host)
        streams = await _in_time(asyncio.open_connection(self._host, self._port))
        try:
            return Body(streams, await _in_time(_ask(streams, asked.encode())))
        except Exception:
            streams[1].s.close()
            raise


class Body:
    def __init__(self, streams, size):
        self._reader, self._writer = streams
        self.size = size

    async def read(self, most):
        """At least one byte. Raises OSError where no more come."""
        data = await _in_time(self._reader.read(most))
        if not data:
            raise OSError("cut short")
        return data

    def close(self):
        self._writer.s.close()


async def _ask(streams, asked):
    """Bytes that follow."""
    reader, writer = streams
    writer.write(asked)
    await writer.drain()
    status = (await reader.readline()).split()
    if len(status) < 2 or status[1] != b"200":
        raise OSError("the file is not there")
    size = None
    for _ in range(MOST_HEAD):
        name, _, value = (await reader.readline()).partition(b":")
        if name.lower() == b"content-length":
            size = int(value)
        if not name.strip():
            break
    if size is None:
        raise OSError("no length")
    return size


async def _in_time(job):
    try:
        return await asyncio.wait_for(job, SECONDS)
    except asyncio.TimeoutError:
        raise OSError("too slow")
