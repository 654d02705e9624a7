"""What the templates can say and ask: their filters and names, each from the module whose matter it is."""

from collections.abc import Callable
from functools import partial

from flask import Flask

from services.kiosk_ui import advice, speech, visit, words
from services.kiosk_ui.cart import MOST_GARMENTS
from services.kiosk_ui.catalogue import condition, is_his_size, takeable
from services.kiosk_ui.charts import plane
from services.kiosk_ui.views import looks
from services.kiosk_ui.words import devices, people
from services.kiosk_ui.words.happened import happened
from shared.clock import now_ms
from shared.config import Settings

IDLE_SECONDS = 60
Named = dict[str, object]


def teach(app: Flask, settings: Settings) -> None:
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(_KIOSK_FILTERS | _CONSOLE_FILTERS | devices.FILTERS | _in_the_zone(settings))
    env.globals.update(_SPEECH | _SCREENS | _CONSOLE, version=app.static_url_path)


def _in_the_zone(settings: Settings) -> dict[str, Callable[..., str]]:
    """Times of day in the gym."""
    of = {"local": words.local_time, "moment": speech.moment, "clock": people.clock}
    return {name: partial(text, zone=settings.zone) for name, text in of.items()}


_KIOSK_FILTERS: dict[str, Callable[..., object]] = {
    "masked": words.masked,
    "remaining": speech.remaining,
    "brief": speech.brief,
    "amount": speech.amount,
    "takeable": takeable,
}
_CONSOLE_FILTERS: dict[str, Callable[..., object]] = {
    "ago": words.ago,
    "workbook_state": words.workbook_state,
    "signal": words.signal,
    "door": words.door,
    "advice": advice.advice,
    "place": advice.place,
    "phone": people.phone,
    "change": people.change,
    "why": people.why,
    "garments": people.garments,
    "gap": people.gap,
    "happened": happened,
    "told": people.told,
    "daily": partial(people.daily, names=words.CATEGORIES),
}
_SPEECH: Named = {
    "t": speech.t,
    "language": speech.language,
    "languages": words.LANGUAGES,
    "next_language": lambda: words.after(speech.language()),
    "view": visit.view,
    "has_looks": visit.has_looks,
    "here": looks.here,
    "categories": words.CATEGORIES,
}
_SCREENS: Named = {
    "condition": condition,
    "is_his_size": is_his_size,
    "takeable": takeable,
    "most_garments": MOST_GARMENTS,
    "idle_seconds": IDLE_SECONDS,
    "the_member": visit.member,
    "now_ms": now_ms,
}
_CONSOLE: Named = {"tabs": words.TABS, "said": people, "plane": plane}
