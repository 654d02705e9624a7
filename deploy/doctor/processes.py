"""What supervisor says of its programs. Last: a layer that is out of order is named by what it does not do."""

from deploy.doctor import proc
from deploy.doctor.finding import Finding, Said, broken, ok, unknown
from deploy.doctor.sources import Sources

NAME = "processes"
FAULT = "process_down"
GROUP = "fbox"
"""Without the servers, which may be elsewhere, and the simulated dispensers."""
RUNNING, FROZEN = "RUNNING", "FROZEN"


def check(sources: Sources) -> Finding:
    if sources.programs is None:
        return judge(None)
    ours = {name: told for name, told in sources.programs.items() if told["group"] == GROUP}
    states = {
        name: FROZEN
        if told["pid"] and not proc.is_at_work(sources.proc, int(told["pid"]))
        else str(told["statename"])
        for name, told in ours.items()
    }
    return judge(states)


def judge(states: dict[str, str] | None) -> Finding:
    """Supervisor's state by program name; None where no supervisor answers."""
    if states is None:
        return unknown(NAME, Said("processes.stopped"))
    down = {name: state for name, state in states.items() if state != RUNNING}
    if down:
        named = ", ".join(f"{name} ({state})" for name, state in down.items())
        return broken(NAME, FAULT, Said("processes.down", named=named), (), **states)
    return ok(NAME, Said("processes.run", count=len(states)), (), **states)
