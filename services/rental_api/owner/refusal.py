"""What the ledger does not take over, and what the owner is told of it."""

Notes = dict[str, str]
"""By column, each a sentence that begins with the column's name; none where all was taken or nothing was new."""


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """`why` is one short Korean sentence or two: what is wrong, and what to do.

    `quiet`: the row only waits for something (another row, a cell still to be filled in); no event tells of it.
    """

    def __init__(self, column: str, why: str, quiet: bool = False) -> None:
        super().__init__(column, why)
        self.column, self.why, self.quiet = column, why, quiet

    @property
    def note(self) -> str:
        return f"{self.column}: {self.why}"

    @property
    def notes(self) -> Notes:
        return {self.column: self.note}


def lacking(column: str, what: str) -> Refused:
    """A row that cannot be taken over before that cell is filled in."""
    return Refused(column, f"{what} 적어 주세요.", quiet=True)
