"""Something to sell that the owner has entered, or an older workbook knows."""

from services.rental_api.ledger.sheet_names import TAB_OF_SOLD
from services.rental_api.owner import words
from services.rental_api.owner.columns import COLUMNS
from services.rental_api.owner.read import checked, filled_in
from services.rental_api.owner.refusal import Notes, lacking
from services.rental_api.owner.row import OwnerRow
from services.rental_api.owner.tell import tell_new
from services.rental_api.owner.write import put_sold
from services.rental_api.rentals.step import Step
from services.rental_api.schemas import PassProductEdit

_KINDS = {tab: kind for kind, tab in TAB_OF_SOLD.items()}
_NEEDED = {
    "voucher": (("name", "이름을"), ("charge_amount", "충전 금액을")),
    "subscription": (("name", "이름을"), ("daily_limits", '하루 한도를 {"top":1,"towel":1}처럼')),
}


def adopt(one: Step, row: OwnerRow) -> Notes:
    """Raises Refused."""
    kind = _KINDS[row.tab]
    for column, what in _NEEDED[kind]:
        if not row.text(column):
            raise lacking(column, what)
    values = filled_in(row, COLUMNS[row.tab])
    put_sold(one, row.key, checked(PassProductEdit, row, values | {"kind": kind}, "bonus_product_id"))
    tell_new(one, row, "product_id", words.clip(str(values["name"])))
    return {}
