"""The owner's own columns, PINs, notes and new rows."""

from tests.unit.sheets_sync.rounds.conftest import Office
from tests.unit.sheets_sync.rounds.paper import Paper


def member(office: Office, key: str = "A001", name: str = "김하늘", phone: str = "01010000001") -> None:
    owner = {"name": {"cell": name, "held": None}, "phone": {"cell": phone, "held": None}}
    office.send("members", key, 100, owner | {"payment_password": {"cell": "set", "held": None}}, created_at="어제")
    office.settle()


def test_a_new_row_is_added_with_all_its_cells(office: Office, paper: Paper) -> None:
    member(office)
    assert paper.row("members", "A001")["name"] == "김하늘"


def test_the_ledger_learns_which_of_the_owners_cells_were_written(office: Office) -> None:
    member(office)
    [told] = [row for row in office.take("rows_written") if row["tab"] == "members"]
    assert told["wrote"] == {"name": "김하늘", "phone": "01010000001", "payment_password": "set"}


def test_what_he_edits_is_told_with_the_whole_row(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", name="김바다")
    office.round()
    [told] = office.take("owner_rows")
    assert (told["cells"]["name"], told["cells"]["payment_password"]) == ("김바다", "set")


def test_a_phone_number_that_became_a_number_is_told_as_its_digits(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", phone=1012345678.0)
    office.round()
    assert office.take("owner_rows")[0]["cells"]["phone"] == "1012345678"


def test_the_ledgers_value_is_written_while_his_cell_holds_what_the_ledger_knew(office: Office, paper: Paper) -> None:
    member(office)
    office.send("members", "A001", 200, {"name": {"cell": "김바다", "held": "김하늘"}})
    office.round()
    assert paper.row("members", "A001")["name"] == "김바다"


def test_it_is_not_written_over_what_he_has_typed_since(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", name="김구름")
    office.round()
    office.answer()
    office.send("members", "A001", 200, {"name": {"cell": "김바다", "held": "김하늘"}})
    office.round()
    assert paper.row("members", "A001")["name"] == "김구름"


def test_a_pin_is_hashed_before_it_goes_anywhere_and_replaced_once_taken_over(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", payment_password="135790")
    office.round()
    assert "135790" not in str(office.told)
    office.answer()
    office.round()
    assert paper.row("members", "A001")["payment_password"] == "set"


def test_a_pin_the_ledger_refused_stays_with_its_note(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", payment_password="135790")
    office.round()
    office.answer(payment_password="안 됩니다.")
    office.round()
    row = paper.row("members", "A001")
    assert (row["payment_password"], row["sync_note"]) == ("135790", "안 됩니다.")


def test_a_pin_typed_over_the_one_being_replaced_is_told_as_well(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", payment_password="135790")
    office.round()
    office.answer()
    paper.before_write = lambda: paper.types("members", "A001", payment_password="246802")
    office.round()
    paper.before_write = lambda: None
    office.round()
    assert office.hashed == ["135790", "246802"]


def test_the_pin_in_the_copy_is_cleared_with_the_next_round(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", payment_password="135790")
    office.settle()
    assert "135790" not in str(paper.replaced)


def test_a_note_goes_when_what_it_said_is_mended(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", phone="없음")
    office.round()
    office.answer(phone="phone: 전화번호가 아닙니다.")
    office.round()
    assert paper.row("members", "A001")["sync_note"] == "phone: 전화번호가 아닙니다."
    paper.types("members", "A001", phone="010-1234-5678")
    office.settle()
    assert paper.row("members", "A001")["sync_note"] == ""


def test_a_row_the_ledger_complained_of_is_told_again_after_a_minute(office: Office, paper: Paper) -> None:
    member(office)
    paper.types("members", "A001", phone="없음")
    office.round()
    office.answer(phone="phone: …")
    office.round(2)
    assert office.take("owner_rows") == []
    office.now += 60_000
    office.round()
    assert [row["key"] for row in office.take("owner_rows")] == ["A001"]


def test_a_new_row_gets_a_name_once_it_has_stood_for_a_round_and_is_told_by_it(office: Office, paper: Paper) -> None:
    office.settle()
    paper.adds("member_vouchers", member_id="A001", voucher_product_id="VCH-30K")
    office.round()
    assert "voucher_id" not in paper.rows["member_vouchers"][0]
    office.round(2)
    [told] = office.take("owner_rows")
    assert told["key"] == paper.rows["member_vouchers"][0]["voucher_id"]
    assert told["key"].startswith("V")


def test_half_a_row_is_explained_and_left_alone(office: Office, paper: Paper) -> None:
    office.settle()
    paper.adds("member_passes", member_id="A001")
    office.settle()
    [row] = paper.rows["member_passes"]
    assert "count" in str(row["sync_note"])
    assert "pass_id" not in row


def test_a_name_that_landed_on_another_row_is_given_back(office: Office, paper: Paper) -> None:
    member(office)
    paper.adds("members", name="이바다", phone="01010000002")
    office.round()
    paper.before_write = lambda: paper.turns_over("members")
    office.round()
    paper.before_write = lambda: None
    office.settle()
    names = {row["member_id"]: row["name"] for row in paper.rows["members"]}
    assert names.pop("A001") == "김하늘"
    assert list(names.values()) == ["이바다"]
    assert "A001" in names or all(
        row["cells"]["name"] == "이바다" for row in office.take("owner_rows") if row["key"] in names
    )


def test_a_write_that_missed_its_row_tells_what_still_stands_there_before_that_is_told_as_his(
    office: Office, paper: Paper
) -> None:
    """Else the operator's edit, which the ledger was told is in the sheet, would be taken back by its owner."""
    member(office)
    office.send("members", "A002", 200, {"name": {"cell": "이바다", "held": None}})
    office.settle()
    paper.before_write = lambda: paper.turns_over("members")
    office.send("members", "A001", 201, {"name": {"cell": "김바람", "held": "김하늘"}})
    office.round()
    paper.before_write = lambda: None
    office.round()
    told = [(row["key"], row["replaced_by"], row["wrote"]) for row in office.take("owner_rows") if row["wrote"]]
    assert told == [("A002", 201, {"name": "김바람"}), ("A001", 201, {"name": "김하늘"})]


def test_a_row_made_by_hand_in_a_tab_of_the_system_is_explained(office: Office, paper: Paper) -> None:
    office.settle()
    paper.adds("products", name="모자", price=1000)
    office.settle()
    assert "기기" in str(paper.rows["products"][0]["sync_note"])


def test_a_new_row_is_read_again_at_once_though_nothing_has_changed(office: Office, paper: Paper) -> None:
    office.settle()
    paper.adds("members", name="이바다", phone="01010000002")
    before = len(paper.calls)
    office.round(2)
    assert paper.calls[before:] == ["read", "read", "write"]
