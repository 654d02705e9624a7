"""`python -m services.rental_api.audit`: proves the whole ledger, or names the first difference and exits 1."""

import sys

from services.rental_api.ledger.audit import first_difference, size
from services.rental_api.ledger.engine import open_engine, reading
from shared import process


def main() -> int:
    settings = process.start("rental_audit")
    with reading(open_engine(settings.database_url, settings.site)).begin() as conn:
        difference, rows = first_difference(conn), size(conn)
    if difference is None:
        sys.stdout.write("The ledger is right: " + ", ".join(f"{n} {table}" for table, n in rows.items()) + "\n")
        return 0
    told = f"{difference.rule}: {difference.what}: expected {difference.expected}, found {difference.found}"
    sys.stderr.write(f"The ledger is wrong. {told}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
