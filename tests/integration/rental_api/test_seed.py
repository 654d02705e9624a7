"""Who a first start is filled with, and where nobody is."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from services.rental_api.seed import is_wanted
from shared.config import Settings

SECRET = SecretStr("s" * 20)
GOOGLE = "https://docs.google.com/spreadsheets/d/1AbC"


def settings(folder: Path, url: str = "", demo: bool | None = None) -> Settings:
    key = folder / "key.json"
    key.touch()
    url = url or f"file://{folder}/sheets"
    secrets = {"api_token": SECRET, "kiosk_secret": SECRET, "operator_password": SECRET}
    return Settings(sheets_url=url, google_credentials=key, demo=demo, **secrets)


def test_a_first_start_with_files_has_demo_members(tmp_path: Path) -> None:
    assert is_wanted(settings(tmp_path))


def test_a_new_machine_that_finds_members_in_its_folder_makes_none_up(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "members.csv").write_text("member_id\r\nA001\r\n")
    assert not is_wanted(settings(tmp_path))


def test_a_gyms_sheet_gets_no_demo_members(tmp_path: Path) -> None:
    assert not is_wanted(settings(tmp_path, GOOGLE))


@pytest.mark.parametrize("demo", [True, False])
def test_the_setting_decides_where_there_is_one(tmp_path: Path, demo: bool) -> None:
    assert is_wanted(settings(tmp_path, GOOGLE, demo)) is demo
