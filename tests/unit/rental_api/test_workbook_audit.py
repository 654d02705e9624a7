"""The rules of the workbook's audit: one row beside another, numbers between two keys, the sentence for the owner."""

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.sheet_values.row import SheetRow
from services.rental_api.workbook_audit.compare import compare, same
from services.rental_api.workbook_audit.finding import Finding, Kind
from services.rental_api.workbook_audit.keys.numbered import ranges
from services.rental_api.workbook_audit.result import Outcome
from services.rental_api.workbook_audit.sentence import sentence

MEMBER = SheetRow(
    {"member_id": "A1", "created_at": "2026-11-23 00:00:00"}, {"name": "김하늘", "payment_password": "set"}
)
CELLS = {"member_id": "A1", "created_at": "2026-11-23 00:00:00", "name": "김하늘", "payment_password": "set"}
VOUCHER = SheetRow({"voucher_id": "V1", "remaining_amount": 5000}, balance=5000)


def _found(row: SheetRow, cells: Mapping[str, str], **held: Held) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.kind, one.columns) for one in compare("tab", "key", cells, row, held)]


def _balance(cell: str, synced: str, **more: str) -> list[tuple[str, tuple[str, ...]]]:
    cells = {"voucher_id": "V1", "remaining_amount": cell, "remaining_amount_synced": synced, **more}
    return _found(VOUCHER, cells)


def test_what_nobody_sees_is_no_difference() -> None:
    assert same("\ufeff김  하늘\u200b", "김 하늘")
    assert same("café", "cafe\u0301")
    assert same("2026-11-23", "2026-11-23 00:00:00")
    assert same("15000", 15000)


@pytest.mark.parametrize(("cell", "value"), [("", "x"), ("1", "01"), ("2026-11-23", "2026-11-23 09:00:00")])
def test_everything_else_is(cell: str, value: str) -> None:
    assert not same(cell, value)


def test_equal_rows_have_no_difference() -> None:
    assert _found(MEMBER, CELLS) == []


def test_the_columns_that_differ_are_named_together() -> None:
    row = SheetRow({"a": 1, "b": "x", "c": "y"})
    assert _found(row, {"a": "1", "b": "z"}) == [("differs", ("b", "c"))]


def test_a_cell_that_holds_what_was_left_in_it_while_the_ledger_moved_on_differs() -> None:
    cells = CELLS | {"name": "김바다"}
    assert _found(MEMBER, cells, name=Held("김바다", "김바다")) == [("differs", ("name",))]


def test_a_blank_cell_that_nobody_ever_filled_in_differs() -> None:
    assert _found(MEMBER, CELLS | {"name": ""}) == [("differs", ("name",))]


def test_a_cell_that_holds_something_else_is_the_owners() -> None:
    cells = CELLS | {"name": "김바다"}
    assert _found(MEMBER, cells, name=Held("김하늘", "김하늘")) == [("waiting", ("name",))]
    assert _found(MEMBER, cells | {"sync_note": "name: …"}) == [("explained", ("name",))]


@pytest.mark.parametrize(
    ("cell", "synced", "found"),
    [
        ("5000", "5000", []),
        ("7000", "5000", [("waiting", ("remaining_amount",))]),
        ("", "5000", [("waiting", ("remaining_amount",))]),
        ("5000", "7000", [("differs", ("remaining_amount",))]),
        ("7000", "7000", [("differs", ("remaining_amount",))]),
        ("5000", "", [("differs", ("remaining_amount",))]),
    ],
)
def test_a_balance_is_the_owners_while_the_figure_beside_it_is_right(
    cell: str, synced: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert _balance(cell, synced) == found


KEYS = st.text("0123456789-a합/", max_size=6)


@given(KEYS, KEYS | st.none(), st.integers(0, 20_000))
def test_every_number_whose_key_is_between_is_in_a_range(after: str, upto: str | None, last: int) -> None:
    inside = {number for low, high in ranges(after, upto, last) for number in range(low, high + 1)}
    between = {n for n in range(1, last + 1) if after < f"{n}-0a1b2c" and (upto is None or f"{n}-0a1b2c" <= upto)}
    assert between <= inside
    assert len(inside - between) <= 2 * len(str(last))  # the ends, whose check is not looked at


def _outcome(*listed: Finding, **left_out: str) -> Outcome:
    counts: Counter[Kind] = Counter(one.kind for one in listed)
    return Outcome(12, 1234, counts, list(listed), left_out)


def test_a_long_list_is_cut_and_counted() -> None:
    said = sentence(_outcome(*(Finding("missing", "members", f"A{n}") for n in range(30))))
    assert said.startswith("장부와 시트가 다른 곳 30곳을 고칩니다: members A0 (줄 없음),")
    assert said.endswith("members A19 (줄 없음) 외 10.")


def test_what_is_wrong_is_told_before_what_only_the_owner_has() -> None:
    said = sentence(
        _outcome(
            Finding("differs", "members", "A1", ("name",)),
            Finding("only_there", "rental_history", "x" * 99),
            Finding("waiting", "products", "P-1", ("price",)),
        )
    )
    assert said == (
        "장부와 시트가 다른 곳 1곳을 고칩니다: members A1 (name). "
        "시트에 적혔고 장부에는 아직 없는 곳 1곳: products P-1 (price). "
        f"시트에만 있는 줄 1개: rental_history {'x' * 40}…."
    )
