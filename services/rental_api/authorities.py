"""Whom requests to other machines trust."""

import ssl
from functools import cache

import httpx


@cache
def authorities() -> ssl.SSLContext:
    """Those httpx comes with. It would read all of them for each request, while a member waits at the reader."""
    return httpx.create_ssl_context()
