"""The requests of one batchUpdate: all of them, or none."""

from collections.abc import Callable
from typing import Any

from tests.support.google.errors import ApiError, refused
from tests.support.google.requests import cells, dimensions, finding, moving, protection, sheets
from tests.support.google.requests.scene import Args, Scene, known

Request = Callable[[Scene, Args], dict[str, Any]]
REQUESTS: dict[str, Request] = {
    "addSheet": sheets.add_sheet,
    "deleteSheet": sheets.delete_sheet,
    "duplicateSheet": sheets.duplicate_sheet,
    "updateSheetProperties": sheets.update_sheet_properties,
    "updateSpreadsheetProperties": sheets.update_spreadsheet_properties,
    "updateCells": cells.update_cells,
    "appendCells": cells.append_cells,
    "repeatCell": cells.repeat_cell,
    "setDataValidation": cells.set_data_validation,
    "copyPaste": moving.copy_paste,
    "sortRange": moving.sort_range,
    "deleteRange": moving.delete_range,
    "insertRange": moving.insert_range,
    "findReplace": finding.find_replace,
    "insertDimension": dimensions.insert_dimension,
    "appendDimension": dimensions.append_dimension,
    "deleteDimension": dimensions.delete_dimension,
    "moveDimension": dimensions.move_dimension,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "autoResizeDimensions": dimensions.auto_resize_dimensions,
    "addProtectedRange": protection.add_protected_range,
    "updateProtectedRange": protection.update_protected_range,
    "deleteProtectedRange": protection.delete_protected_range,
    "addConditionalFormatRule": sheets.accept,
    "addBanding": sheets.accept,
    "setBasicFilter": sheets.accept,
    "clearBasicFilter": sheets.accept,
    "updateBorders": sheets.accept,
}


def apply(scene: Scene, body: Args) -> list[dict[str, Any]]:
    """Changes the scene's draft, which on ApiError is to be thrown away. Returns a reply for each request."""
    known(body, "requests", "includeSpreadsheetInResponse", "responseRanges", "responseIncludeGridData")
    asked = body.get("requests")
    if not isinstance(asked, list) or not asked:
        raise refused("Must specify at least one request.")
    return [_one(scene, at, request) for at, request in enumerate(asked)]


def _one(scene: Scene, at: int, request: Args) -> dict[str, Any]:
    """Google names the request at fault."""
    if len(request) != 1:
        raise refused(f"Invalid requests[{at}]: exactly one kind of request must be set.")
    ((name, args),) = request.items()
    if name not in REQUESTS:
        raise refused(
            f"Invalid JSON payload received. Unknown name \"{name}\" at 'requests[{at}]': Cannot find field."
        )
    try:
        reply = REQUESTS[name](scene, args)
        scene.book.check_size()
    except ApiError as error:
        raise ApiError(error.code, f"Invalid requests[{at}].{name}: {error.message}", **error.more) from None
    return reply
