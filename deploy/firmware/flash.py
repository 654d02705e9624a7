"""`make flash PORT=…`: MicroPython where it is asked for, then exactly the files of a build, checked by hash."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from deploy.firmware import manifest, port
from deploy.firmware.build import BUILD, FIRMWARE, PROGRAMS, build
from deploy.firmware.commands import Command, Tools, from_environment
from deploy.firmware.manifest import Files
from deploy.firmware.plan import Found, plan

LOOK = FIRMWARE / "look.py"
TOLD = "FOUND "
SECONDS_A_COMMAND = 300
SECONDS_TO_START = 30
TRIES_AFTER_AN_IMAGE = 3
ESP32_MAGIC = 0xE9
NO_MICROPYTHON = """no MicroPython answers on {port}.
  Does a program hold the port (a terminal, another make flash)? Then close it and try again.
  A board that never had MicroPython needs it once: get the newest .bin of "ESP32 / WROOM" from
  https://micropython.org/download/ESP32_GENERIC/ (1.28 or newer), then: make flash PORT={port} IMAGE=path/to/it.bin
  If it does not begin to write, hold BOOT while you press EN."""


class FlashError(Exception):
    """With a sentence for the person at the cable."""


class CommandError(FlashError):
    """A tool failed; what it said is the message."""


Run = Callable[[Command], str]
Say = Callable[[str], None]
Make = Callable[[str, Path], object]


def run(command: Command) -> str:
    """What it printed. Raises CommandError."""
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=SECONDS_A_COMMAND,
        )
    except subprocess.TimeoutExpired:
        raise CommandError(f"{Path(command[0]).name} did not end within {SECONDS_A_COMMAND} s") from None
    if done.returncode:
        raise CommandError(done.stdout.strip() or f"{Path(command[0]).name} ended with {done.returncode}")
    return done.stdout


def write_image(tools: Tools, image: str, erase: bool, call: Run, say: Say) -> None:
    """Without `erase` the board's files stay, its stock and settings among them."""
    check_image(image)
    if erase:
        say("erasing all of the board, its stock and settings, too")
        call(tools.erase())
    say("writing MicroPython")
    call(tools.write_image(image))


def check_image(image: str) -> None:
    path = Path(image)
    if not path.is_file():
        raise FlashError(f"IMAGE: there is no file {image}")
    with path.open("rb") as file:
        if file.read(1) != bytes([ESP32_MAGIC]):
            raise FlashError(f"IMAGE: {image} is no image for an ESP32")


def look(tools: Tools, call: Run, tries: int = 1) -> Found:
    """What the board has. Raises FlashError. A MicroPython that has just been written first makes its file system."""
    try:
        printed = call(tools.look())
    except CommandError as error:
        if tries > 1:
            return look(tools, call, tries - 1)
        raise FlashError(f"{NO_MICROPYTHON.format(port=tools.port)}\n  mpremote says: {error}") from None
    for line in printed.splitlines():
        if line.startswith(TOLD):
            told = json.loads(line.removeprefix(TOLD))
            return Found(told["files"], frozenset(told["folders"]))
    raise FlashError(f"the board on {tools.port} answers, but not as MicroPython does: {printed.strip()[-200:]}")


def write_files(tools: Tools, folder: Path, found: Found, call: Run, say: Say) -> None:
    """Only what differs from what the board has. Raises FlashError where it has something else afterwards."""
    built = manifest.read(folder)
    todo = plan(built, found)
    say(f"{len(todo.copy)} of {len(built)} files to write, {len(todo.remove)} to remove")
    call(tools.write(todo, folder))
    wrong = differences(built, look(tools, call))
    if wrong:
        raise FlashError(
            f"what was written reads back differently: {', '.join(wrong)}; try again, or try another cable"
        )
    say("all files read back as they were sent")


def differences(built: Files, found: Found) -> list[str]:
    left = plan(built, found)
    return sorted({*left.copy, *left.remove})


def flash(tools: Tools, folder: Path, image: str, erase: bool, call: Run, say: Say) -> None:
    """All of it. Raises FlashError or PortError."""
    port.check(tools.port)
    if image:
        write_image(tools, image, erase, call, say)
    found = look(tools, call, TRIES_AFTER_AN_IMAGE if image else 1)
    write_files(tools, folder, found, call, say)
    call(tools.restart())
    say("the board says: " + port.greeting(tools.port, SECONDS_TO_START))


def dry_run(tools: Tools, folder: Path, image: str, erase: bool) -> list[Command]:
    """What `flash` would call for a board without files."""
    commands = [tools.erase()] if image and erase else []
    commands += [tools.write_image(image)] if image else []
    todo = plan(manifest.read(folder), Found())
    return [*commands, tools.look(), tools.write(todo, folder), tools.look(), tools.restart()]


def main(environ: Mapping[str, str], call: Run = run, say: Say = print, make: Make = build) -> None:
    """PORT, PROGRAM (dispenser or reader), IMAGE, ERASE=1, DRY_RUN=1."""
    program = environ.get("PROGRAM") or "dispenser"
    if program not in PROGRAMS:
        raise SystemExit(f"make flash: PROGRAM must be one of {', '.join(PROGRAMS)}")
    image, erase = environ.get("IMAGE", ""), environ.get("ERASE", "") == "1"
    if erase and not image:
        raise SystemExit("make flash: ERASE=1 leaves nothing to start from; say IMAGE=…, too")
    folder = BUILD / program
    make(program, folder)
    tools = from_environment(environ, Path(sys.executable).parent, LOOK)
    if environ.get("DRY_RUN") == "1":
        for command in dry_run(tools, folder, image, erase):
            say(shlex.join(command))
        return
    try:
        flash(tools, folder, image, erase, call, say)
    except (FlashError, port.PortError) as error:
        raise SystemExit(f"make flash: {error}") from None


if __name__ == "__main__":
    main(os.environ)
