"""What became of a member besides his rentals, as the operator reads it; Korean, as the console's templates."""

from services.kiosk_ui.models_console import Event
from services.kiosk_ui.words.people import FIELDS

_KINDS = {
    "member_created": "회원이 됐어요",
    "member_changed": "정보를 고쳤어요",
    "owner_edit": "시트에서 고쳤어요",
    "owner_edit_refused": "시트에 적은 것을 반영하지 못했어요",
    "pass_granted": "이용권을 지급했어요",
    "pass_adjusted": "이용권을 조정했어요",
    "pass_expired": "이용권의 기간이 끝났어요",
    "claim_checking": "나오지 않았다고 신고했어요: 정해야 해요",
    "claim_given_back": "나오지 않았다는 신고: 돌려줬어요",
    "claim_came_out": "나오지 않았다는 신고: 나온 것으로 확인했어요",
    "claim_refused": "나오지 않았다는 신고: 돌려주지 않았어요",
}
BY_OWNER = "owner: "


def happened(event: Event) -> str:
    """`정보를 고쳤어요: 이름, PIN`; a kind that has no words is told by its name."""
    text, more = _KINDS.get(event.type, event.type), _more(event)
    return f"{text}: {more}" if more else text


def _more(event: Event) -> str:
    if event.type == "member_changed":
        return ", ".join(FIELDS[name][0] if name in FIELDS else name for name in event.details.get("changed", ()))
    if event.type.startswith("pass_"):
        return str(event.details.get("reason") or "")
    return str(event.details.get("text") or "").removeprefix(BY_OWNER)
