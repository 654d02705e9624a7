"""One rental from the tap to its row in the owner's workbook, put together from what the ledger has of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from services.rental_api.ledger import events, holds, rentals, sheet_names, sheet_rows
from services.rental_api.ledger.rentals import PENDING, Item, Rental
from services.rental_api.ledger.sheet_names import HISTORY
from services.rental_api.rentals.timeline_words import ENDED, EVENTS, amount_text, ended_by
from shared.clock import rfc3339

_LAST = 2**62
"""Where what has no time stands: at the end."""


@dataclass(frozen=True)
class Moment:
    """`at` is UTC ms, None where the time is not known; `text` is for the operator."""

    at: int | None
    what: str
    text: str
    details: dict[str, Any] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        return {"at": rfc3339(self.at), "what": self.what, "text": self.text, "details": self.details}


def timeline(conn: Connection, rental: Rental) -> list[Moment]:
    """In the order of time; what happened at once in the order in which it was caused."""
    garments = rentals.items_of(conn, rental.rental_id)
    moments = [
        Moment(rental.created_at, "requested", f"주문: {len(garments)}벌", {"locker_number": rental.locker_number}),
        *(moment for row in holds.with_ends(conn, rental.rental_id) for moment in _hold(row)),
        *(_given_back(row) for row in holds.given_back(conn, rental.rental_id)),
        *(moment for item in garments for moment in _garment(item)),
        *(_event(row) for row in events.of_rental(conn, rental.rental_id)),
        *_rows(conn, rental.rental_id, garments),
    ]
    order = {
        "requested": 0,
        "held": 1,
        "dispatched": 2,
        "sent_again": 3,
        "answered": 4,
        "event": 6,
        "given_back": 7,
        "sheet_row": 8,
    }
    return sorted(moments, key=lambda one: (_LAST if one.at is None else one.at, order.get(one.what, 5)))


def _hold(row: Row[Any]) -> Iterator[Moment]:
    told = {
        "item_id": row.item_id,
        "hold_id": row.hold_id,
        "pass_id": row.pass_id,
        "amount": row.amount,
        "unit": "won" if row.kind == "voucher" else "count",
        "day": row.day,
    }
    much = f"{row.name} {amount_text(row.kind, row.amount)}"
    yield Moment(row.created_at, "held", f"보류: {much}", told)
    if row.ended:
        what, word = ENDED[row.ended]
        yield Moment(row.ended_at, what, f"{word}: {much}", told | {"entry_id": row.entry_id})


def _given_back(row: Row[Any]) -> Moment:
    """By an entry of its own: what was posted stays posted."""
    told = {"item_id": row.item_id, "pass_id": row.pass_id, "entry_id": row.entry_id, "amount": row.amount}
    return Moment(
        row.created_at, "given_back", f"신고로 돌려줌: {row.name} {amount_text(row.kind, row.amount)}", told
    )


def _garment(item: Item) -> Iterator[Moment]:
    """The command's id is the item's; `seq` its number at the device."""
    about = {"item_id": item.item_id, "product_id": item.product_id, "device_uuid": item.device_uuid}
    if item.dispatched_at is not None:
        sent = {"command_id": item.item_id, "seq": item.command_seq, "stock_before": item.stock_before}
        limit = {"deadline_at": rfc3339(item.deadline_at)}
        yield Moment(item.dispatched_at, "dispatched", f"출고 명령: {item.device_uuid}", about | sent | limit)
        if item.sent_at and item.sent_at > item.dispatched_at:
            yield Moment(item.sent_at, "sent_again", "같은 명령을 다시 보냄 (한 번만 나옵니다)", about | sent)
    if item.asked_at is not None:
        yield Moment(item.asked_at, "asked", "기기에 결과를 물음 (마지막 질문)", about)
    if item.resolved_at is not None:
        how = {"state": item.state, "by": item.resolved_by, "reason": item.reason}
        yield Moment(item.resolved_at, "answered", ended_by(item.state, item.resolved_by, item.reason), about | how)


def _event(row: Row[Any]) -> Moment:
    about = {name: getattr(row, name) for name in ("device_uuid", "product_id") if getattr(row, name)}
    said = json.loads(row.details) if row.details else {}
    told = {"event_id": row.event_id, "type": row.type, "severity": row.severity, **about, **said}
    return Moment(row.at, "event", EVENTS.get(row.type, row.type), told)


def _rows(conn: Connection, rental_id: str, garments: list[Item]) -> Iterator[Moment]:
    """A row is written once nothing of it happens by itself any more."""
    by_key: dict[str, list[Item]] = {}
    for item in garments:
        by_key.setdefault(sheet_names.of_rented(rental_id, item.product_id), []).append(item)
    waiting = sheet_rows.waiting(conn, HISTORY, by_key)
    for key, mine in by_key.items():
        told = {"tab": HISTORY, "key": key}
        if key in waiting:
            sent = {"sent_at": rfc3339(waiting[key]), "state": "pending"}
            yield Moment(None, "sheet_row", "시트에 기록 대기", told | sent)
        elif any(item.state in PENDING for item in mine):
            yield Moment(None, "sheet_row", "끝나면 시트에 기록", told | {"state": "not_yet"})
        else:
            arrived = max((item.in_sheet_at or 0 for item in mine), default=0) or None
            yield Moment(arrived, "sheet_row", "시트에 기록됨", told | {"state": "confirmed"})
