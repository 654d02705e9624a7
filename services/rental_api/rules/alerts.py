"""What the operator should know of without looking. Pure: facts in, alerts out; times are UTC ms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shared.device_state import DeviceState

LOW_STOCK = 5
FAILURES = 3
"""Garments of one dispenser that did not come out within a day."""
LONG_QUEUE = 50
MANY_ROWS = 500
USUALLY = 6.0
"""Rentals that the same hours of the last four weeks had on average; fewer than that may well be chance."""


@dataclass(frozen=True)
class Alert:
    """`since` None: not known by the facts. `about` names what it is about; with the code it names the alert."""

    code: str
    severity: str
    since: int | None
    text_ko: str
    about: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The same while it lasts."""
        return "/".join([self.code, *(value for _, value in sorted(self.about.items()))])


@dataclass(frozen=True)
class Quiet:
    """Since when nothing was rented, and how many rentals each of the last four weeks had in these hours."""

    since: int
    weeks: Sequence[int]


@dataclass(frozen=True)
class Book:
    """The workbook: `well` where sheets_sync is at work and has it; `troubles` by tab, in words for the owner."""

    well: bool
    well_at: int | None
    pending: int
    error: str
    troubles: Mapping[str, str]


@dataclass(frozen=True)
class Facts:
    """`tripped`: since when, by uuid. `failures`: garments that did not come out within a day, by uuid.

    `unknown`, `claims`: since when each that waits for a person does, by id. `audit_failed`: when, and what it said.
    """

    devices: Sequence[DeviceState]
    tripped: Mapping[str, int]
    failures: Mapping[str, int]
    unknown: Mapping[str, int]
    claims: Mapping[str, int]
    queues: Mapping[str, int]
    book: Book
    audit_failed: tuple[int, str] | None
    quiet: Quiet | None


def alerts(facts: Facts) -> list[Alert]:
    """The worst first."""
    found = [
        *(alert for device in facts.devices for alert in _of_device(device, facts)),
        *_of_people(facts),
        *_of_machinery(facts),
        *_of_quiet(facts.quiet),
    ]
    return sorted(found, key=lambda alert: alert.severity != "error")


def _of_device(device: DeviceState, facts: Facts) -> Iterator[Alert]:
    about, name = {"device_uuid": device.uuid}, device.name or device.uuid
    tripped, failed = facts.tripped.get(device.uuid), facts.failures.get(device.uuid, 0)
    if not device.online:
        yield Alert("offline", "error", device.last_heard, f"{name}: 기기가 연결되어 있지 않습니다.", about)
    if tripped is not None:
        yield Alert("tripped", "error", tripped, f"{name}: 연속으로 실패하여 판매를 멈췄습니다.", about)
    if failed >= FAILURES:
        yield Alert("failures", "warning", None, f"{name}: 하루 동안 {failed}번 나오지 않았습니다.", about)
    if device.stock == 0:
        yield Alert("empty", "error", None, f"{name}: 재고가 없습니다.", about)
    elif device.stock is not None and device.stock <= LOW_STOCK:
        yield Alert("low_stock", "warning", None, f"{name}: 재고가 {device.stock}개 남았습니다.", about)


def _of_people(facts: Facts) -> Iterator[Alert]:
    if facts.unknown:
        text = f"나왔는지 확인할 옷이 {len(facts.unknown)}벌 있습니다."
        yield Alert("unknown_items", "error", min(facts.unknown.values()), text)
    if facts.claims:
        text = f"안 나왔다는 신고 {len(facts.claims)}건이 결정을 기다립니다."
        yield Alert("claims", "warning", min(facts.claims.values()), text)


def _of_machinery(facts: Facts) -> Iterator[Alert]:
    for queue, length in facts.queues.items():
        if length >= LONG_QUEUE:
            yield Alert("queue", "error", None, f"대기열 {queue}에 {length}건이 밀려 있습니다.", {"queue": queue})
    book = facts.book
    if not book.well:
        why = f": {book.error}" if book.error else ""
        yield Alert("sheets_behind", "error", book.well_at, f"시트에 기록하지 못하고 있습니다{why}.")
    elif book.pending >= MANY_ROWS:
        yield Alert("sheets_behind", "warning", None, f"시트에 쓸 줄이 {book.pending}개 밀려 있습니다.")
    for tab, trouble in book.troubles.items():
        yield Alert("sheet_trouble", "warning", None, f"시트 {tab}: {trouble}", {"tab": tab})
    if facts.audit_failed:
        yield Alert("ledger_audit", "error", *facts.audit_failed)


def _of_quiet(quiet: Quiet | None) -> Iterator[Alert]:
    """Each of the weeks had something: a closed holiday among them makes no rule."""
    if quiet and quiet.weeks and min(quiet.weeks) > 0 and sum(quiet.weeks) / len(quiet.weeks) >= USUALLY:
        usual = sum(quiet.weeks) / len(quiet.weeks)
        text = f"대여가 오래 없습니다: 지난 4주 같은 시간에는 평균 {usual:.0f}건이었습니다."
        yield Alert("quiet", "warning", quiet.since, text)
