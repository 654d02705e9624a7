"""A stock is drawn as steps over the gym's hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.kiosk_ui.charts.plane import LEFT, RIGHT, WIDTH
from services.kiosk_ui.charts.steps import Span, steps, times

SEOUL = ZoneInfo("Asia/Seoul")
SINCE = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
DAY = Span(SINCE, SINCE + timedelta(days=1), SEOUL)


def test_a_value_holds_until_the_next_and_the_last_to_the_end() -> None:
    drawn = steps([(SINCE, 8), (SINCE + timedelta(hours=12), 4)], DAY)
    half, end = (LEFT + WIDTH - RIGHT) / 2, WIDTH - RIGHT
    assert drawn.line.startswith(f"M{LEFT}")
    assert f"H{half:g}" in drawn.line.replace(".0", "")
    assert drawn.line.replace(".0", "").endswith(f"H{end:g}")
    assert drawn.area.endswith("Z")


def test_what_was_told_before_begins_at_the_edge() -> None:
    assert steps([(SINCE - timedelta(days=3), 8)], DAY).line.startswith(f"M{LEFT}")


def test_nothing_known_draws_nothing() -> None:
    assert (steps([], DAY).line, steps([], DAY).area) == ("", "")


def test_hours_are_the_gyms_and_midnight_is_called_by_its_day() -> None:
    assert [mark.text for mark in times(DAY)] == ["18시", "11.23.", "6시", "12시"]


def test_a_month_is_marked_by_days() -> None:
    marks = times(Span(SINCE - timedelta(days=29), SINCE, SEOUL))
    assert 3 <= len(marks) <= 8
    assert all(mark.text.endswith(".") for mark in marks)
