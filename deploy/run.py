"""Starts everything under supervisor in the foreground: `make run`.

This process sets up, checks, and becomes supervisord: to stop it is to stop them all.
"""

import fcntl
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from deploy import boards, leftovers, mosquitto, ports, setup
from deploy.env_file import is_ours
from deploy.home import ROOT, CannotStartError, Home, find
from shared.config import Settings

SUPERVISORD = ["-m", "supervisor.supervisord", "-c", str(ROOT / "deploy" / "supervisord.conf")]
PATIENCE = 8
"""Seconds given to the processes of a supervisor that was killed."""


def main() -> None:
    began = time.monotonic()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while it sets up is nothing to be told about
    try:
        home = find(os.environ)
        lock(home)
        environment = setup.set_up(home, os.environ)
        settings = setup.settings_of(environment)
        check(home, settings)
        setup.prepare_ledger(environment)
    except CannotStartError as error:
        sys.exit(f"F-BOX does not start: {error}")
    start(environment | supervisor_environment(home, settings, began))


def lock(home: Home) -> None:
    """Held, over exec, for as long as supervisord lives: a home has one stack."""
    home.make()
    handle = os.open(home.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.read(handle, 20).decode()
        raise CannotStartError(f"it already runs from {home.path} (process {pid})") from None
    os.truncate(handle, 0)
    os.write(handle, str(os.getpid()).encode())
    os.set_inheritable(handle, True)


def check(home: Home, settings: Settings) -> None:
    """Raises CannotStartError naming every left-over process, or else every busy port."""
    left = leftovers.wait_gone(home.env_file, PATIENCE)
    if left:
        commands = "".join(f"\n  {pid}  {command}" for pid, command in left.items())
        raise CannotStartError(f"processes of an earlier run are left; `kill` them first:{commands}")
    ports.check(settings)


def supervisor_environment(home: Home, settings: Settings, began: float) -> dict[str, str]:
    """What supervisord.conf takes from the environment. No FBOX_ prefix: these are no settings."""
    return {
        "STACK_PYTHON": sys.executable,
        "STACK_USER": pwd.getpwuid(os.geteuid()).pw_name,
        "STACK_BOARDS": str(boards.count(home)),
        "STACK_API_BIND": settings.api.netloc,
        "STACK_UPDATES": " ".join([str(settings.updates_port), *mosquitto.dispensers_addresses(settings)]),
        "STACK_KIOSK_PORT": str(settings.kiosk_port),
        "STACK_OWN_REDIS": str(is_ours(urlsplit(settings.redis_url).hostname)).lower(),
        "STACK_OWN_MOSQUITTO": str(is_ours(settings.mqtt.hostname)).lower(),
        "STACK_BEGAN": str(began),
        "PATH": os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin",
        "PYTHONUNBUFFERED": "1",
    }


def start(environment: Mapping[str, str]) -> None:
    """Never returns. The announcer is a child that tells when all is ready, and then ends."""
    os.chdir(ROOT)
    tied = ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "deploy.announce"]
    subprocess.Popen(tied, env=environment)  # noqa: S603 - a fixed command
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, *SUPERVISORD], environment)  # noqa: S606 - no shell wanted


if __name__ == "__main__":
    main()
