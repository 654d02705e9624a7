"""What the owner typed while the system wrote the same row: it is his edit, and it goes into the sheet again."""

import pytest

from services.rental_api.ledger.sheet_cells import Held
from shared.pins import HASHER
from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import TOWELS

WROTE = {"name": "김하늘", "phone": "01010000001", "notes": "창구에서"}


@pytest.fixture
def owner(owner: Owner) -> Owner:
    """The operator has changed the notes; the row is being written."""
    owner.holds("members", "A001", name="김하늘", phone="01010000001", notes="")
    owner.gym.member("A001", "010-1000-0001", notes="창구에서")
    owner.send_all()
    return owner


def typed(owner: Owner, version: int = 500, **cells: str) -> dict[str, str]:
    return owner.says("members", "A001", replaced_by=version, wrote=WROTE, **cells)


def test_what_he_typed_is_taken_over_and_sent_to_the_sheet_again(owner: Owner) -> None:
    assert typed(owner, notes="시트에서") == {}
    assert owner.ledgers("members", "A001")["notes"] == "시트에서"
    assert owner.held("members", "A001", "notes") == Held("창구에서", "창구에서")
    assert owner.to_be_sent("members", "A001")
    assert owner.told() == ["owner: 회원 A001, 메모 창구에서 → 시트에서"]


def test_what_was_only_written_over_is_held_as_it_was_written(owner: Owner) -> None:
    typed(owner, notes="시트에서")
    assert owner.held("members", "A001", "name") == Held("김하늘", "김하늘")


def test_told_again_it_is_told_of_once(owner: Owner) -> None:
    typed(owner, notes="시트에서")
    owner.repeats()
    assert len(owner.told()) == 1


def test_told_late_it_does_not_undo_what_he_did_since(owner: Owner) -> None:
    typed(owner, notes="시트에서")
    owner.says("members", "A001", notes="또 시트에서")
    typed(owner, notes="시트에서")
    assert owner.ledgers("members", "A001")["notes"] == "또 시트에서"
    assert owner.held("members", "A001", "notes") == Held("또 시트에서", "또 시트에서")


def test_an_older_write_told_after_a_newer_one_is_over(owner: Owner) -> None:
    typed(owner, 600, notes="둘째")
    typed(owner, 500, notes="첫째")
    assert owner.ledgers("members", "A001")["notes"] == "둘째"


def test_what_says_the_same_as_the_ledger_is_no_edit(owner: Owner) -> None:
    assert typed(owner, phone="1010000001", notes="창구에서") == {}
    assert owner.told() == []


def test_a_cell_he_emptied_is_emptied(owner: Owner) -> None:
    owner.holds("members", "A001", notes="전에")
    typed(owner, notes="")
    assert owner.ledgers("members", "A001")["notes"] == ""


def test_a_row_hit_instead_of_another_gets_its_own_cells_back(owner: Owner) -> None:
    """He sorted the tab: every cell of the row that was hit is told, as it was."""
    owner.holds("members", "A001", notes="창구에서")
    owner.gym.member("A001", "010-1000-0009")
    others = {"name": "이바다", "phone": "01010000002", "notes": ""}
    cells = {"name": "김하늘", "phone": "01010000001", "notes": "창구에서"}
    assert owner.says("members", "A001", replaced_by=500, wrote=others, **cells) == {}
    assert owner.told() == []
    assert owner.ledgers("members", "A001")["phone"] == "01010000009"
    assert owner.held("members", "A001", "name") == Held("이바다", "이바다")
    assert owner.to_be_sent("members", "A001")


def test_what_a_write_has_missed_is_no_edit_of_the_owners(owner: Owner) -> None:
    owner.holds("members", "A001", notes="창구에서")  # as sheets_sync believed
    owner.says("members", "A001", replaced_by=500, wrote={"notes": ""})
    owner.says("members", "A001", notes="")
    assert owner.ledgers("members", "A001")["notes"] == "창구에서"
    assert owner.to_be_sent("members", "A001")


def test_what_is_refused_of_it_is_told_and_the_sheet_keeps_what_was_written(owner: Owner) -> None:
    notes = typed(owner, name="", phone="010-1000-0001", notes="시트에서")
    assert list(notes) == ["name"]
    assert owner.ledgers("members", "A001")["name"] == "김하늘"
    assert owner.held("members", "A001", "name") == Held("김하늘", "김하늘")
    assert len(owner.told("owner_edit_refused")) == 1


def test_a_pin_typed_under_our_hand_is_taken_over(owner: Owner) -> None:
    told = HASHER.hash("135790")
    wrote = WROTE | {"payment_password": ""}
    assert owner.says("members", "A001", replaced_by=500, wrote=wrote, payment_password=told) == {}
    assert "owner: 회원 A001, PIN 변경" in owner.told()
    assert owner.held("members", "A001", "payment_password") == Held("", "")


def test_a_price_typed_under_our_hand_is_taken_over(owner: Owner) -> None:
    owner.gym.boot(TOWELS, 20)
    owner.says("products", "P-TOWEL", replaced_by=500, wrote={"price": 0}, price=1000)
    assert owner.ledgers("products", "P-TOWEL")["price"] == 1000


def test_a_balance_typed_under_our_hand_counts_from_the_figure_he_saw(owner: Owner) -> None:
    pass_id = owner.gym.pass_id
    owner.wrote("member_passes", pass_id, 100, 10)
    owner.wrote("member_passes", pass_id, 500, 9)
    for _ in range(2):
        owner.says("member_passes", pass_id, replaced_by=500, mark=100, cell=15)
    assert owner.adjusted(pass_id) == [5]


def test_a_balance_without_its_mark_counts_from_the_figure_before_the_write(owner: Owner) -> None:
    pass_id = owner.gym.pass_id
    owner.wrote("member_passes", pass_id, 100, 10)
    owner.wrote("member_passes", pass_id, 500, 4)
    owner.says("member_passes", pass_id, replaced_by=500, mark=None, cell=15)
    assert owner.adjusted(pass_id) == [5]


@pytest.mark.parametrize(("cell", "left"), [(300, 10), (305, 15)])
def test_the_figure_of_another_row_is_no_change_of_his_and_his_change_counts_from_it(
    owner: Owner, cell: int, left: int
) -> None:
    """He sorted the tab, and the other row's 300 stands here; he may go on from there before it is put right."""
    pass_id, wrote = owner.gym.pass_id, {"remaining_count": 300}
    mark = owner.gym.now * 1_000 + 1
    owner.wrote("member_passes", pass_id, 100, 10)
    for _ in range(2):
        owner.says("member_passes", pass_id, replaced_by=mark, wrote=wrote, mark=100, cell=10)
        owner.says("member_passes", pass_id, mark=mark, cell=cell)
    assert owner.gym.balance() == left


def test_a_setting_typed_under_our_hand_is_taken_over(owner: Owner) -> None:
    owner.says("config", "greeting", value="hello")
    owner.says("config", "greeting", replaced_by=500, wrote={"value": "hello"}, value="bye")
    assert owner.ledgers("config", "greeting") == {"value": "bye"}
