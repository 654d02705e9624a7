"""What the kernel tells of a process."""

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
        links = [str(link.readlink()) for link in (proc / str(pid) / "fd").iterdir()]
        found = _inodes(proc / str(pid) / "net", port)
    except OSError:
        return None
    return any(link in found for link in links)


def _inodes(net: Path, port: int) -> set[str]:
    """As /proc/PID/fd has them, of each connection to that port."""
    found = set()
    for table in ("tcp", "tcp6"):
        path = net / table
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            if fields[3] == ESTABLISHED and int(fields[2].rpartition(":")[2], 16) == port:
                found.add(f"socket:[{fields[9]}]")
    return found
