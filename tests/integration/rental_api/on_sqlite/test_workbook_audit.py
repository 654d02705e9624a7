"""The audit finds every way in which the workbook could differ from the ledger, and has it mended."""

from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass

import pytest

from services.rental_api.ledger import sheet_cells, sheet_rows
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.workbook_audit import take_part
from services.rental_api.workbook_audit.finding import Finding
from services.rental_api.workbook_state import Audit, audit
from shared.queues import LEDGER, open_queue
from tests.support.audited import Cells, Workbook, furnish
from tests.support.gym import TOWELS, Gym
from tests.support.moment import Moment
from tests.support.workbook_mail import sent


@dataclass(frozen=True)
class Furnished:
    """A furnished gym, and the workbook that has all of it."""

    moment: Moment
    rows: dict[str, list[Cells]]
    voucher: str


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with closing(Gym(tmp_path_factory.mktemp("gym"))) as gym:
        gym.boot(TOWELS, 20)
        voucher, book = furnish(gym), Workbook()
        book.take(gym)
        yield Furnished(Moment(gym), book.rows, voucher)


@pytest.fixture
def gym(furnished: Furnished) -> Gym:
    return furnished.moment.again()


@pytest.fixture
def voucher(furnished: Furnished) -> str:
    return furnished.voucher


@pytest.fixture
def book(furnished: Furnished) -> Workbook:
    made = Workbook()
    made.rows = deepcopy(furnished.rows)
    return made


def _again(gym: Gym) -> list[tuple[str, str]]:
    """Rows that go out anew, but for the audit's own event."""
    return [(row["tab"], row["key"]) for row in sent(gym) if row["tab"] != "event_logs"]


def _kinds(found: Audit) -> list[tuple[str, str, str]]:
    return [(one.kind, one.tab, one.key) for one in found.differences]


def _last_event(gym: Gym) -> dict[str, object]:
    [event] = [one for one in gym.get("/api/events")["events"] if one["type"] == "workbook_audit"]
    return dict(event)


def test_a_workbook_that_has_it_all_is_equal(gym: Gym, book: Workbook) -> None:
    found = book.audit(gym)
    rows = sum(len(book.rows[tab]) for tab in book.rows)
    assert (found.equal, found.differences) == (True, [])
    assert found.text == f"장부와 시트가 맞습니다: 12개 탭, {rows}줄."
    assert _again(gym) == []


def test_the_owner_reads_the_result_in_the_event_log(gym: Gym, book: Workbook) -> None:
    found = book.audit(gym)
    event = _last_event(gym)
    assert (event["severity"], event["details"]) == ("info", {"text": found.text, "run": found.run})


@pytest.mark.parametrize(
    ("tab", "column"),
    [
        ("members", "created_at"),
        ("products", "device_uuid"),
        ("voucher_products", "updated_at"),
        ("member_vouchers", "original_amount"),
        ("member_subscriptions", "daily_limits"),
        ("member_passes", "member_id"),
        ("voucher_transactions", "amount"),
        ("subscription_usage", "used_count"),
        ("rental_history", "result"),
        ("event_logs", "details"),
    ],
)
def test_a_cell_of_the_systems_that_is_another_is_written_again(
    gym: Gym, book: Workbook, tab: str, column: str
) -> None:
    cells = book.rows[tab][0]
    key = str(book.keys(tab)[0])
    cells[column] = "77"
    found = book.audit(gym)
    assert found.differences == [Finding("differs", tab, key, (column,))]
    assert found.text == f"장부와 시트가 다른 곳 1곳을 고칩니다: {tab} {key} ({column})."
    assert _last_event(gym)["severity"] == "warning"
    assert (tab, key) in [(row["tab"], row["key"]) for row in sent(gym)]


@pytest.mark.parametrize(
    "tab",
    [
        "members",
        "products",
        "voucher_products",
        "subscription_products",
        "member_vouchers",
        "member_subscriptions",
        "member_passes",
        "voucher_transactions",
        "subscription_usage",
        "rental_history",
        "event_logs",
    ],
)
def test_a_row_the_workbook_lost_comes_again(gym: Gym, book: Workbook, tab: str) -> None:
    key = str(book.keys(tab)[-1])
    del book.rows[tab][-1]
    found = book.audit(gym)
    assert _kinds(found) == [("missing", tab, key)]
    assert f"{tab} {key} (줄 없음)" in found.text
    assert (tab, key) in [(row["tab"], row["key"]) for row in sent(gym)]


def test_what_was_mended_is_equal_the_next_time(gym: Gym, book: Workbook) -> None:
    book.rows["rental_history"].clear()
    book.row("members", "A001")["created_at"] = ""
    assert not book.audit(gym).equal
    book.take(gym)
    assert book.audit(gym).equal


def test_a_row_on_its_way_is_no_difference(gym: Gym, book: Workbook) -> None:
    gym.rent("three")
    gym.hand_out(gym.items()[0])
    gym.member("A001", "010-1000-0009")
    assert book.audit(gym).equal


def test_a_past_rental_keeps_the_name_that_its_product_had(gym: Gym, book: Workbook) -> None:
    for row in book.rows["rental_history"]:
        row["product_name"] = "옛 이름"
    assert book.audit(gym).equal


def test_a_row_that_only_the_workbook_has_stays_and_is_listed(gym: Gym, book: Workbook) -> None:
    book.rows["rental_history"].append({"rental_id": "old-1/towel", "amount": 1000})
    book.rows["members"].append({"member_id": "M1", "name": "이바다"})
    found = book.audit(gym)
    assert found.equal
    assert _kinds(found) == [("only_there", "members", "M1"), ("only_there", "rental_history", "old-1/towel")]
    assert found.text.endswith("시트에만 있는 줄 2개: members M1, rental_history old-1/towel.")


def test_another_entry_under_the_same_number_is_not_taken_for_ours(gym: Gym, book: Workbook) -> None:
    key = str(book.keys("voucher_transactions")[0])
    theirs = f"{key.partition('-')[0]}-000000"
    book.row("voucher_transactions", key)["id"] = theirs
    found = book.audit(gym)
    assert _kinds(found) == [("missing", "voucher_transactions", key), ("only_there", "voucher_transactions", theirs)]


def test_a_key_that_stands_twice_is_listed(gym: Gym, book: Workbook) -> None:
    cells = book.rows["rental_history"][0]
    book.rows["rental_history"].append(dict(cells))
    found = book.audit(gym)
    assert not found.equal
    assert _kinds(found) == [("doubled", "rental_history", str(cells["rental_id"]))]


def test_a_tab_that_is_not_in_order_is_told_with_the_reason(gym: Gym, book: Workbook) -> None:
    found = book.audit(gym, {"members": "열이 없습니다: name."})
    assert not found.equal
    assert found.text.startswith("비교한 곳은 장부와 시트가 맞습니다: 11개 탭")
    assert found.text.endswith("비교하지 못한 탭 1개: members: 열이 없습니다: name.")


def test_parts_told_twice_count_once(gym: Gym, book: Workbook) -> None:
    del book.rows["rental_history"][0]
    once = book.audit(gym)
    for part in book.parts("twice"):
        take_part(gym.ctx, part)
        take_part(gym.ctx, part)
    twice = audit(gym.ctx)
    assert twice
    assert twice.text != once.text  # by now it is on its way
    assert gym.event_types().count("workbook_audit") == 2


def test_an_audit_whose_parts_were_lost_does_not_say_that_all_is_well(gym: Gym, book: Workbook) -> None:
    for part in book.parts("lost"):
        if part.tab != "config":
            take_part(gym.ctx, part)
    found = audit(gym.ctx)
    assert found
    assert not found.equal
    assert "config: 끝까지 읽지 못했습니다." in found.text


def test_a_cell_as_its_owner_wrote_it_is_equal_while_it_means_the_same(gym: Gym, book: Workbook) -> None:
    book.row("members", "A001")["phone"] = "1012345678"
    with gym.ctx.engine.begin() as conn:
        sheet_cells.hold(conn, "members", "A001", {"phone": Held("1012345678", "01010000001")})
    assert book.audit(gym).differences == []


def test_a_cell_the_ledger_has_not_taken_over_is_the_owners(gym: Gym, book: Workbook) -> None:
    book.row("members", "A001")["name"] = "김바다"
    found = book.audit(gym)
    assert found.equal
    assert found.differences == [Finding("waiting", "members", "A001", ("name",))]
    assert _again(gym) == []


def test_a_cell_the_ledger_refused_is_explained_in_its_row(gym: Gym, book: Workbook) -> None:
    book.row("products", "P-TOWEL").update(price="비쌈", sync_note="price: 0~10,000,000원으로 적어 주세요.")
    found = book.audit(gym)
    assert found.differences == [Finding("explained", "products", "P-TOWEL", ("price",))]


def test_an_operators_edit_that_never_arrived_is_written_again(gym: Gym, book: Workbook) -> None:
    gym.member("A001", "010-1000-0009")
    with gym.ctx.engine.begin() as conn:
        [row] = [one for one in sheet_rows.due(conn, 0, 1000) if one.tab == "members"]
        sheet_rows.confirm(conn, [row])
    found = book.audit(gym)
    assert [(one.kind, one.key) for one in found.differences] == [("differs", "A001")]
    assert "phone" in found.differences[0].columns


def test_a_balance_the_owner_just_changed_is_on_its_way(gym: Gym, book: Workbook, voucher: str) -> None:
    book.row("member_vouchers", voucher)["remaining_amount"] = 9000
    found = book.audit(gym)
    assert found.equal
    assert found.differences == [Finding("waiting", "member_vouchers", voucher, ("remaining_amount",))]


def test_a_balance_that_is_not_what_the_system_wrote_is_written_again(gym: Gym, book: Workbook, voucher: str) -> None:
    book.row("member_vouchers", voucher).update(remaining_amount=9000, remaining_amount_synced=9000)
    found = book.audit(gym)
    assert found.differences == [Finding("differs", "member_vouchers", voucher, ("remaining_amount",))]


def test_no_pin_is_asked_for_where_the_owner_left_it_blank(gym: Gym, book: Workbook) -> None:
    book.row("members", "A001")["payment_password"] = ""
    assert book.audit(gym).differences == []


def test_many_parts_each_hold_what_belongs_between_their_ends(make_gym: Callable[..., Gym]) -> None:
    gym = make_gym()
    for number in range(260):
        gym.give("voucher", amount=1000 + number)
    book = Workbook()
    book.take(gym)
    assert book.audit(gym).differences == []
    lost = [str(key) for key in book.keys("event_logs")[::7]]
    book.rows["event_logs"] = [cells for cells in book.rows["event_logs"] if cells["log_id"] not in lost]
    found = book.audit(gym)
    assert sorted(one.key for one in found.differences if one.kind == "missing") == sorted(lost)


def test_a_tab_that_lacks_more_than_can_be_listed_goes_out_whole(
    gym: Gym, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.rental_api.workbook_audit.part.MOST_MISSING", 2)
    book.rows["event_logs"].clear()
    found = book.audit(gym)
    assert [one.kind for one in found.differences] == ["missing", "missing", "refill"]
    [job] = open_queue(LEDGER, gym.ctx.jobs_redis).get_jobs()
    assert job.func_name.endswith("restore_tab")
    assert job.args[0] == {"tab": "event_logs", "after": found.differences[1].key}


def test_a_tab_whose_backlog_hides_what_it_lacks_is_not_called_equal(
    gym: Gym, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        gym.give("voucher", amount=1000)
    monkeypatch.setattr("services.rental_api.workbook_audit.keys.between.MOST", 3)
    found = book.audit(gym)
    assert not found.equal
    assert Finding("unsure", "member_vouchers", "") in found.differences
    assert "빠진 줄을 다 찾지 못한 탭" in found.text
