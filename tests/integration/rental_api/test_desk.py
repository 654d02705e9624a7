"""What the operator does at the desk: a tap counts once, a key is one member's, what was done can be read."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.gym import PIN, TOKEN, Gym, code

CARD = "5a41b914524189"
GRANT = "/api/members/A001/passes"


def put(gym: Gym, member_id: str = "A001", **edit: Any) -> TestResponse:  # noqa: ANN401 - MemberEdit's fields
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return gym.client.put(f"/api/members/{member_id}", json=edit, headers=headers)


def member(gym: Gym, member_id: str = "A001") -> dict[str, Any]:
    return dict(gym.get(f"/api/members/{member_id}")["member"])


def entries(gym: Gym) -> list[dict[str, Any]]:
    return list(gym.get("/api/members/A001/entries")["entries"])


def test_a_grant_that_is_tapped_twice_grants_once(gym: Gym) -> None:
    first, again = (gym.post(GRANT, {"kind": "count", "count": 10}, **{"Idempotency-Key": "tap"}) for _ in range(2))
    assert first.get_json() == again.get_json()
    assert len(gym.get(GRANT)["passes"]) == 2


def test_an_adjustment_that_is_tapped_twice_moves_the_balance_once(gym: Gym) -> None:
    path = f"/api/passes/{gym.pass_id}/adjustments"
    told = [gym.post(path, {"amount": 5, "reason": "보상"}, **{"Idempotency-Key": "tap"}) for _ in range(2)]
    assert [one.get_json()["remaining"] for one in told] == [15, 15]
    assert gym.kinds() == ["grant", "adjust"]


def test_what_became_of_a_member_is_told_newest_first_without_his_rentals(gym: Gym) -> None:
    put(gym, name="김바다", notes="새벽반")
    gym.post(f"/api/passes/{gym.pass_id}/adjustments", {"amount": 5, "reason": "보상"})
    assert gym.rent().status_code == 202
    told = gym.get("/api/members/A001/events")["events"]
    assert [one["type"] for one in told[:2]] == ["pass_adjusted", "member_changed"]
    assert told[1]["details"] == {"by": "operator", "changed": ["name", "notes"]}
    assert "rental" not in [one["type"] for one in told]


def test_without_a_key_each_request_counts(gym: Gym) -> None:
    for _ in range(2):
        gym.post(f"/api/passes/{gym.pass_id}/adjustments", {"amount": 5, "reason": "보상"})
    assert gym.balance() == 20


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (GRANT, {"kind": "count", "count": 11}),
        ("/api/members/A002/passes", {"kind": "count", "count": 10}),
    ],
)
def test_a_key_that_comes_with_another_wish_is_refused(gym: Gym, path: str, body: dict[str, Any]) -> None:
    gym.member("A002", "010-1000-0002")
    gym.post(GRANT, {"kind": "count", "count": 10}, **{"Idempotency-Key": "tap"})
    assert code(gym.post(path, body, **{"Idempotency-Key": "tap"})) == "idempotency-conflict"


def test_a_grant_that_was_refused_leaves_its_key_free(gym: Gym) -> None:
    refused = gym.post(GRANT, {"kind": "voucher", "product_id": "NONE"}, **{"Idempotency-Key": "tap"})
    assert code(refused) == "invalid-request"
    assert gym.post(GRANT, {"kind": "count", "count": 10}, **{"Idempotency-Key": "tap"}).status_code == 201


def test_a_key_that_is_too_long_is_refused_by_name(gym: Gym) -> None:
    answer = gym.post(GRANT, {"kind": "count", "count": 10}, **{"Idempotency-Key": "x" * 101})
    assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"


def test_a_card_is_kept_in_capitals_and_tells_the_member(gym: Gym) -> None:
    assert put(gym, nfc_uid=CARD).status_code == 200
    assert member(gym)["nfc_uid"] == CARD.upper()
    told = gym.post("/api/members/identify", {"nfc_uid": CARD}).get_json()
    assert told["member"]["member_id"] == "A001"


def test_a_card_can_be_taken_from_a_member_and_given_to_another(gym: Gym) -> None:
    gym.member("A002", "010-1000-0002")
    put(gym, nfc_uid=CARD)
    put(gym, nfc_uid="")
    assert member(gym)["nfc_uid"] is None
    assert put(gym, "A002", nfc_uid=CARD).status_code == 200


def test_another_members_card_is_refused_by_the_name_of_the_field(gym: Gym) -> None:
    gym.member("A002", "010-1000-0002")
    put(gym, nfc_uid=CARD)
    refused = put(gym, "A002", nfc_uid=CARD.upper())
    assert (code(refused), refused.get_json()["errors"][0]["field"]) == ("key-taken", "nfc_uid")
    assert member(gym, "A002")["nfc_uid"] is None


@pytest.mark.parametrize("uid", ["12G4", "123", "A" * 41, "12 34"])
def test_what_is_no_card_is_refused_by_the_name_of_the_field(gym: Gym, uid: str) -> None:
    refused = put(gym, nfc_uid=uid)
    assert refused.get_json()["errors"][0]["field"] == "nfc_uid"


def test_no_event_tells_a_card_a_phone_or_a_pin(gym: Gym) -> None:
    put(gym, nfc_uid=CARD, phone="010-7777-7777", pin="135790")
    told = str(gym.get("/api/events?after=0")["events"]).lower()
    assert not any(secret in told for secret in (CARD, "7777", "135790"))
    assert "'changed': ['nfc_uid', 'phone', 'pin']" in told


def test_what_an_edit_leaves_out_stays(gym: Gym) -> None:
    put(gym, status="suspended")
    told = member(gym)
    assert (told["name"], told["phone"], told["status"]) == ("김하늘", "01010000001", "suspended")


@pytest.mark.parametrize(("edit", "field"), [({"phone": "010-1000-0009"}, "name"), ({"name": "이바다"}, "phone")])
def test_a_new_member_needs_name_and_phone(gym: Gym, edit: dict[str, str], field: str) -> None:
    refused = put(gym, "A009", **edit)
    assert refused.get_json()["errors"][0]["field"] == field
    assert gym.get("/api/members/A009")["status"] == 404


def test_a_new_member_does_not_take_the_place_of_another(gym: Gym) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "If-None-Match": "*"}
    who = {"name": "이바다", "phone": "010-1000-0009"}
    refused = gym.client.put("/api/members/A001", json=who, headers=headers)
    assert (code(refused), refused.get_json()["errors"][0]["field"]) == ("member-exists", "member_id")
    assert member(gym)["name"] == "김하늘"
    assert gym.client.put("/api/members/A009", json=who, headers=headers).status_code == 201


@pytest.mark.parametrize("member_id", ["하늘", "A 1", "x" * 41])
def test_an_id_that_is_none_is_refused_by_name(gym: Gym, member_id: str) -> None:
    refused = put(gym, member_id, name="이바다", phone="010-1000-0009")
    assert refused.get_json()["errors"][0]["field"] == "member_id"


def test_a_new_pin_ends_the_wait_for_wrong_ones(gym: Gym) -> None:
    for number in range(6):
        gym.rent(f"tap {number}", pin="999999")
    assert code(gym.rent("locked")) == "too-many-attempts"
    put(gym, pin=PIN)
    assert gym.rent("free").status_code == 202


def test_the_newest_entries_of_a_member_say_by_whose_hand_and_why(gym: Gym) -> None:
    rental_id = gym.rent().get_json()["rental_id"]
    gym.hand_out(gym.items()[0])
    gym.post(f"/api/passes/{gym.pass_id}/adjustments", {"amount": -2, "reason": "잘못 준 것"})
    told = entries(gym)
    assert [(one["kind"], one["by"], one["amount"], one["balance_after"]) for one in told] == [
        ("adjust", "operator", -2, 7),
        ("post", "rental", 0, 9),
        ("hold", "rental", -1, 9),
        ("grant", "operator", 10, 10),
    ]
    assert (told[0]["reason"], told[1]["rental_id"]) == ("잘못 준 것", rental_id)


def test_a_stranger_has_neither_page_nor_entries(gym: Gym) -> None:
    for path in ("/api/members/A999", "/api/members/A999/entries"):
        assert gym.get(path)["type"].endswith("/member-not-found")
