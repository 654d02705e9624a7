from collections.abc import Iterator

import pytest

from tests.support.either import ledger_on


@pytest.fixture(scope="module")
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """One ledger for the module, on the database that its tests are parametrized with."""
    with ledger_on(request) as url:
        yield url
