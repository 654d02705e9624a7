"""What the processes load for their database."""

import subprocess
import sys

from services.rental_api.ledger.engine import open_engine

LOOK = """
import sys
from services.rental_api import worker, wsgi
from services.rental_api.ledger.engine import open_engine
open_engine("sqlite://", "gym-1")
print("psycopg" in sys.modules)
"""


def test_an_installation_on_sqlite_does_not_load_postgresqls_driver() -> None:
    said = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True).stdout
    assert said == "False\n"


def test_a_ledgers_address_shows_no_password() -> None:
    engine = open_engine("postgresql://fbox:secret@127.0.0.1:1/gym_1", "gym-1")
    assert "secret" not in repr(engine)
