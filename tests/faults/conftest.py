from collections.abc import Iterator
from importlib.util import find_spec

import pytest

DATABASES = ["sqlite", "postgresql"] if find_spec("tests.support.postgres") else ["sqlite"]


@pytest.fixture(scope="module", params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One ledger for the module: whoever asks for it is run on every database there is."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('ledger')}/ledger.db"
    else:
        with request.getfixturevalue("postgres").fresh() as url:
            yield url
