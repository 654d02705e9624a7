"""Settings are refused by name, and without telling what was in them."""

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
