"""Which workbook the setting names."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from services.sheets_sync.__main__ import open_workbook


def test_a_google_sheet_is_refused_by_the_settings_name() -> None:
    with capture_logs() as logs, pytest.raises(SystemExit) as ended:
        open_workbook("https://docs.google.com/spreadsheets/d/abc")
    assert ended.value.code == 2
    assert "FBOX_SHEETS_URL" in logs[0]["event"]


def test_a_folder_is_made_for_its_owners_eyes_only(tmp_path: Path) -> None:
    open_workbook(f"file://{tmp_path}/a b#c/sheets")
    assert (tmp_path / "a b#c" / "sheets").stat().st_mode & 0o777 == 0o700
