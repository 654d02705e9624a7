"""`python -m services.rental_api.audit`: proves the whole ledger, then compares the workbook with it.

Exits 1 where the ledger breaks a rule, naming the first place, and where the workbook differs.
"""

import sys
import time
from collections.abc import Callable
from typing import TextIO

from redis.exceptions import RedisError

from services.rental_api import assembly, workbook_audit, workbook_state
from services.rental_api.context import Context
from services.rental_api.proof import prove
from services.rental_api.workbook_state import Audit
from shared import process

MOST_SECONDS = 120.0
LOOK_SECONDS = 0.5
Pause = Callable[[float], object]


def main() -> int:
    ctx = assembly.context(process.start("rental_audit"))
    return run(ctx, sys.stdout, time.sleep)


def run(ctx: Context, out: TextIO, pause: Pause) -> int:
    """The exit code."""
    return max(prove_ledger(ctx, out), compare_workbook(ctx, out, pause))


def prove_ledger(ctx: Context, out: TextIO) -> int:
    proof = prove(ctx)
    wrong = proof.difference
    if wrong is None:
        out.write("The ledger is right: " + ", ".join(f"{n} {table}" for table, n in proof.rows.items()) + "\n")
        return 0
    told = f"{wrong.rule}: {wrong.what}: expected {wrong.expected}, found {wrong.found}"
    out.write(f"The ledger is wrong. {told}\n")
    return 1


def compare_workbook(ctx: Context, out: TextIO, pause: Pause) -> int:
    """Waits for the audit's end, two minutes at most."""
    try:
        why_not = workbook_state.why_not_at_work(ctx)
        audit = None if why_not else _audited(ctx, pause)
    except RedisError:
        why_not, audit = "the stack is not running", None
    if why_not:
        out.write(f"The workbook was not compared: {why_not}.\n")
        return 0
    if audit is None:
        out.write(f"The workbook's audit has not ended within {MOST_SECONDS:.0f} s; event_logs will tell.\n")
        return 1
    out.write(f"{audit.text}\n")
    for one in audit.differences:
        out.write(f"  {one.kind}: {one.tab} {one.key} {', '.join(one.columns)}".rstrip() + "\n")
    return 0 if audit.equal else 1


def _audited(ctx: Context, pause: Pause) -> Audit | None:
    name = workbook_audit.ask(ctx)
    for _ in range(round(MOST_SECONDS / LOOK_SECONDS)):
        found = workbook_state.audit(ctx)
        if found and found.run == name:
            return found
        pause(LOOK_SECONDS)
    return None


if __name__ == "__main__":
    sys.exit(main())
