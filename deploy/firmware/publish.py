"""`make release`: what `make firmware` built is laid where dispensers fetch updates, and offered in the console."""

import hashlib
import json
import os
import re
import shutil
import sys
from pathlib import Path

from deploy import files
from deploy.firmware import manifest
from deploy.firmware.build import BUILD, build, version
from deploy.home import CannotStartError, find
from shared.firmware_offer import OFFER, folder

TAKEN = re.compile(r"fbox/[a-z0-9_]+\.m?py")
PROGRAM = "dispenser"


def publish(built: Path, served: Path, number: str) -> None:
    """Its own folder below `served`, whole before it is offered. Raises SystemExit for a file no dispenser takes.

    A dispenser in the midst of an older build of that version fails, and is to be asked again.
    """
    for name in sorted((built / manifest.UPDATED).rglob("*")):
        if not TAKEN.fullmatch(name.relative_to(built).as_posix()):
            raise SystemExit(f"{name}: no dispenser takes a file of that name (firmware/src/fbox/manifest.py)")
    draft, final = served / f"{number}.new", served / number
    for old in (draft, final):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(built / manifest.UPDATED, draft / manifest.UPDATED)
    shutil.copyfile(built / manifest.NAME, draft / manifest.NAME)
    draft.rename(final)
    told = hashlib.sha256((final / manifest.NAME).read_bytes()).hexdigest()
    files.write(served / OFFER, json.dumps({"version": number, "sha256": told}) + "\n")


def main() -> None:
    """FBOX_HOME as everywhere. Raises CannotStartError where it can be no stack's."""
    served = folder(find(os.environ).path)
    build(PROGRAM, BUILD / PROGRAM)
    served.mkdir(mode=0o700, parents=True, exist_ok=True)
    publish(BUILD / PROGRAM, served, version())
    print(f"{version()} is offered to the dispensers: console, 기기, 펌웨어 업데이트")


if __name__ == "__main__":
    try:
        main()
    except CannotStartError as error:
        sys.exit(str(error))
