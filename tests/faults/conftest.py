from collections.abc import Iterator

import pytest

from tests.support.ledgers import new_ledger


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One ledger for the module: whoever asks for it is run on every database there is."""
    if request.param == "sqlite":
        yield new_ledger(tmp_path_factory.mktemp("ledger"))
    else:
        with request.getfixturevalue("postgres").fresh() as url:
            yield url
