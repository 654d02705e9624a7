"""Which workbook the setting names."""

from pathlib import Path

from pydantic import SecretStr

from services.sheets_sync.__main__ import open_workbook
from services.sheets_sync.local import LocalWorkbook
from services.sheets_sync.runner import LOCAL
from shared.config import Settings

SECRET = SecretStr("s" * 20)


def test_a_folder_is_made_for_its_owners_eyes_only(tmp_path: Path) -> None:
    url = f"file://{tmp_path}/a b#c/sheets"
    settings = Settings(sheets_url=url, api_token=SECRET, kiosk_secret=SECRET, operator_password=SECRET)
    workbook, pace = open_workbook(settings, lambda _: None)
    assert isinstance(workbook, LocalWorkbook)
    assert pace == LOCAL
    assert (tmp_path / "a b#c" / "sheets").stat().st_mode & 0o777 == 0o700
