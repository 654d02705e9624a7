"""Everything that is measured, in turn: `make bench`. Some of it only: `python -m bench rentals memory`"""

import importlib
import sys

ALL = ("rentals", "heartbeats", "products", "ledger_size", "sheet_calls", "kiosk", "memory", "firmware", "ready")


def main(wanted: list[str]) -> None:
    for name in wanted or ALL:
        if name not in ALL:
            sys.exit(f"bench: no {name!r}; there are {', '.join(ALL)}")
        print(f"\n== {name}", flush=True)
        print("\n".join(importlib.import_module(f"bench.{name}").run()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
