"""What the doctor tells: the verdict first, then a line a layer, then what is behind each."""

import json
from collections.abc import Sequence
from typing import Any

from deploy.doctor import processes
from deploy.doctor.finding import Finding, Said
from deploy.doctor.words import tell

MARKS = {"ok": "✓", "fault": "✗", "unknown": "?"}
WELL, FAULTY, UNSURE = 0, 1, 2


def first_fault(findings: Sequence[Finding]) -> Finding | None:
    """The cause: checks come in the order of causes."""
    return next((finding for finding in findings if finding.state == "fault"), None)


def exit_code(findings: Sequence[Finding]) -> int:
    if first_fault(findings):
        return FAULTY
    return UNSURE if not_looked_at(findings) else WELL


def not_looked_at(findings: Sequence[Finding]) -> list[Finding]:
    """Layers whose check itself went wrong: without a fault elsewhere they are no good news."""
    return [finding for finding in findings if finding.says.key == "failed"]


def verdict(findings: Sequence[Finding], language: str) -> str:
    fault = first_fault(findings)
    if fault is None:
        return _without_fault(findings, language)
    title, text = tell(language, Said(f"fault.{fault.fault}")), sentence(fault.says, language)
    told = tell(language, Said("verdict.fault", title=title, fault=fault.fault, text=text))
    stopped = any(finding.says == Said("processes.stopped") for finding in findings if finding.name == processes.NAME)
    return tell(language, Said("verdict.stopped", verdict=told)) if stopped else told


def plain(findings: Sequence[Finding], language: str) -> str:
    """For a person."""
    lines = [verdict(findings, language), ""]
    lines += [f"{MARKS[finding.state]} {_heading(finding, language)}" for finding in findings]
    for finding in findings:
        if finding.details:
            lines += ["", tell(language, Said(f"layer.{finding.name}"))]
            lines += [f"    {sentence(detail, language)}" for detail in finding.details]
    return "\n".join(lines) + "\n"


def as_json(findings: Sequence[Finding], language: str) -> str:
    """For a script: names of layers, states and faults never change, texts may."""
    fault = first_fault(findings)
    told = {
        "verdict": verdict(findings, language),
        "fault": fault.fault if fault else None,
        "checks": [_entry(finding, language) for finding in findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def sentence(said: Said, language: str) -> str:
    """Values that are sentences themselves come first."""
    values = {
        name: tell(language, value) if isinstance(value, Said) else value for name, value in said.values.items()
    }
    return tell(language, Said(said.key, **values))


def _without_fault(findings: Sequence[Finding], language: str) -> str:
    layers = ", ".join(tell(language, Said(f"layer.{finding.name}")) for finding in not_looked_at(findings))
    return tell(language, Said("verdict.unsure", layers=layers) if layers else Said("verdict.well"))


def _heading(finding: Finding, language: str) -> str:
    return f"{tell(language, Said(f'layer.{finding.name}'))}: {sentence(finding.says, language)}"


def _entry(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "name": finding.name,
        "state": finding.state,
        "fault": finding.fault or None,
        "text": sentence(finding.says, language),
        "details": [sentence(detail, language) for detail in finding.details],
        "figures": dict(finding.figures),
    }
