"""Either database the ledger can be kept on, for fixtures with `params=EITHER`."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.ledgers import lent_ledger

EITHER = ("sqlite", "postgresql")


@contextmanager
def ledger_on(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty ledger on the database that the fixture's parameter names."""
    lent = lent_ledger() if request.param == "sqlite" else request.getfixturevalue("postgres").lent()
    with lent as url:
        yield url
