"""TLS to the broker. Loaded only where it is configured: it takes some 20 KB of RAM."""

import binascii
import ssl

BEGIN = "-----BEGIN CERTIFICATE-----"
END = "-----END CERTIFICATE-----"
IPPROTO_TCP = 6
TCP_NODELAY = 1


class Context(ssl.SSLContext):
    """MicroPython's TLS sockets take no options, so the socket below gets its own before it is wrapped."""

    def wrap_socket(self, sock, **options):
        sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        return super().wrap_socket(sock, **options)


def context(ca):
    """For brokers whose certificate is signed by `ca` (PEM) and carries the name they are reached by.

    Raises ValueError or OSError where `ca` cannot be used.
    """
    made = Context(ssl.PROTOCOL_TLS_CLIENT)
    made.verify_mode = ssl.CERT_REQUIRED
    made.load_verify_locations(cadata=der(ca))
    return made


def der(pem):
    """The certificate itself. Raises ValueError."""
    _, _, rest = pem.partition(BEGIN)
    text, end, _ = rest.partition(END)
    if not end:
        raise ValueError("no certificate")
    return binascii.a2b_base64("".join(text.split()))
