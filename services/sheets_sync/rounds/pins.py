"""PINs on their way from the owner's cell to the ledger: hashed before they go anywhere, and told once."""

from collections.abc import Callable
from hashlib import blake2b

from services.sheets_sync.parse import Value
from services.sheets_sync.tabs import SET, TABS, Tab

RowName = tuple[str, str]
_COLUMNS = {tab.name: {column.name for column in tab.columns if column.kind == "pin"} for tab in TABS.values()}


class Pins:
    """`hash_pin` is slow on purpose (shared.pins). The secret is this process's own."""

    def __init__(self, hash_pin: Callable[[str], str], secret: bytes) -> None:
        self._hash_pin = hash_pin
        self._secret = secret
        self._taken: dict[RowName, str] = {}

    def told(self, tab: Tab, column: str, value: Value) -> Value:
        """The value as the ledger may see it."""
        return self._hash_pin(str(value)) if is_new_pin(tab, column, value) else value

    def took(self, row: RowName, pin: str) -> None:
        """The ledger has this one, and the cell is being blanked."""
        self._taken[row] = self._digest(pin)

    def has(self, row: RowName, pin: Value) -> bool:
        return self._taken.get(row) == self._digest(str(pin))

    def _digest(self, pin: str) -> str:
        return blake2b(pin.encode(errors="replace"), key=self._secret).hexdigest()


def is_pin(tab: Tab, column: str) -> bool:
    return column in _COLUMNS[tab.name]


def is_new_pin(tab: Tab, column: str, value: Value) -> bool:
    return is_pin(tab, column) and value not in ("", SET)
