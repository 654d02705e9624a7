"""Makes a home ready to start: secrets once, configuration from the settings each time, the ledger up to date."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from deploy import boards, env_file, mosquitto, ports, redis_server
from deploy.boards import Board
from deploy.env_file import is_ours
from deploy.home import ROOT, CannotStartError, Home, find
from shared.config import Settings, SettingsError, load

PREPARE = "services.rental_api.prepare"


def set_up(home: Home, environ: Mapping[str, str], simulated: Sequence[Board] = boards.DEMO) -> dict[str, str]:
    """Everything but the ledger; returns the environment for the stack's processes. Raises CannotStartError.

    Secrets, boards and data of an earlier set-up are kept.
    """
    home.make()
    if not home.env_file.exists():
        _first_time(home, environ, simulated)
    environment = env_file.environment(home, environ)
    settings = settings_of(environment)
    boards.aim(home, settings)
    if is_ours(settings.mqtt.hostname):
        mosquitto.write(home, settings)
    if is_ours(urlsplit(settings.redis_url).hostname):
        redis_server.write(home, settings)
    return environment


def _first_time(home: Home, environ: Mapping[str, str], simulated: Sequence[Board]) -> None:
    """The file comes last and only with settings that work: what is in it stays."""
    values = env_file.fresh(home, environ)
    settings = settings_of(values)
    ports.check(settings)
    boards.create(home, simulated, settings)
    env_file.write(home, values)


def prepare_ledger(environment: Mapping[str, str]) -> None:
    """Brings the tables up to date; fills an empty ledger with demo data. Raises CannotStartError."""
    done = subprocess.run([sys.executable, "-m", PREPARE], cwd=ROOT, env=environment, check=False)  # noqa: S603
    if done.returncode:
        raise CannotStartError(f"{PREPARE} failed, see above")


def settings_of(environment: Mapping[str, str]) -> Settings:
    try:
        return load(environment)
    except SettingsError as error:
        raise CannotStartError(str(error)) from None


def main() -> None:
    try:
        prepare_ledger(set_up(find(os.environ), os.environ))
    except CannotStartError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
