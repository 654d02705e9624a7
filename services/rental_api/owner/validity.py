"""From when and until when an adopted row's pass is good, by its cells. Pure but for the zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from services.rental_api.grants import DAY_MS
from services.rental_api.owner import days
from services.rental_api.owner.refusal import Refused
from services.rental_api.owner.row import OwnerRow


def validity(row: OwnerRow, zone: ZoneInfo, now: int, lasts: int | None) -> tuple[int, int | None]:
    """UTC ms. `lasts`: days, where the row does not say. What an older state of the books called over, is over."""
    begins = _time(row, "valid_from", days.begins, zone) or days.since(row.text("created_at"), zone, now)
    if row.text("valid_until"):
        ends = _time(row, "valid_until", days.ends, zone)
    else:
        ends = begins + lasts * DAY_MS if lasts else None
    if row.text("status") == "expired":
        begins, ends = min(begins, now - 1), min(ends or now, now)
    if ends is not None and ends <= begins:
        raise Refused("valid_until", "valid_from보다 늦은 날짜를 적어 주세요.")
    return begins, ends


def _time(row: OwnerRow, column: str, read: Callable[[str, ZoneInfo], int | None], zone: ZoneInfo) -> int | None:
    text = row.text(column)
    try:
        return read(text, zone) if text else None
    except ValueError:
        raise Refused(column, "날짜를 2026-11-28처럼 적어 주세요.") from None
