"""What the timeline of a rental calls things, for the operator."""

ENDED = {"post": ("posted", "확정"), "release": ("released", "돌려줌")}
EVENTS = {
    "rental": "대여 접수",
    "item_dispensed": "옷이 나옴",
    "item_failed": "옷이 나오지 않음",
    "item_unknown": "결과를 알 수 없음 (확인 중)",
    "owner_asked": "사람이 확인해야 함",
    "item_moved": "같은 옷이 있는 다른 기기로 옮김",
    "answer_contradicts_ledger": "기기의 늦은 응답이 장부와 다름",
    "answer_without_rental": "맞는 주문이 없는 응답",
    "claim_given_back": "안 나왔다는 신고: 돌려줌",
    "claim_came_out": "안 나왔다는 신고: 나온 것으로 확인",
    "claim_checking": "안 나왔다는 신고: 직원 확인 필요",
    "claim_refused": "안 나왔다는 신고: 직원이 거절",
}
_BY = {
    "device": "기기의 응답",
    "evidence": "기기의 기록",
    "owner": "직원의 결정",
    "ledger": "보내기 전에 취소",
}


def amount_text(kind: str, amount: int) -> str:
    """`3,000원` of a voucher, else `1회`."""
    return f"{amount:,}원" if kind == "voucher" else f"{amount}회"


def ended_by(state: str, by: str | None, reason: str | None) -> str:
    """`나옴 (기기의 응답)`, `안 나옴 (기기의 응답: motor_stuck)`."""
    word = "나옴" if state == "dispensed" else "안 나옴"
    how = _BY.get(by or "", by or "")
    return f"{word} ({how}: {reason})" if reason else f"{word} ({how})"
