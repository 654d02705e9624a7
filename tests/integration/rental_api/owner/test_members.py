"""What the owner changes of a member in his workbook."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.ledger.tables import events, members
from shared.pins import HASHER
from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import PIN, Gym

AS_IT_IS = {"name": "김하늘", "phone": "01010000001", "payment_password": "set", "status": "active", "notes": ""}
NEW_PIN = "135790"


@pytest.fixture
def owner(owner: Owner) -> Owner:
    """His row of A001 stands in the sheet as the ledger has it."""
    owner.holds("members", "A001", **AS_IT_IS)
    owner.send_all()
    return owner


def says(owner: Owner, **cells: Any) -> dict[str, str]:  # noqa: ANN401 - cells
    return owner.says("members", "A001", **AS_IT_IS | cells)


def pin_hash(owner: Owner) -> str | None:
    with owner.gym.ctx.reads.begin() as conn:
        return conn.execute(select(members.c.pin_hash).where(members.c.member_id == "A001")).scalar_one()


def test_a_row_that_says_nothing_new_writes_nothing(owner: Owner) -> None:
    assert says(owner) == {}
    assert (owner.told(), owner.to_be_sent("members", "A001")) == ([], False)


def test_an_edit_is_taken_over_and_told_in_words(owner: Owner) -> None:
    assert says(owner, name="김바다") == {}
    assert owner.ledgers("members", "A001")["name"] == "김바다"
    assert owner.told() == ["owner: 회원 A001, 이름 김하늘 → 김바다"]
    assert owner.held("members", "A001", "name") == Held("김바다", "김바다")


def test_the_events_details_name_the_cell_and_the_event_the_member(owner: Owner) -> None:
    says(owner, notes="무릎 조심")
    with owner.gym.ctx.reads.begin() as conn:
        [row] = conn.execute(select(events).where(events.c.type == "owner_edit")).all()
    said = json.loads(row.details)
    assert (said["tab"], said["key"], said["column"], row.member_id) == ("members", "A001", "notes", "A001")


def test_an_edit_told_again_is_told_of_once(owner: Owner) -> None:
    says(owner, name="김바다")
    owner.repeats()
    assert len(owner.told()) == 1


def test_a_number_whose_zero_the_sheet_ate_is_the_same_phone(owner: Owner) -> None:
    assert says(owner, phone=1010000001) == {}
    assert owner.told() == []
    assert owner.held("members", "A001", "phone") == Held("1010000001", "01010000001")


def test_a_new_number_without_its_zero_is_taken_over_with_it(owner: Owner) -> None:
    says(owner, phone=1012345678)
    assert owner.ledgers("members", "A001")["phone"] == "01012345678"


def test_a_phone_of_another_member_is_refused_naming_him_and_the_rest_is_taken(owner: Owner) -> None:
    owner.gym.member("A002", "010-1000-0002")
    notes = says(owner, phone="010-1000-0002", name="김바다")
    assert notes == {"phone": "phone: 다른 회원(A002)이 쓰는 번호입니다. 확인해 주세요."}
    assert owner.ledgers("members", "A001")["phone"] == "01010000001"
    assert owner.ledgers("members", "A001")["name"] == "김바다"


def test_what_is_refused_is_explained_each_time_and_told_of_once(owner: Owner) -> None:
    for _ in range(3):
        assert says(owner, status="gone") != {}
    assert len(owner.told("owner_edit_refused")) == 1


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("name", ""),
        ("name", "이" * 81),
        ("phone", ""),
        ("phone", "12"),
        ("status", ""),
        ("status", "gone"),
        ("notes", "x" * 2001),
        ("payment_password", "$argon2" + "x" * 300),
        ("payment_password", "12345"),
    ],
)
def test_what_the_api_would_refuse_is_refused_naming_the_column(owner: Owner, column: str, cell: str) -> None:
    before = owner.ledgers("members", "A001"), pin_hash(owner)
    assert says(owner, **{column: cell})[column].startswith(f"{column}: ")
    assert (owner.ledgers("members", "A001"), pin_hash(owner)) == before


def test_a_refusal_is_over_when_the_cell_is_put_right(owner: Owner) -> None:
    says(owner, status="gone")
    assert says(owner, status="suspended") == {}
    assert owner.ledgers("members", "A001")["status"] == "suspended"


def test_his_edit_goes_before_the_operators_of_the_same_cell(owner: Owner) -> None:
    owner.gym.member("A001", "010-1000-0001", notes="창구에서")
    says(owner, notes="시트에서")
    assert owner.ledgers("members", "A001")["notes"] == "시트에서"


def test_the_operators_edit_stays_where_the_cell_did_not_move(owner: Owner) -> None:
    owner.gym.member("A001", "010-1000-0009")
    assert says(owner) == {}
    assert owner.ledgers("members", "A001")["phone"] == "01010000009"


def test_a_late_statement_gives_way_to_the_newest_when_that_comes_again(owner: Owner) -> None:
    late, newest = ({"name": name} for name in ("김바다", "김구름"))
    for cells in (late, newest, late, newest):
        says(owner, **cells)
    assert owner.ledgers("members", "A001")["name"] == "김구름"


def test_two_statements_of_a_row_in_one_job_end_with_the_second(owner: Owner) -> None:
    rows = [owner.row("members", "A001", **AS_IT_IS | {"name": name}) for name in ("김바다", "김하늘")]
    owner.states(*rows)
    assert owner.ledgers("members", "A001")["name"] == "김하늘"


def test_cells_that_were_never_held_but_say_the_same_are_held_without_a_word(gym: Gym) -> None:
    owner = Owner(gym)
    assert says(owner, phone="010-1000-0001") == {}
    assert owner.told() == []
    assert owner.held("members", "A001", "phone") == Held("010-1000-0001", "01010000001")


def test_a_cell_that_never_held_anything_is_filled_in_from_the_ledger(gym: Gym) -> None:
    owner = Owner(gym)
    owner.send_all()
    assert says(owner, status="", name="") == {}
    assert owner.ledgers("members", "A001")["name"] == "김하늘"
    assert (owner.held("members", "A001", "status"), owner.to_be_sent("members", "A001")) == (Held("", ""), True)


def test_a_new_pin_is_taken_over_hashed_and_named_nowhere(owner: Owner) -> None:
    told = HASHER.hash(NEW_PIN)
    assert says(owner, payment_password=told) == {}
    assert pin_hash(owner) == told
    assert owner.told() == ["owner: 회원 A001, PIN 변경"]
    assert owner.held("members", "A001", "payment_password") == Held("set", "set")


def test_with_a_new_pin_wrong_ones_given_before_are_forgotten(owner: Owner) -> None:
    wrong = owner.gym.ctx.keys.member_pins("A001")
    owner.gym.ctx.redis.hset(wrong, "failures", "5")
    says(owner, payment_password=HASHER.hash(NEW_PIN))
    assert not owner.gym.ctx.redis.exists(wrong)


def test_a_pin_told_late_does_not_replace_the_one_after_it(owner: Owner) -> None:
    first, second = HASHER.hash(NEW_PIN), HASHER.hash("975310")
    for told in (first, second, first):
        says(owner, payment_password=told)
    assert (pin_hash(owner), len(owner.told())) == (second, 2)


def test_a_pin_wiped_away_stays_the_members_and_stands_as_set_again(owner: Owner) -> None:
    before = pin_hash(owner)
    assert says(owner, payment_password="") == {}
    assert (pin_hash(owner), owner.told()) == (before, [])
    assert (owner.held("members", "A001", "payment_password"), owner.to_be_sent("members", "A001")) == (
        Held("", ""),
        True,
    )


def test_a_column_he_deleted_changes_nothing(owner: Owner) -> None:
    assert owner.says("members", "A001", name="김하늘") == {}
    assert owner.ledgers("members", "A001")["phone"] == "01010000001"


def test_the_pin_that_is_set_in_the_ledger_pays_still(owner: Owner) -> None:
    says(owner, name="김바다")
    assert HASHER.verify(pin_hash(owner) or "", PIN)
