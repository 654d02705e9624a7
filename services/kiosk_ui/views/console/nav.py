"""The console's sections, in the order of its navigation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """`endpoint` is its first page; `parts` are its blueprints below `console`; `icon` is one of icons.html."""

    endpoint: str
    name: str
    icon: str
    parts: tuple[str, ...]


SECTIONS = (
    Section("console.now.page", "지금", "now", ("now", "items")),
    Section("console.devices.page", "기기", "device", ("devices",)),
    Section("console.members.page", "회원", "people", ("members",)),
    Section("console.rentals.page", "대여", "rental", ("rentals", "claims")),
    Section("console.alerts.page", "알림", "bell", ("alerts",)),
    Section("console.figures.page", "통계", "chart", ("figures",)),
    Section("console.workbook.page", "시트", "sheet", ("workbook",)),
)


def current(blueprint: str | None) -> Section | None:
    """The section of a page whose blueprint is `console.<part>`, None where it has none."""
    part = (blueprint or "").rpartition(".")[2]
    return next((one for one in SECTIONS if part in one.parts), None)
