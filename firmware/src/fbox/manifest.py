"""What a version consists of: a line `fbox VERSION`, then `SHA256 BYTES PATH` for each file. Pure."""

MOST_BYTES = 8192
MOST_FILE_BYTES = 65536
HEX = "0123456789abcdef"
VERSION_CHARS = "0123456789abcdefghijklmnopqrstuvwxyz.-"
NAME_CHARS = "abcdefghijklmnopqrstuvwxyz0123456789_"
PACKAGE = "fbox/"


class ManifestError(Exception):
    """It is no manifest, or one that names what an update must not write."""


def is_version(text):
    return type(text) is str and 0 < len(text) <= 16 and all(char in VERSION_CHARS for char in text)


def is_sha256(text):
    return type(text) is str and len(text) == 64 and all(char in HEX for char in text)


def read_version(line):
    head, _, version = line.strip().partition(" ")
    if head != "fbox" or not is_version(version):
        raise ManifestError("no manifest")
    return version


def read_file(line):
    """(sha256, bytes, path) of one file."""
    parts = line.split()
    if len(parts) != 3 or not is_sha256(parts[0]) or not parts[1].isdigit() or not _is_ours(parts[2]):
        raise ManifestError("bad line")
    if int(parts[1]) > MOST_FILE_BYTES:
        raise ManifestError("file too long")
    return parts[0], int(parts[1]), parts[2]


def _is_ours(path):
    """One of the package's own modules: no folder above or beside it."""
    name, _, kind = path[len(PACKAGE) :].partition(".")
    fits = path.startswith(PACKAGE) and kind in ("py", "mpy")
    return fits and bool(name) and all(char in NAME_CHARS for char in name)
