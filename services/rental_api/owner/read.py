"""A new row's cells as what the API takes, or the refusal that names the cell at fault. Pure."""

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from services.rental_api.owner.columns import COLUMNS
from services.rental_api.owner.parse import Value
from services.rental_api.owner.refusal import Refused
from services.rental_api.owner.row import OwnerRow

M = TypeVar("M", bound=BaseModel)


def filled_in(row: OwnerRow, names: Iterable[str]) -> dict[str, Value]:
    """The values of those of the owner's columns that are not blank."""
    return {name: value(row, name) for name in names if row.text(name)}


def value(row: OwnerRow, name: str) -> Value:
    column = COLUMNS[row.tab][name]
    try:
        return column.parse(row.cells.get(name))
    except ValueError:
        raise Refused(name, column.must) from None


def checked(model: type[M], row: OwnerRow, values: dict[str, Value], last: str) -> M:
    """`last` is the column at fault where the values do not go together."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        where = error.errors()[0]["loc"]
        name = str(where[0]) if where else last
        raise Refused(name, COLUMNS[row.tab][name].must) from None
