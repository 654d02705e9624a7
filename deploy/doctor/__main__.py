"""`python -m deploy.doctor [--json] [--lang ko|en]`: exit code 0 all is well, 1 a fault, 2 it could not look."""

import argparse
import os
import socket
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import closing

from deploy.doctor import report
from deploy.doctor.examine import examine
from deploy.doctor.sources import PATIENCE, open_sources
from deploy.doctor.words import TABLES, language_of
from deploy.env_file import environment
from deploy.home import CannotStartError, Home, find
from shared.config import ENV_FILE, Settings, SettingsError, load

CANNOT_LOOK = 2
NEEDED = "FBOX_API_TOKEN"
"""A stack without fbox.env has at least this in its environment."""


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    asked = _parser(language_of(environ)).parse_args(arguments)
    try:
        home, settings = _stack(environ)
    except (CannotStartError, SettingsError) as error:
        sys.stderr.write(f"The doctor cannot look: {error}\n")
        return CANNOT_LOOK
    socket.setdefaulttimeout(PATIENCE)  # supervisor's client has no way to be told how long to wait
    try:
        with closing(open_sources(home, settings, time.sleep)) as sources:
            findings = examine(sources)
    except Exception:  # or Python would end with 1, which says that something else is wrong
        traceback.print_exc()
        return CANNOT_LOOK
    sys.stdout.write((report.as_json if asked.json else report.plain)(findings, asked.lang))
    return report.exit_code(findings)


def _parser(language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="doctor", description="Looks at every layer and names what is wrong.")
    parser.add_argument("--json", action="store_true", help="for scripts")
    parser.add_argument("--lang", choices=sorted(TABLES), default=language, help="Korean unless LANG is English")
    return parser


def _stack(environ: Mapping[str, str]) -> tuple[Home, Settings]:
    """The home that FBOX_HOME names with its fbox.env; or the file that FBOX_ENV_FILE names, with the home in it."""
    home = find(environ)
    if not environ.get("FBOX_HOME") and environ.get(ENV_FILE):
        settings = load(environ)
        return Home(settings.home), settings
    if home.env_file.is_file():
        return home, load(environment(home, environ))
    if not environ.get(NEEDED):
        raise CannotStartError(f"nothing is set up in {home.path}; make run does that")
    return home, load(environ)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:], os.environ))
