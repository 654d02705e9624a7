"""What holds for every request: no other site posts, nothing is kept by the browser, nothing comes from outside."""

from flask import Flask, Response, abort, request

BY_SCRIPT = "By-Script"
"""A header: a script of ours posts a form."""
SAFE = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def guard(app: Flask) -> None:
    app.before_request(refuse_other_sites)
    app.after_request(add_headers)
    app.after_request(tell_where)


def refuse_other_sites() -> None:
    """403 for a POST that does not say it comes from our own pages; browsers always say it."""
    if request.method not in SAFE and not _from_our_pages():
        abort(403)


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def tell_where(response: Response) -> Response:
    """A script that posted a form is told where it leads, and goes there itself: it would not see a redirect."""
    if response.status_code == 303 and BY_SCRIPT in request.headers:
        response.headers["To"] = response.headers.pop("Location")
        response.status_code, response.data = 204, b""
    return response


def _from_our_pages() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    ours = request.host_url.rstrip("/")
    if site is not None and site != "same-origin":
        return False
    return origin == ours if origin is not None else site == "same-origin"
