"""Rules proved on SQLite alone: every statement they need is run on PostgreSQL by the tests one folder up."""

from collections.abc import Iterator

import pytest

from tests.support.ledgers import lent_ledger


@pytest.fixture
def database_url() -> Iterator[str]:
    with lent_ledger() as url:
        yield url
