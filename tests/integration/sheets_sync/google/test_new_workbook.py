"""What the owner finds in a sheet that F-BOX has made its own."""

from services.sheets_sync.tabs import TABS
from tests.integration.sheets_sync.google.desk import Desk, failure
from tests.support.google.cells import Cell
from tests.support.google.signin import EMAIL


def format_of(desk: Desk, tab: str, column: str) -> dict[str, str]:
    """Of a row that is still blank."""
    look = cell_of(desk, tab, column).format or {}
    number_format: dict[str, str] = look.get("numberFormat", {})
    return number_format


def cell_of(desk: Desk, tab: str, column: str, row: int = 2) -> Cell:
    return desk.owner.whole_cell(tab, row, column)


def protected(desk: Desk, tab: str) -> set[str]:
    """Columns that nobody but the service and the owner may edit."""
    book = desk.owner.version()
    sheet = desk.owner.grid(tab)
    names = desk.owner.header(tab)
    areas = [one for one in book.protected if one.sheet_id == sheet.id and one.editors == {EMAIL}]
    return {names[at] for one in areas for at in range(one.area.left, one.area.right or len(names))}


def test_every_tab_is_there_with_its_header(desk: Desk) -> None:
    assert {tab: tuple(desk.owner.header(tab)) for tab in TABS} == {name: tab.names for name, tab in TABS.items()}


def test_what_was_in_the_sheet_stays(desk: Desk) -> None:
    assert desk.owner.tabs() == ["시트1", *TABS]


def test_the_header_is_bold_and_stays_in_sight(desk: Desk) -> None:
    assert desk.owner.grid("members").frozen_rows == 1
    assert cell_of(desk, "members", "name", row=1).format == {"textFormat": {"bold": True}}


def test_money_counts_and_times_look_like_it(desk: Desk) -> None:
    assert format_of(desk, "products", "price")["pattern"] == "#,##0"
    assert format_of(desk, "products", "display_order")["pattern"] == "0"
    assert format_of(desk, "member_subscriptions", "valid_from")["pattern"] == "yyyy-mm-dd hh:mm:ss"


def test_a_phone_number_and_a_pin_keep_their_leading_zero(desk: Desk) -> None:
    desk.owner.adds_row("members", name="김하나", phone="01012345678", payment_password="012345")
    (line,) = desk.read().sheets["members"].lines
    assert (line.cells["phone"], line.cells["payment_password"]) == ("01012345678", "012345")


def test_states_and_flags_drop_down_and_refuse_nothing(desk: Desk) -> None:
    rule = cell_of(desk, "members", "status").validation or {}
    choices = [value["userEnteredValue"] for value in rule["condition"]["values"]]
    assert choices == ["active", "inactive", "suspended"]
    assert rule["strict"] is False
    assert cell_of(desk, "products", "enabled").validation
    assert cell_of(desk, "member_passes", "category").validation
    assert not cell_of(desk, "member_passes", "status").validation


def test_the_systems_columns_are_protected_and_no_others(desk: Desk) -> None:
    for name, tab in TABS.items():
        assert protected(desk, name) == {column.name for column in tab.of_hand("system")}, name


def test_what_only_the_service_needs_is_out_of_sight(desk: Desk) -> None:
    grid, header = desk.owner.grid("member_vouchers"), desk.owner.header("member_vouchers")
    assert {header[at] for at in grid.hidden_columns} == {"remaining_amount_synced", "sync_mark"}
    box = desk.owner.grid("_fbox")
    assert box.hidden
    assert any(one.sheet_id == box.id and one.editors == {EMAIL} for one in desk.owner.version().protected)


def test_it_takes_a_look_and_one_change(bare: Desk) -> None:
    with bare.calls() as calls:
        bare.prepare()
    assert [call.kind for call in calls] == ["meta", "write"]


def test_once_made_nothing_is_made_again(desk: Desk) -> None:
    before = desk.owner.version()
    with desk.calls() as calls:
        desk.prepare()
        desk.prepare(every_column=False)
    assert "write" not in [call.kind for call in calls]
    assert desk.owner.version().protected == before.protected


def test_a_making_whose_answer_was_lost_is_not_done_twice(bare: Desk) -> None:
    bare.google.faults.next("lost_after", on={"write"})
    assert failure(bare.prepare).doubtful
    bare.prepare()
    assert bare.owner.tabs() == ["시트1", *TABS]


def test_one_that_was_thrown_away_comes_back_alone(desk: Desk) -> None:
    desk.owner.deletes_tab("config")
    desk.prepare("config")
    assert desk.owner.header("config") == ["key", "value", "sync_note"]
