"""What the kiosk says, in each of its languages: one table a language, all with the same keys.

Pure: the language is an argument. `speech` binds it to the visit.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from services.kiosk_ui.client import ApiError
from services.kiosk_ui.models import Pass
from services.kiosk_ui.words import en, ko, zh
from services.kiosk_ui.words.console import TABS, ago, door, local_time, signal, workbook_state

__all__ = ["CATEGORIES", "LANGUAGES", "TABS", "ago", "door", "local_time", "signal", "workbook_state"]

LANGUAGES: Mapping[str, Mapping[str, str]] = {"ko": ko.TEXTS, "en": en.TEXTS, "zh": zh.TEXTS}
"""In the order in which the button goes round."""
DEFAULT = "ko"
KINDS = ("top", "pants", "towel", "sweat_towel", "other")
CATEGORIES = {kind: ko.TEXTS[f"category.{kind}"] for kind in KINDS}
"""The console's."""


def template(lang: str, key: str, **values: object) -> str:
    """The text before its placeholders are filled; KeyError for a key that is in no table."""
    table = LANGUAGES[lang]
    return table.get(f"{key}.one", table[key]) if values.get("n") == 1 else table[key]


def text(lang: str, key: str, **values: object) -> str:
    """`text("en", "left", n=3)` is `3 left`."""
    return template(lang, key, **values).format(**values)


def after(lang: str) -> str:
    """The language that the button leads to."""
    order = list(LANGUAGES)
    return order[(order.index(lang) + 1) % len(order)]


def refusal(lang: str, error: ApiError) -> str:
    """The API's no, in a calm sentence."""
    key = f"refusal.{error.code}"
    known = key if key in LANGUAGES[lang] else "refusal"
    return text(lang, known, n=error.extra.get("attempts_left", 0))


def masked(name: str) -> str:
    """`김하늘` is `김*늘`, `이산` is `이*`: enough to know oneself by, from behind one's back too little."""
    if len(name) <= 2:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def amount(lang: str, value: int, unit: str) -> str:
    """`12회` or `8,000원`; `unit` is `count` or `won`."""
    return text(lang, f"amount.{'won' if unit == 'won' else 'count'}", n=value)


def remaining(lang: str, one: Pass) -> str:
    """What is left on a pass, for a subscription what is left today."""
    today = one.remaining_today
    if today is None:
        return amount(lang, one.remaining or 0, one.unit)
    left = [f"{text(lang, f'category.{kind}')} {today[kind]}" for kind in KINDS if kind in today]
    return text(lang, "today", kinds=" · ".join(left))


def brief(lang: str, one: Pass) -> str:
    """The same in a word or two: of a subscription, garments of any kind left today."""
    today = one.remaining_today
    return remaining(lang, one) if today is None else text(lang, "today.sum", n=sum(today.values()))


def moment(lang: str, at: str | None, zone: ZoneInfo, key: str = "time.moment") -> str:
    """`11월 23일 15:00`, `23 Nov 15:00` in the gym's time for an RFC 3339 time, '' for none; `time.day`: the day."""
    if not at:
        return ""
    then = datetime.fromisoformat(at).astimezone(zone)
    month = text(lang, "months").split()[then.month - 1]
    return text(lang, key, month=month, day=then.day, hour=then.hour, minute=then.minute)
