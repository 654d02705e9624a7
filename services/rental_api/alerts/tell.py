"""Tells the webhook what began and what ended, once each. Runs in the worker.

A tell that fails is tried again with the next look, five times in all. Where the process dies between telling and
noting it, the same `id` comes twice.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import structlog

from services.rental_api.alerts import gather, memory
from services.rental_api.alerts.memory import Kept
from services.rental_api.authorities import authorities
from services.rental_api.context import Context
from shared.clock import rfc3339

TIMEOUT_SECONDS = 3.0
MOST_TRIES = 5
MOST_AT_ONCE = 20
Post = Callable[[str, dict[str, Any]], bool]
log = structlog.get_logger()


def look(ctx: Context) -> int:
    """The worker's task: how many alerts there are now."""
    return tell(ctx, post)


def tell(ctx: Context, by: Post) -> int:
    """Keeps what lasts, tells what is new and what is over."""
    known = memory.kept(ctx.redis, ctx.keys)
    present = memory.dated(gather.now(ctx), known, ctx.clock())
    names = {one.alert.name for one in present}
    begun = [one for one in present if not one.told]
    ended = [one for name, one in known.items() if name not in names]
    for one in present:
        memory.keep(ctx.redis, ctx.keys, one)
    for one in begun[:MOST_AT_ONCE]:
        _begin(ctx, by, one)
    for one in ended[:MOST_AT_ONCE]:
        _end(ctx, by, one)
    return len(present)


def post(url: str, body: dict[str, Any]) -> bool:
    """Whether it was taken. The address may hold a secret, so no error of the client is logged."""
    try:
        told = httpx.post(url, json=body, timeout=TIMEOUT_SECONDS, follow_redirects=False, verify=authorities())
        return told.is_success
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        log.warning("alert webhook does not answer", error=type(error).__name__)
        return False


def _begin(ctx: Context, by: Post, one: Kept) -> None:
    done = _sent(ctx, by, one, "began")
    memory.keep(ctx.redis, ctx.keys, replace(one, told=done, tries=0 if done else one.tries + 1))


def _end(ctx: Context, by: Post, one: Kept) -> None:
    """The end of what nobody was told of is told to nobody; a new count of tries begins."""
    if not one.told or _sent(ctx, by, one, "ended"):
        memory.forget(ctx.redis, ctx.keys, one)
    else:
        memory.keep(ctx.redis, ctx.keys, replace(one, tries=one.tries + 1))


def _sent(ctx: Context, by: Post, one: Kept, event: str) -> bool:
    """True as well where there is no webhook, or it was tried often enough."""
    hook = ctx.settings.alert_webhook
    if hook is None:
        return True
    if by(hook.get_secret_value(), _body(ctx, one, event)):
        return True
    given_up = one.tries + 1 >= MOST_TRIES
    if given_up:
        log.error("alert not told", alert=one.alert.name, of=event, tries=MOST_TRIES)
    return given_up


def _body(ctx: Context, one: Kept, event: str) -> dict[str, Any]:
    """`text` is what chat services show."""
    alert = one.alert
    sign = "🔴" if event == "began" else "✅ 해결:"
    return {
        "id": f"{ctx.site}/{alert.name}/{one.seen_at}/{event}",
        "site": ctx.site,
        "event": event,
        "text": f"{sign} {alert.text_ko}",
        "alert": view(one),
    }


def view(one: Kept) -> dict[str, Any]:
    """As the API answers it and the webhook gets it."""
    alert = one.alert
    return {
        "code": alert.code,
        "severity": alert.severity,
        "since": rfc3339(one.since),
        "text_ko": alert.text_ko,
        "about": alert.about,
    }
