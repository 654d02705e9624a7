"""Time from `make run`, once all is installed, to the line that says F-BOX is ready. `python -m bench.ready`"""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from deploy.home import ROOT
from tests.support.stack_environment import environment_for

READY = "F-BOX is ready"
WANTED_SECONDS = 10
LIMIT_SECONDS = 120


def run() -> list[str]:
    """The lines to print: a first start with its ledger and demo data, and a later one."""
    with tempfile.TemporaryDirectory() as folder:
        environ = environment_for(Path(folder) / "home")
        first, later = seconds_to_ready(environ), seconds_to_ready(environ)
    return [
        "from `make run` to ready:",
        f"  first start       {first:6.1f} s   wanted: under {WANTED_SECONDS}",
        f"  second start      {later:6.1f} s",
    ]


def seconds_to_ready(environ: dict[str, str]) -> float:
    """Starts, waits for the line, stops. Raises SystemExit with what was printed when it never comes."""
    began = time.perf_counter()
    make = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    printed = []
    try:
        for line in make.stdout or ():
            printed.append(line)
            if line.startswith(READY):
                return time.perf_counter() - began
        raise SystemExit("".join(printed))
    finally:
        os.killpg(make.pid, signal.SIGINT)
        make.communicate(timeout=LIMIT_SECONDS)


if __name__ == "__main__":
    print("\n".join(run()))
