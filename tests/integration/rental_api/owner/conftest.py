from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import Gym
from tests.support.ledgers import new_ledger


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite; test_on_either_database.py is run on both."""
    return new_ledger(tmp_path)


@pytest.fixture
def gym(make_gym: Callable[..., Gym]) -> Gym:
    """Member A001 with ten uses; no dispensers yet."""
    return make_gym()


@pytest.fixture
def owner(gym: Gym) -> Owner:
    return Owner(gym)
