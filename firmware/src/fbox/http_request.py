"""A browser's request, read and checked. Pure: no sockets here."""

HEAD_END = b"\r\n\r\n"
MOST_HEAD = 4096
MOST_BODY = 8192


class RefusedRequestError(Exception):
    """`status` is what the answer begins with."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status


class Request:
    """`length`: bytes of the body. Raises RefusedRequestError."""

    def __init__(self, head):
        try:
            lines = head.decode().split("\r\n")
            self.method, target, _ = lines[0].split(" ")
        except ValueError:
            raise RefusedRequestError("400 Bad Request")
        self.path = target.partition("?")[0]
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        self.length = _length(headers)
        self.foreign = _is_foreign(headers)


def _length(headers):
    text = headers.get("content-length", "0")
    if not text.isdigit() or "transfer-encoding" in headers:
        raise RefusedRequestError("411 Length Required")
    if len(text) > 5 or int(text) > MOST_BODY:
        raise RefusedRequestError("413 Content Too Large")
    return int(text)


def _is_foreign(headers):
    """True for a form that another site's page sends: a phone may be on the Internet beside us."""
    origin = headers.get("origin")
    return origin is not None and origin != "http://" + headers.get("host", "")


def read_form(body):
    """{name: text} of a form's body, application/x-www-form-urlencoded. Raises RefusedRequestError."""
    form = {}
    try:
        for pair in body.split(b"&"):
            name, _, value = pair.partition(b"=")
            form[_plain(name)] = _plain(value)
    except ValueError:
        raise RefusedRequestError("400 Bad Request")
    return form


def _plain(text):
    first, *rest = text.replace(b"+", b" ").split(b"%")
    pieces = [first]
    for piece in rest:
        pieces.append(bytes((int(piece[:2], 16),)) + piece[2:])
    return b"".join(pieces).decode()
