"""Names, amounts and passes as they are read on the screen, in each language."""

import re
from pathlib import Path
from string import Formatter

import pytest

from services.kiosk_ui import words
from services.kiosk_ui.client import ApiError
from services.kiosk_ui.models import Pass
from shared.config import Settings

KIOSK_UI = Path(words.__file__).parents[1]
NAMED = re.compile(r"""\b(?:t|speech\.text)\(\s*['"]([\w.-]+)['"]\s*[,)]""")
MONTH = Pass("p", "subscription", "월정기", "active", None, "count", {"top": 1, "pants": 0})


def keys(lang: str) -> set[str]:
    return {key for key in words.LANGUAGES[lang] if not key.endswith(".one")}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_language_says_everything_with_the_same_values(lang: str) -> None:
    assert keys(lang) == keys("ko")
    for key, text in words.LANGUAGES[lang].items():
        known = placeholders(words.LANGUAGES["ko"][key.removesuffix(".one")])
        assert placeholders(text) <= known if key.endswith(".one") else placeholders(text) == known, key


def test_every_text_that_a_screen_names_is_there() -> None:
    sources = [*KIOSK_UI.glob("views/*.py"), *KIOSK_UI.glob("templates/*.html")]
    named = {key for source in sources for key in NAMED.findall(source.read_text())}
    assert len(named) > 30
    assert not named - keys("ko")


def test_no_text_is_written_into_a_screen() -> None:
    screens = [*KIOSK_UI.glob("templates/*.html"), *KIOSK_UI.glob("static/*.js")]
    code = {one.name: re.sub(r"//.*|\{#.*?#\}", "", one.read_text()) for one in screens}
    assert not [name for name, text in code.items() if re.search(r"[가-힣]", text) and "console" not in name]


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_text_is_safe_in_a_page_as_it_stands(lang: str) -> None:
    said = "".join(words.LANGUAGES[lang].values()).replace("<br>", "")
    assert not set('<>&"') & set(said)


def test_a_language_is_written_in_its_own_letters() -> None:
    foreign = re.compile(r"[가-힣]")
    assert not [key for lang in ("en", "zh") for key, text in words.LANGUAGES[lang].items() if foreign.search(text)]


@pytest.mark.parametrize(
    ("name", "seen"), [("김하늘", "김*늘"), ("이산", "이*"), ("남궁민수", "남**수"), ("김", "김"), ("", "")]
)
def test_a_name_is_known_to_its_bearer_only(name: str, seen: str) -> None:
    assert words.masked(name) == seen


@pytest.mark.parametrize(
    ("lang", "value", "unit", "seen"),
    [
        ("ko", 12, "count", "12회"),
        ("ko", 8000, "won", "8,000원"),
        ("en", 12, "count", "12 uses"),
        ("en", 1, "count", "1 use"),
        ("en", 8000, "won", "₩8,000"),
        ("zh", 12, "count", "12次"),
        ("zh", 8000, "won", "8,000韩元"),
    ],
)
def test_an_amount_has_its_unit(lang: str, value: int, unit: str, seen: str) -> None:
    assert words.amount(lang, value, unit) == seen


@pytest.mark.parametrize(
    ("lang", "told", "seen"),
    [
        ("ko", Pass("p", "count", "30회권", "active", 30, "count"), "30회"),
        ("ko", Pass("p", "voucher", "금액권", "active", 8000, "won"), "8,000원"),
        ("ko", MONTH, "오늘 상의 1 · 하의 0"),
        ("en", MONTH, "Today: Tops 1 · Bottoms 0"),
        ("zh", MONTH, "今日 上衣 1 · 裤子 0"),
    ],
)
def test_every_kind_of_pass_says_what_is_left(lang: str, told: Pass, seen: str) -> None:
    assert words.remaining(lang, told) == seen


@pytest.mark.parametrize(
    ("lang", "seen"), [("ko", "11월 23일 15:05"), ("en", "23 Nov 15:05"), ("zh", "11月23日 15:05")]
)
def test_a_moment_is_the_gyms_time(lang: str, seen: str, settings: Settings) -> None:
    assert words.moment(lang, "2026-11-23T06:05:00.123Z", settings.zone) == seen
    assert words.moment(lang, None, settings.zone) == ""


@pytest.mark.parametrize(("lang", "said"), [("ko", "1번 더"), ("en", "one more try"), ("zh", "还可以输入1次")])
def test_a_refusal_counts_in_the_language(lang: str, said: str) -> None:
    assert said in words.refusal(lang, ApiError("wrong-pin", extra={"attempts_left": 1}))


def test_a_refusal_nobody_knows_is_still_a_sentence() -> None:
    assert words.refusal("en", ApiError("new-problem")) == words.text("en", "refusal")


def test_the_button_goes_round_all_languages() -> None:
    assert [words.after(lang) for lang in ("ko", "en", "zh")] == ["en", "zh", "ko"]
