from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import Gym


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite; test_on_either_database.py is run on both."""
    return f"sqlite:///{tmp_path}/ledger.db"


@pytest.fixture
def gym(make_gym: Callable[..., Gym]) -> Gym:
    """Member A001 with ten uses; no dispensers yet."""
    return make_gym()


@pytest.fixture
def owner(gym: Gym) -> Owner:
    return Owner(gym)
