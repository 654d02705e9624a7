"""What the kernel tells of a process."""

from collections.abc import Iterator
from pathlib import Path

ESTABLISHED = "01"


def is_at_work(proc: Path, pid: int) -> bool:
    """Whether there is such a process, neither stopped by a signal nor dead."""
    try:
        stat = (proc / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "TtZX"


def is_connected(proc: Path, pid: int, port: int) -> bool | None:
    """Whether it has a TCP connection to that port; None where that may not be looked at."""
    try:
        links = set(_links(proc / str(pid) / "fd"))
        return not links.isdisjoint(_connections(proc / str(pid) / "net", port))
    except OSError:
        return None


def _links(folder: Path) -> Iterator[str]:
    for link in folder.iterdir():
        try:
            yield str(link.readlink())
        except FileNotFoundError:  # closed in the meantime
            continue


def _connections(net: Path, port: int) -> Iterator[str]:
    """Each connection to that port, named as in /proc/PID/fd."""
    for table in ("tcp", "tcp6"):
        path = net / table
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            if fields[3] == ESTABLISHED and int(fields[2].rpartition(":")[2], 16) == port:
                yield f"socket:[{fields[9]}]"
