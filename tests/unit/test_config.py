"""Settings are refused by name, and without telling what was in them."""

from pathlib import Path

import pytest

from shared.config import SettingsError, load
from tests.support.servers import SECRETS


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://fbox:secret@10.0.0.5:5432/gym_1",
        "postgresql://fbox:se%40cret@db.example.com/gym_1?sslmode=require",
        "postgresql:///gym_1?host=/run/postgresql",
        "sqlite:////srv/fbox/ledger.db",
    ],
)
def test_a_ledger_on_either_database_is_taken(url: str) -> None:
    assert load(SECRETS | {"FBOX_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    "url",
    [
        "secret",
        "mysql://fbox:secret@10.0.0.5/gym_1",
        "postgres://fbox:secret@10.0.0.5/gym_1",
        "postgresql://fbox:secret@10.0.0.5:5432",
        "postgresql://fbox:secret@10.0.0.5:port/gym_1",
        "postgresql://fbox:se@secret@10.0.0.5/gym_1",
        "postgresql://fbox:se/secret@10.0.0.5/gym_1",
        "sqlite://",
        "sqlite://secret/ledger.db",
    ],
)
def test_another_ledger_is_refused_by_name_and_its_password_kept(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^FBOX_DATABASE_URL: ") as refusal:
        load(SECRETS | {"FBOX_DATABASE_URL": url})
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.google.com/spreadsheets/d/1aB-c_2/edit?gid=0#gid=0",
        "https://docs.google.com/spreadsheets/d/1aB-c_2",
        "https://docs.google.com/spreadsheets/u/0/d/1aB-c_2/edit",
        "http://127.0.0.1:8123/spreadsheets/d/1aB-c_2",
        "http://localhost:8123/spreadsheets/d/1aB-c_2",
    ],
)
def test_a_google_sheet_is_taken_with_the_key_file(url: str, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    key.write_text("{}")
    settings = load(SECRETS | {"FBOX_SHEETS_URL": url, "FBOX_GOOGLE_CREDENTIALS": str(key)})
    assert (settings.sheets_url, settings.google_credentials) == (url, key)


def test_a_google_sheet_without_the_key_file_is_refused_by_the_files_name() -> None:
    with pytest.raises(SettingsError, match=r"^FBOX_GOOGLE_CREDENTIALS: "):
        load(SECRETS | {"FBOX_SHEETS_URL": "https://docs.google.com/spreadsheets/d/1aB"})


def test_a_key_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    given = {
        "FBOX_SHEETS_URL": "https://docs.google.com/spreadsheets/d/1aB",
        "FBOX_GOOGLE_CREDENTIALS": str(tmp_path),
    }
    with pytest.raises(SettingsError, match=r"^FBOX_GOOGLE_CREDENTIALS: "):
        load(SECRETS | given)


def test_a_folder_needs_no_key_file(tmp_path: Path) -> None:
    settings = load(SECRETS | {"FBOX_SHEETS_URL": f"file://{tmp_path}/a b#c/sheets"})
    assert settings.google_credentials is None


@pytest.mark.parametrize(
    "url",
    [
        "sheets",
        "file://sheets",
        "file:///",
        "http://docs.google.com/spreadsheets/d/1aB",
        "http://192.168.0.5:8123/spreadsheets/d/1aB",
        "http://127.0.0.1.example.com:8123/spreadsheets/d/1aB",
        "http://127.0.0.1/spreadsheets/d/1aB",
        "https://docs.google.com.example.com/spreadsheets/d/1aB",
        "https://docs.google.com/document/d/1aB",
        "https://docs.google.com/spreadsheets/d/",
        "https://docs.google.com/spreadsheets/u/0/",
    ],
)
def test_another_workbook_is_refused_by_name(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^FBOX_SHEETS_URL: "):
        load(SECRETS | {"FBOX_SHEETS_URL": url})
