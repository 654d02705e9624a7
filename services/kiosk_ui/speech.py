"""The words in the language of this visit: `text("key", …)` for the views, `t("key", …)` for the templates."""

import re
from zoneinfo import ZoneInfo

from flask import request
from markupsafe import Markup

from services.kiosk_ui import visit, words
from services.kiosk_ui.client import ApiError
from services.kiosk_ui.models import Pass


def language() -> str:
    """The visit's. The console is Korean, whatever a member chose on the same screen."""
    return words.DEFAULT if is_console() else visit.language()


def is_console() -> bool:
    return re.match(r"/console\b", request.path) is not None


def text(key: str, **values: object) -> str:
    return words.text(language(), key, **values)


def t(key: str, **values: object) -> Markup:
    """For templates. A value that is Markup stays as it is, any other is escaped."""
    return Markup(words.template(language(), key, **values)).format(**values)  # noqa: S704 - our own tables


def refusal(error: ApiError) -> str:
    return words.refusal(language(), error)


def amount(value: int, unit: str) -> str:
    return words.amount(language(), value, unit)


def remaining(one: Pass) -> str:
    return words.remaining(language(), one)


def brief(one: Pass) -> str:
    return words.brief(language(), one)


def moment(at: str | None, zone: ZoneInfo, key: str = "time.moment") -> str:
    return words.moment(language(), at, zone, key)
