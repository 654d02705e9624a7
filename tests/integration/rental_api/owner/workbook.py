"""The owner's end of the ledger: states rows as sheets_sync would, and knows what came back."""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlalchemy import func, select

from services.rental_api import sheet_values
from services.rental_api.ledger import sheet_bases, sheet_cells
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.ledger.tables import entries, events, sheet_rows
from services.rental_api.owner.take import take_rows
from shared.queues import SHEETS, open_queue
from tests.support.gym import Gym

Row = dict[str, Any]


class Owner:
    """`said` are all rows stated so far."""

    def __init__(self, gym: Gym) -> None:
        self.gym = gym
        self.said: list[Row] = []
        self._digests = count(1)

    def row(
        self,
        tab: str,
        key: str,
        mark: int | None = None,
        cell: int | None = None,
        replaced_by: int | None = None,
        wrote: Mapping[str, Any] | None = None,
        **cells: Any,  # noqa: ANN401 - cells
    ) -> Row:
        balance = None if cell is None else {"mark": mark, "cell": cell}
        told = {"tab": tab, "key": key, "digest": f"digest {next(self._digests)}", "cells": cells}
        return told | {"balance": balance, "replaced_by": replaced_by, "wrote": dict(wrote or {})}

    def says(self, tab: str, key: str, **what: Any) -> dict[str, str]:  # noqa: ANN401 - cells
        """States one row; its notes."""
        return self.states(self.row(tab, key, **what))[0]

    def states(self, *rows: Row) -> list[dict[str, str]]:
        """States the rows in one job, as it would come over the queue; their notes."""
        self.said += rows
        queue = open_queue(SHEETS, self.gym.ctx.jobs_redis)
        queue.empty()
        take_rows(self.gym.ctx, json.loads(json.dumps(rows)))
        [job] = queue.get_jobs()
        answers = job.args[0]["rows"]
        assert [(a["tab"], a["key"], a["digest"]) for a in answers] == [
            (r["tab"], r["key"], r["digest"]) for r in rows
        ]
        return [answer["notes"] for answer in answers]

    def repeats(self) -> None:
        """Everything said so far comes once more, in one job."""
        rows, self.said = self.said, []
        self.states(*rows)
        self.said = rows

    # What the ledger has

    def ledgers(self, tab: str, key: str) -> dict[str, Any]:
        """The owner's cells of a row as the ledger has them."""
        with self.gym.ctx.reads.begin() as conn:
            found = sheet_values.read(self.gym.ctx, conn, tab, [key])
        return dict(found[key].owner) if key in found else {}

    def systems(self, tab: str, key: str) -> dict[str, Any]:
        """The system's cells of a row as the ledger has them."""
        with self.gym.ctx.reads.begin() as conn:
            found = sheet_values.read(self.gym.ctx, conn, tab, [key])
        return dict(found[key].system) if key in found else {}

    def held(self, tab: str, key: str, column: str) -> Held | None:
        with self.gym.ctx.reads.begin() as conn:
            return sheet_cells.of_row(conn, tab, key).get(column)

    def told(self, kind: str = "owner_edit") -> list[str]:
        """What the events of that kind say, the oldest first."""
        query = select(events.c.details).where(events.c.type == kind).order_by(events.c.event_id)
        with self.gym.ctx.reads.begin() as conn:
            return [json.loads(details)["text"] for details in conn.execute(query).scalars()]

    def adjusted(self, pass_id: str) -> list[int]:
        """The amounts of a pass's corrections."""
        query = select(entries.c.amount).where(entries.c.pass_id == pass_id, entries.c.kind == "adjust")
        with self.gym.ctx.reads.begin() as conn:
            return list(conn.execute(query.order_by(entries.c.entry_id)).scalars())

    # What the outgoing side does

    def wrote(self, tab: str, key: str, mark: int, amount: int, confirmed: bool = True) -> None:
        """The workbook got the row with that figure."""
        with self.gym.ctx.engine.begin() as conn:
            sheet_bases.add(conn, tab, key, mark, amount)
            if confirmed:
                sheet_bases.confirm(conn, tab, key, mark)

    def holds(self, tab: str, key: str, **cells: str) -> None:
        """The workbook got those of his cells, as the ledger has them."""
        with self.gym.ctx.engine.begin() as conn:
            sheet_cells.hold(conn, tab, key, {column: Held(text, text) for column, text in cells.items()})

    def send_all(self) -> None:
        """All that was to be sent is confirmed."""
        with self.gym.ctx.engine.begin() as conn:
            conn.execute(sheet_rows.delete())

    def to_be_sent(self, tab: str, key: str) -> bool:
        where = (sheet_rows.c.tab == tab, sheet_rows.c.key == key)
        with self.gym.ctx.reads.begin() as conn:
            return bool(conn.execute(select(func.count()).select_from(sheet_rows).where(*where)).scalar_one())
