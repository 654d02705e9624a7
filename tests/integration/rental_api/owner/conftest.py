from collections.abc import Callable, Iterator

import pytest

from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import Gym
from tests.support.ledgers import lent_ledger


@pytest.fixture
def database_url() -> Iterator[str]:
    """SQLite; test_on_either_database.py is run on both."""
    with lent_ledger() as url:
        yield url


@pytest.fixture
def gym(make_gym: Callable[..., Gym]) -> Gym:
    """Member A001 with ten uses; no dispensers yet."""
    return make_gym()


@pytest.fixture
def owner(gym: Gym) -> Owner:
    return Owner(gym)
