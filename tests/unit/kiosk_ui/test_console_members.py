"""The console's members: found, changed, given passes; nothing counts twice, no PIN is ever shown."""

import re

import pytest

from tests.unit.kiosk_ui.browser import Browser, csrf, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi
from tests.unit.kiosk_ui.fake_data import event, voucher

HIS = "/console/members/A001"
ADJUST = f"{HIS}/passes/pas_1/adjust"


def key(page: str) -> str:
    """The one that the page's form carries."""
    return re.search(r'name="key" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]


@pytest.mark.parametrize("query", ["하늘", "0001", "A001"])
def test_a_member_is_found_and_leads_to_his_page(operator: Browser, query: str) -> None:
    page = operator.get(f"/console/members?query={query}")
    assert HIS in element(page, "member-A001")
    assert not element(page, "member-A002")


def test_a_members_page_says_what_he_has_and_what_became_of_it(operator: Browser) -> None:
    told = words(operator.get(HIS))
    for text in ("김하늘", "010-1000-0001", "30회권", "30회", "-2회", "운영자 · 잘못 준 것", "시트에서", "보류"):
        assert text in told
    assert "owner's sheet" not in told


def test_a_members_page_says_who_changed_what_and_what_he_claimed(operator: Browser) -> None:
    page = operator.get(HIS)
    told = words(page)
    for text in (
        "시트에서 고쳤어요: 회원 A001, 이름 김하 → 김하늘",
        "이용권을 조정했어요: 잘못 준 것",
        "나오지 않았다는 신고: 돌려줬어요",
        "정보를 고쳤어요: 키·카드 번호, PIN",
    ):
        assert text in told
    assert "/console/rentals/rnt_7" in page.text


def test_a_kind_of_event_without_words_is_told_by_its_name(operator: Browser, api: FakeApi) -> None:
    api.events = [event(1, "brand_new")]
    assert "brand_new" in words(operator.get(HIS))


def test_money_has_thousands(operator: Browser, api: FakeApi) -> None:
    api.passes["A001"] = [voucher("pas_v", "금액권", 1_234_500)]
    assert "1,234,500원" in words(operator.get(HIS))


def test_only_what_was_typed_over_is_sent(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"{HIS}/edit")
    was = {"was_name": "김하늘", "was_phone": "010-1000-0001", "was_nfc_uid": "", "was_notes": ""}
    given = {"name": "김하늘", "phone": "010-1000-0001", "nfc_uid": "5A41B914", "notes": ""}
    assert operator.post(f"{HIS}/edit", csrf=csrf(page), **was, **given).location == HIS
    assert api.edits == [("A001", {"nfc_uid": "5A41B914"})]


def test_a_number_of_another_comes_back_with_the_field_and_what_was_typed(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"{HIS}/edit")
    answer = operator.post(f"{HIS}/edit", csrf=csrf(page), name="김하늘", was_name="김하늘", phone="01010000002")
    assert (answer.status_code, api.edits) == (409, [])
    assert "전화번호: 다른 회원이 쓰고 있어요." in words(answer)
    assert 'value="01010000002"' in element(answer, "phone")


def test_a_new_pin_is_sent_and_never_shown(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"{HIS}/pin")
    operator.post(f"{HIS}/pin", csrf=csrf(page), pin="975310")
    assert api.edits == [("A001", {"pin": "975310"})]
    assert all("975310" not in answer.text for answer in [*operator.seen, operator.get(HIS)])


def test_a_member_is_suspended_and_revived_after_a_question(operator: Browser, api: FakeApi) -> None:
    for status in ("suspended", "active"):
        page = operator.get(f"{HIS}/status/{status}")
        operator.post(f"{HIS}/status/{status}", csrf=csrf(page))
    assert api.edits == [("A001", {"status": "suspended"}), ("A001", {"status": "active"})]
    assert operator.get(f"{HIS}/status/deleted").status_code == 404


def test_a_new_member_gets_what_was_filled_in(operator: Browser, api: FakeApi) -> None:
    page = operator.get("/console/members/new")
    who = {"member_id": "A009", "name": "한바다", "phone": "010-1000-0009", "pin": "", "nfc_uid": ""}
    assert operator.post("/console/members/new", csrf=csrf(page), **who).location == "/console/members/A009"
    assert api.edits == [("A009", {"name": "한바다", "phone": "010-1000-0009"})]


def test_an_id_that_is_taken_changes_nobody(operator: Browser, api: FakeApi) -> None:
    page = operator.get("/console/members/new")
    who = {"member_id": "A001", "name": "한바다", "phone": "010-1000-0009", "pin": "135790"}
    answer = operator.post("/console/members/new", csrf=csrf(page), **who)
    assert "회원번호: 이미 쓰고 있는 회원이 있어요." in words(answer)
    assert 'value="한바다"' in element(answer, "name")
    assert "135790" not in answer.text
    assert not api.edits


def test_a_count_pass_is_granted_once_however_often_it_is_tapped(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"{HIS}/grant")
    form = {"csrf": csrf(page), "key": key(page.text), "kind": "count", "count": "10", "category": "towel"}
    for _ in range(2):
        assert operator.post(f"{HIS}/grant", **form).location == HIS
    assert api.granted == [("A001", {"kind": "count", "count": 10, "category": "towel"})]


def test_only_what_is_sold_now_is_offered(operator: Browser) -> None:
    page = operator.get(f"{HIS}/grant?kind=voucher")
    assert element(page, "sold-VCH-30K")
    assert not element(page, "sold-VCH-OLD")
    assert not element(page, "sold-SUB-1M")
    assert "30,000원 쓸 수 있어요 · 값 27,000원 · 90일" in words(page)


def test_a_product_goes_before_an_amount_that_was_typed_as_well(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"{HIS}/grant?kind=voucher")
    form = {"kind": "voucher", "product_id": "VCH-30K", "amount": "5,000", "reason": "선물"}
    operator.post(f"{HIS}/grant", csrf=csrf(page), key=key(page.text), **form)
    assert api.granted == [("A001", {"kind": "voucher", "product_id": "VCH-30K", "reason": "선물"})]


def test_a_count_that_is_none_is_named_and_the_form_keeps_its_key(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"{HIS}/grant")
    form = {"csrf": csrf(page), "key": key(page.text), "kind": "count", "count": "many"}
    answer = operator.post(f"{HIS}/grant", **form)
    assert "횟수: " in words(answer)
    assert key(answer.text) == key(page.text)
    assert not api.granted


def _sure(operator: Browser, **form: str) -> dict[str, str]:
    """What the confirmation's form carries."""
    page = operator.get(ADJUST)
    given = {"csrf": csrf(page), "key": key(page.text), "amount": "2", "reason": "보상", "way": "more"} | form
    return given | {"step": "sure"}


def test_an_adjustment_shows_before_and_after_and_does_nothing_yet(operator: Browser, api: FakeApi) -> None:
    page = operator.post(ADJUST, **_sure(operator, way="less") | {"step": "look"})
    assert re.search(r"30회.*→ 28회 -2회", words(page))
    assert not api.adjusted


def test_an_adjustment_is_a_difference_with_its_reason_and_counts_once(operator: Browser, api: FakeApi) -> None:
    form = _sure(operator)
    for _ in range(2):
        assert operator.post(ADJUST, **form).location == HIS
    assert api.adjusted == [("pas_1", {"amount": 2, "reason": "보상"})]
    assert "지금 32회 남았어요" in words(operator.get(HIS))


def test_an_answer_that_was_lost_is_asked_for_again_and_counts_once(operator: Browser, api: FakeApi) -> None:
    form = _sure(operator)
    api.lost_posts = 1
    assert operator.post(ADJUST, **form).location == HIS
    assert len(api.adjusted) == 1


def test_without_any_answer_the_page_leads_to_where_one_sees_what_was_done(operator: Browser, api: FakeApi) -> None:
    form = _sure(operator)
    api.lost_posts = 2
    answer = operator.post(ADJUST, **form)
    assert answer.status_code == 503
    assert f'data-again="{HIS}"' in answer.text
    assert len(api.adjusted) == 1


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"reason": " "}, "사유: "),
        ({"amount": "0"}, "금액: "),
        ({"amount": "-5"}, "금액: "),
        ({"amount": "99999999"}, "금액: "),
        ({"amount": "31", "way": "less"}, "남은 것보다 많이 뺄 수 없어요"),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused_by_name(
    operator: Browser, api: FakeApi, form: dict[str, str], told: str
) -> None:
    answer = operator.post(ADJUST, **_sure(operator, **form) | {"step": "look"})
    assert (answer.status_code, api.adjusted) == (409, [])
    assert told in words(answer)


def test_another_members_pass_is_nobodys(operator: Browser) -> None:
    assert operator.get(f"{HIS}/passes/pas_2/adjust").status_code == 404


@pytest.mark.parametrize("path", ["/edit", "/pin", "/grant", "/status/suspended", "/passes/pas_1/adjust"])
def test_no_form_counts_without_its_token(operator: Browser, api: FakeApi, path: str) -> None:
    assert operator.post(f"{HIS}{path}", csrf="forged", name="x", step="sure", amount="1").status_code == 403
    assert not api.edits
    assert not api.adjusted
