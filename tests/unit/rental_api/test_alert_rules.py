"""What the operator is told of without looking: each fact by its own alert, and no alert without a fact."""

from dataclasses import replace
from typing import Any

import pytest

from services.rental_api.rules.alerts import Book, Facts, Quiet, alerts
from shared.device_state import decode

UUID = "FBOX-000000000001"
DEVICE = decode(UUID, {"stock": "20", "name": "수건", "category": "towel", "last_heard": "7"}, online=True)
WELL = Book(well=True, well_at=1, pending=0, error="", troubles={})
NOTHING = Facts((DEVICE,), {}, {}, {}, {}, {"ledger": 0}, WELL, None, None)


def test_a_gym_that_is_well_has_none() -> None:
    assert alerts(NOTHING) == []


@pytest.mark.parametrize(
    ("fact", "code", "since"),
    [
        ({"devices": (replace(DEVICE, online=False),)}, "offline", 7),
        ({"devices": (replace(DEVICE, stock=0),)}, "empty", None),
        ({"devices": (replace(DEVICE, stock=5),)}, "low_stock", None),
        ({"tripped": {UUID: 9}}, "tripped", 9),
        ({"failures": {UUID: 3}}, "failures", None),
        ({"unknown": {"itm_1": 5, "itm_2": 3}}, "unknown_items", 3),
        ({"claims": {"clm_1": 4}}, "claims", 4),
        ({"queues": {"ledger": 50}}, "queue", None),
        ({"book": replace(WELL, well=False)}, "sheets_behind", 1),
        ({"book": replace(WELL, pending=500)}, "sheets_behind", None),
        ({"book": replace(WELL, troubles={"members": "열이 없습니다"})}, "sheet_trouble", None),
        ({"audit_failed": (8, "장부가 맞지 않습니다")}, "ledger_audit", 8),
        ({"quiet": Quiet(2, [6, 7, 5, 6])}, "quiet", 2),
    ],
)
def test_each_fact_has_its_alert(fact: dict[str, Any], code: str, since: int | None) -> None:
    [told] = alerts(replace(NOTHING, **fact))
    assert (told.code, told.since) == (code, since)
    assert told.text_ko


@pytest.mark.parametrize(
    "fact",
    [
        {"devices": (replace(DEVICE, stock=6),)},
        {"failures": {UUID: 2}},
        {"queues": {"ledger": 49}},
        {"quiet": Quiet(2, [5, 5, 5, 5])},
        {"quiet": Quiet(2, [20, 20, 20, 0])},
    ],
)
def test_what_is_usual_is_no_alert(fact: dict[str, Any]) -> None:
    assert alerts(replace(NOTHING, **fact)) == []


def test_the_worst_come_first() -> None:
    facts = replace(NOTHING, failures={UUID: 3}, tripped={UUID: 1})
    assert [alert.severity for alert in alerts(facts)] == ["error", "warning"]


def test_the_same_alert_of_two_dispensers_has_two_names() -> None:
    other = replace(DEVICE, uuid="FBOX-000000000002", stock=0)
    names = [alert.name for alert in alerts(replace(NOTHING, devices=(replace(DEVICE, stock=0), other)))]
    assert len(set(names)) == 2
