"""What events say of the owner's edits. Pure."""

from shared.cells import Readable, as_text

NOUNS = {
    "members": "회원",
    "products": "상품",
    "voucher_products": "금액권 상품",
    "member_vouchers": "금액권",
    "subscription_products": "구독 상품",
    "member_subscriptions": "구독권",
    "member_passes": "횟수권",
    "config": "설정",
}
LONGEST = 60


def row(tab: str, key: str) -> str:
    """`owner: 금액권 pas_12`."""
    return f"owner: {NOUNS[tab]} {clip(key)}"


def change(word: str, unit: str, before: Readable, after: Readable) -> str:
    """`이름 김하늘 → 김바다`."""
    return f"{word} {_shown(before, unit)} → {_shown(after, unit)}"


def amount(number: int, unit: str) -> str:
    """`3,000원`."""
    return f"{number:,}{unit}"


def moved(number: int, unit: str) -> str:
    """`+5,000원`."""
    return f"{number:+,}{unit}"


def clip(text: str) -> str:
    """Short enough to be read in a line."""
    kept = keepable(text)
    return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]}…"


def keepable(text: str) -> str:
    """Without what no database keeps: a NUL, half a surrogate."""
    return text.replace("\0", "").encode(errors="replace").decode()


def _shown(value: Readable, unit: str) -> str:
    number = isinstance(value, int) and not isinstance(value, bool)
    return amount(int(value), unit) if number and isinstance(value, int) else clip(as_text(value)) or "(없음)"
