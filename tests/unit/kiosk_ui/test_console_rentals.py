"""The console's rentals: leafed through, one with its timeline; claims decided; figures drawn and told."""

import re

import pytest

from services.kiosk_ui.charts.bars import bars
from services.kiosk_ui.charts.plane import FLOOR, LEFT, RIGHT, WIDTH, ceiling
from services.kiosk_ui.models_people import Moment
from services.kiosk_ui.views.console.rentals import with_gaps
from services.kiosk_ui.words.people import gap
from tests.unit.kiosk_ui.browser import Browser, csrf, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi
from tests.unit.kiosk_ui.fake_data import CLAIM, TIMELINE


@pytest.fixture
def rental(browser: Browser, api: FakeApi) -> str:
    """Handed out to A001."""
    made = browser.rent(P_TOP=2)
    api.come_out(made, "dispensed", "failed")
    browser.post("/console/login", password="password-for-tests")
    return made


def test_rentals_are_listed_with_whose_they_are_and_what_became_of_them(rental: str, operator: Browser) -> None:
    page = operator.get("/console/rentals")
    assert 'data-state="partial"' in element(page, f"rental-{rental}")
    assert "김하늘 · 운동복 상의 105 2" in words(page)


def test_what_narrows_the_list_is_asked_of_the_api_and_kept_in_the_form(operator: Browser, api: FakeApi) -> None:
    api.behind = "rnt_5"
    page = operator.get("/console/rentals?state=failed&member=A001&day=2026-11-23&device=")
    assert api.listed[-1] == {"state": "failed", "member": "A001", "day": "2026-11-23"}
    older = element(page, "older") or page.text
    assert all(part in older for part in ("before=rnt_5", "state=failed", "member=A001"))


def test_the_timeline_tells_times_of_the_gym_and_the_gaps_between(rental: str, operator: Browser) -> None:
    told = words(operator.get(f"/console/rentals/{rental}"))
    assert re.search(r"15:00:00.000 +주문: 1벌 보관함 12", told)
    assert re.search(r"15:00:00.040 \+0.040초 +출고 명령", told)
    assert re.search(r"15:00:02.540 \+2.5초 +나옴 \(기기의 응답\)", told)
    assert re.search(r"— +시트에 기록 대기 시트 줄 rnt_7/P-TOWEL", told)


def test_a_gap_needs_both_its_times() -> None:
    stages = with_gaps([Moment.read(one) for one in TIMELINE])
    assert [one.gap for one in stages] == [None, 0.0, 0.04, 2.5, 0.0, None]
    assert [gap(one) for one in (None, 0.0, 0.04, 2.5, 180.0)] == ["", "", "+0.040초", "+2.5초", "+3분"]


def test_a_claim_is_shown_with_its_evidence_and_decided_with_the_consequence_in_words(
    operator: Browser, api: FakeApi
) -> None:
    api.claims = [dict(CLAIM)]
    assert element(operator.get("/console"), "claim-clm_1")
    page = operator.get("/console/claims/clm_1")
    told = words(page)
    for text in ("보내기 전 재고 9", "지금 재고 12", "문이 열렸거나", "돌려줍니다", "되돌릴 수 없어요"):
        assert text in told
    assert operator.post("/console/claims/clm_1", csrf=csrf(page), outcome="give_back").location == "/console/claims"
    assert api.decided == [("clm_1", "give_back")]
    assert "돌려주었어요" in words(operator.get("/console/claims"))


def test_a_claim_that_was_decided_meanwhile_is_told_as_such(operator: Browser, api: FakeApi) -> None:
    api.claims = [dict(CLAIM)]
    page = operator.get("/console/claims/clm_1")
    api.claims[0]["verdict"] = "refused"
    operator.post("/console/claims/clm_1", csrf=csrf(page), outcome="give_back")
    assert not api.decided
    assert "이미 정해졌어요" in words(operator.get("/console/claims"))


def test_nothing_else_can_be_decided(operator: Browser, api: FakeApi) -> None:
    api.claims = [dict(CLAIM)]
    page = operator.get("/console/claims/clm_1")
    assert operator.post("/console/claims/clm_1", csrf=csrf(page), outcome="keep").status_code == 400
    assert not api.decided


@pytest.mark.parametrize("days", [1, 7, 30])
def test_every_chart_has_its_name_and_its_table(operator: Browser, days: int) -> None:
    page = operator.get(f"/console/figures?days={days}")
    drawings, tables = page.text.count('<svg class="chart"'), page.text.count("표로 보기")
    assert drawings == tables == (4 if days == 1 else 5)
    assert len(re.findall(r'role="img" aria-label="[^"]+"', page.text)) == drawings
    assert "style=" not in page.text


def test_figures_say_what_the_api_said(operator: Browser) -> None:
    told = words(operator.get("/console/figures"))
    for text in ("수건 14벌 1.1초 1.4초", "지금 20", "11.23. 05:00 4", "모두 69 건"):
        assert text in told


@pytest.mark.parametrize("path", ["members", "members/A001", "rentals", "claims", "figures"])
def test_none_of_these_pages_is_for_others(browser: Browser, path: str) -> None:
    assert browser.get(f"/console/{path}").location == "/console/login"


def test_bars_stand_on_the_floor_within_the_plane() -> None:
    drawn = bars([("a", 0), ("b", 3), ("c", 8)]).bars
    assert [bar.y + bar.height for bar in drawn] == [FLOOR] * 3
    assert drawn[0].height == 0
    assert drawn[2].height > drawn[1].height
    assert drawn[0].x >= LEFT
    assert drawn[2].x + drawn[2].width <= WIDTH - RIGHT


def test_the_top_of_the_scale_is_round_and_above_all() -> None:
    assert [ceiling([most]) for most in (0, 4, 5, 9, 30, 17_000)] == [4, 4, 8, 20, 40, 20_000]
