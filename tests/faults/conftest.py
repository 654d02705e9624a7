from collections.abc import Iterator

import pytest

from tests.support.ledgers import lent_ledger


@pytest.fixture(scope="module")
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """One ledger for the module, on the database that its tests are parametrized with."""
    if request.param == "sqlite":
        with lent_ledger() as url:
            yield url
    else:
        with request.getfixturevalue("postgres").lent() as url:
            yield url
