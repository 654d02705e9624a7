"""A member whom the owner has entered, or an older workbook knows: he becomes one of the ledger's."""

from services.rental_api.ledger import members
from services.rental_api.owner import days, pins, words
from services.rental_api.owner.columns import COLUMNS, PIN, SET
from services.rental_api.owner.parse import Value
from services.rental_api.owner.read import checked, filled_in
from services.rental_api.owner.refusal import Notes, Refused, lacking
from services.rental_api.owner.row import OwnerRow
from services.rental_api.owner.tell import tell_new
from services.rental_api.owner.write import free_phone
from services.rental_api.rentals.step import Step
from services.rental_api.schemas import MemberEdit


def adopt(one: Step, row: OwnerRow) -> Notes:
    """Raises Refused. A PIN that was there once but is not known here is asked for again."""
    values = _values(row)
    free_phone(one, row.key, str(values["phone"]))
    told, digest = row.text(PIN), None
    if pins.is_hash(told):
        values["pin_hash"], digest = told, pins.pin_digest(one, row, told)
    created = days.since(row.text("created_at"), one.ctx.settings.zone, one.now)
    members.save(one.conn, one.ctx.site, row.key, values | {"created_at": created}, one.now)
    pins.hold_adopted(one, row)
    tell_new(one, row, "member_id", words.clip(str(values["name"])), digest=digest)
    return {} if digest or not told else _no_pin(told).notes


def _values(row: OwnerRow) -> dict[str, Value]:
    for name, what in (("name", "이름을"), ("phone", "전화번호를")):
        if not row.text(name):
            raise lacking(name, what)
    values = filled_in(row, ("name", "phone", "status", "notes"))
    checked(MemberEdit, row, values, "name")
    return values


def _no_pin(told: str) -> Refused:
    return pins.lost() if told == SET else Refused(PIN, COLUMNS["members"][PIN].must)
