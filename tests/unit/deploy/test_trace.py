"""Finding one rental's lines in all logs."""

import json
from pathlib import Path

import pytest

from deploy import trace


def _write(logs: Path, name: str, *lines: dict[str, object]) -> None:
    logs.mkdir(exist_ok=True)
    (logs / name).write_text("Starting gunicorn\n" + "".join(json.dumps(line) + "\n" for line in lines))


def _line(second: int, event: str, **names: object) -> dict[str, object]:
    return {"timestamp": f"2026-11-28T09:00:{second:02}.000000Z", "service": "x", "event": event, **names}


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    return tmp_path / "log"


def _events(logs: Path) -> list[str]:
    return [line["event"] for line in trace.trace(logs, "rnt_1")]


def test_lines_of_all_logs_stand_in_the_order_of_time(logs: Path) -> None:
    _write(logs, "rental_api.log", _line(2, "second", rental_id="rnt_1"), _line(4, "other", rental_id="rnt_2"))
    _write(logs, "kiosk_ui.log", _line(1, "first", rental_id="rnt_1"))
    _write(logs, "kiosk_ui.log.1", _line(0, "rotated", rental_id="rnt_1"))
    assert _events(logs) == ["rotated", "first", "second"]


def test_a_try_without_an_answer_is_found_by_its_tap(logs: Path) -> None:
    _write(logs, "kiosk_ui.log", _line(1, "no answer", tap="k1"), _line(2, "another's", tap="k2"))
    _write(logs, "rental_api.log", _line(3, "answered", rental_id="rnt_1", tap="k1"))
    assert _events(logs) == ["no answer", "answered"]


def test_a_line_that_knows_the_garment_alone_is_found(logs: Path) -> None:
    _write(logs, "rental_worker.log", _line(2, "item_dispensed", rental_id="rnt_1", item_id="itm_1"))
    _write(logs, "device_gateway.log", _line(1, "dispense_complete", item_id="itm_1"))
    assert _events(logs) == ["dispense_complete", "item_dispensed"]


def test_another_rental_is_left_out_even_where_it_names_this_one(logs: Path) -> None:
    _write(logs, "kiosk_ui.log", _line(1, "answered", rental_id="rnt_2", before="rnt_1"))
    assert _events(logs) == []


def test_who_names_no_rental_or_an_unknown_one_is_told_so(
    logs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FBOX_HOME", str(logs.parent))
    logs.mkdir()
    assert (trace.main([]), trace.main(["rnt_9"])) == (2, 1)
    assert "No log knows rnt_9." in capsys.readouterr().err


def test_a_line_is_told_in_words() -> None:
    told = trace.in_words(_line(1, "dispense", rental_id="rnt_1", result="sent", level="info", data={"stock": 3}))
    assert told.split() == ["2026-11-28T09:00:01.000000Z", "x", "dispense", "result=sent", 'data={"stock":3}']
