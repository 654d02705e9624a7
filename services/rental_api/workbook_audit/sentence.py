"""What an audit of the workbook found, in one plain sentence or two for its owner. Pure."""

from collections.abc import Iterator

from services.rental_api.workbook_audit.finding import MENDED, Finding, Kind
from services.rental_api.workbook_audit.part import MOST_MISSING
from services.rental_api.workbook_audit.result import Outcome

MOST = 20
LONGEST_KEY = 40
_MENDED = "장부와 시트가 다른 곳 {n:,}곳을 고칩니다"
_OTHERS: dict[Kind, str] = {
    "unsure": "보내는 중인 줄이 많아 빠진 줄을 다 찾지 못한 탭 {n:,}개",
    "doubled": "같은 이름이 두 번 있는 줄 {n:,}개",
    "waiting": "시트에 적혔고 장부에는 아직 없는 곳 {n:,}곳",
    "explained": "장부에 옮기지 못해 시트에 설명한 곳 {n:,}곳",
    "only_there": "시트에만 있는 줄 {n:,}개",
}


def sentence(found: Outcome) -> str:
    """`장부와 시트가 맞습니다: 12개 탭, 1,234줄.`, or what did not; at most twenty things by name."""
    said = " ".join(_clauses(found)).replace("\0", "")
    return said.encode(errors="replace").decode()  # what no database keeps may stand in the owner's cells


def _clauses(found: Outcome) -> Iterator[str]:
    left = MOST
    mended = sum(found.counts[kind] for kind in MENDED)
    if mended:
        named = _named(found, MENDED)
        yield _clause(_MENDED, mended, named[:left])
        left -= len(named[:left])
    else:
        compared = "" if found.equal else "비교한 곳은 "
        yield f"{compared}장부와 시트가 맞습니다: {found.tabs}개 탭, {found.rows:,}줄."
    for kind, text in _OTHERS.items():
        if found.counts[kind]:
            named = _named(found, (kind,))[:left]
            yield _clause(text, found.counts[kind], named)
            left -= len(named)
    if found.left_out:
        told = " ".join(f"{tab}: {why}" for tab, why in found.left_out.items())
        yield f"비교하지 못한 탭 {len(found.left_out)}개: {told}"


def _clause(text: str, number: int, named: list[str]) -> str:
    said = text.format(n=number)
    if not named:
        return f"{said}."
    more = f" 외 {number - len(named):,}" if number > len(named) else ""
    return f"{said}: {', '.join(named)}{more}."


def _named(found: Outcome, kinds: tuple[Kind, ...]) -> list[str]:
    return [_name(one) for one in found.listed if one.kind in kinds]


def _name(one: Finding) -> str:
    """`members A001 (name)`."""
    if one.kind == "refill":
        return f"{one.tab} ({MOST_MISSING:,}줄 넘게 없음)"
    what = "줄 없음" if one.kind == "missing" else ", ".join(one.columns)
    return f"{one.tab} {_clip(one.key)}".rstrip() + (f" ({what})" if what else "")


def _clip(key: str) -> str:
    """Short enough to be read in a line."""
    return key if len(key) <= LONGEST_KEY else f"{key[:LONGEST_KEY]}…"
