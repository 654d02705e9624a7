"""The proof that the book is right: every rule as a query that finds what breaks it. One read transaction, no writes.

Each query names (what, expected, found); rows in the order they were written, so that the first is the first.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from services.rental_api.ledger.tables import daily_uses, entries, holds, items, passes

_LOOKED_AT = (passes, entries, holds, items, daily_uses)
_RULES = {
    "an entry says what is left after it": """
        SELECT 'entry ' || entry_id, running, balance_after FROM (
            SELECT e.entry_id, e.balance_after, COALESCE(u.daily_limit, 0)
                + SUM(e.amount) OVER (PARTITION BY e.pass_id, e.day, e.category ORDER BY e.entry_id) AS running
            FROM entries e LEFT JOIN daily_uses u
                ON u.pass_id = e.pass_id AND u.day = e.day AND u.category = e.category) AS lines
        WHERE running <> balance_after ORDER BY entry_id LIMIT 1""",
    "a balance is the sum of its entries": """
        SELECT 'pass ' || p.pass_id, COALESCE(s.total, 0), p.balance FROM passes p LEFT JOIN (
            SELECT pass_id, SUM(amount) AS total FROM entries WHERE day IS NULL GROUP BY pass_id) AS s
            ON s.pass_id = p.pass_id
        WHERE p.balance <> COALESCE(s.total, 0) ORDER BY p.created_at, p.pass_id LIMIT 1""",
    "a day's uses are the sum of their entries": """
        SELECT 'pass ' || u.pass_id || ' on ' || u.day || ' ' || u.category, -COALESCE(s.total, 0), u.used
        FROM daily_uses u LEFT JOIN (
            SELECT pass_id, day, category, SUM(amount) AS total FROM entries WHERE day IS NOT NULL
            GROUP BY pass_id, day, category) AS s
            ON s.pass_id = u.pass_id AND s.day = u.day AND s.category = u.category
        WHERE u.used <> -COALESCE(s.total, 0) ORDER BY u.day, u.pass_id, u.category LIMIT 1""",
    "a hold, a post and a release belong to a hold, nothing else does": """
        SELECT 'entry ' || entry_id, kind, COALESCE(hold_id, 'no hold') FROM entries
        WHERE (kind IN ('hold', 'post', 'release')) <> (hold_id IS NOT NULL) ORDER BY entry_id LIMIT 1""",
    "a hold is taken once, from the pass and the day it names": """
        SELECT 'hold ' || hold_id, 1, taken FROM (
            SELECT h.hold_id, h.created_at, CASE WHEN e.pass_id = h.pass_id AND e.amount = -h.amount
                AND COALESCE(e.day, '') = COALESCE(h.day, '') AND COALESCE(e.category, '') = COALESCE(h.category, '')
                THEN e.times ELSE 0 END AS taken
            FROM holds h LEFT JOIN (
                SELECT hold_id, COUNT(*) AS times, MIN(pass_id) AS pass_id, MIN(amount) AS amount, MIN(day) AS day,
                    MIN(category) AS category
                FROM entries WHERE kind = 'hold' GROUP BY hold_id) AS e ON e.hold_id = h.hold_id) AS lines
        WHERE taken <> 1 ORDER BY created_at LIMIT 1""",
    "charged = came out": """
        SELECT 'hold ' || hold_id || ' of item ' || item_id, wanted, found FROM (
            SELECT h.hold_id, h.item_id, h.created_at,
                CASE i.state WHEN 'dispensed' THEN 'post 0' WHEN 'failed' THEN 'release ' || h.amount ELSE 'open' END
                AS wanted, COALESCE(e.kind || ' ' || e.amount, 'open') AS found
            FROM holds h JOIN items i ON i.item_id = h.item_id
            LEFT JOIN entries e ON e.hold_id = h.hold_id AND e.kind IN ('post', 'release')) AS ends
        WHERE wanted <> found ORDER BY created_at LIMIT 1""",
    "a claim gives back just what its garment cost": """
        SELECT 'hold ' || hold_id || ' of item ' || item_id, wanted, found FROM (
            SELECT h.hold_id, h.item_id, h.created_at,
                CASE WHEN c.verdict = 'given_back' AND i.state = 'dispensed' THEN 1 ELSE 0 END AS wanted,
                SUM(CASE WHEN e.entry_id IS NULL THEN 0 WHEN e.amount = h.amount
                    AND COALESCE(e.day, '') = COALESCE(h.day, '')
                    AND COALESCE(e.category, '') = COALESCE(h.category, '') THEN 1 ELSE 2 END) AS found
            FROM claims c JOIN items i ON i.item_id = c.item_id JOIN holds h ON h.item_id = c.item_id
            LEFT JOIN entries e ON e.pass_id = h.pass_id AND e.kind = 'adjust' AND e.reason = 'claim ' || c.item_id
            GROUP BY h.hold_id, h.item_id, h.created_at, c.verdict, i.state) AS ends
        WHERE wanted <> found ORDER BY created_at LIMIT 1""",
    "only a claim gives back what was charged": """
        SELECT 'entry ' || e.entry_id, 'a claim given back', e.reason FROM entries e
        WHERE e.kind = 'adjust' AND e.reason LIKE 'claim itm~_%' ESCAPE '~' AND NOT EXISTS (
            SELECT 1 FROM claims c JOIN holds h ON h.item_id = c.item_id
            WHERE e.reason = 'claim ' || c.item_id AND h.pass_id = e.pass_id AND c.verdict = 'given_back')
        ORDER BY e.entry_id LIMIT 1""",
    "a garment is paid by one use or by its price in won": """
        SELECT 'item ' || item_id, price, COALESCE(won, 0) FROM (
            SELECT i.item_id, i.price, i.created_at,
                SUM(CASE p.kind WHEN 'voucher' THEN h.amount END) AS won,
                SUM(CASE p.kind WHEN 'voucher' THEN 0 ELSE h.amount END) AS uses
            FROM items i LEFT JOIN holds h ON h.item_id = i.item_id LEFT JOIN passes p ON p.pass_id = h.pass_id
            GROUP BY i.item_id, i.price, i.created_at) AS paid
        WHERE NOT COALESCE((uses = 1 AND won IS NULL) OR (uses = 0 AND won = price), FALSE)
        ORDER BY created_at LIMIT 1""",
    "a bonus waits only while its parent is not spent": """
        SELECT 'pass ' || b.pass_id, 'active', b.status FROM passes b JOIN passes p ON p.pass_id = b.parent_pass_id
        JOIN entries e ON e.entry_id = (SELECT MAX(entry_id) FROM entries WHERE pass_id = p.pass_id)
        WHERE b.status = 'pending' AND p.balance = 0 AND e.kind IN ('post', 'adjust')
            AND (p.valid_until IS NULL OR e.created_at < p.valid_until)
            AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.pass_id = p.pass_id AND NOT EXISTS (
                SELECT 1 FROM entries r WHERE r.hold_id = h.hold_id AND r.kind IN ('post', 'release')))
        ORDER BY b.created_at LIMIT 1""",
}
_QUERIES = {rule: text(query) for rule, query in _RULES.items()}


@dataclass(frozen=True)
class Difference:
    """The first place where the book breaks a rule."""

    rule: str
    what: str
    expected: str
    found: str


def first_difference(conn: Connection) -> Difference | None:
    """None where the book is right."""
    for rule, query in _QUERIES.items():
        row = conn.execute(query).first()
        if row:
            return Difference(rule, *map(str, row))
    return None


def size(conn: Connection) -> dict[str, int]:
    """Rows looked at, by table."""
    counts = {table.name: select(func.count()).select_from(table) for table in _LOOKED_AT}
    return {name: int(conn.execute(count).scalar_one()) for name, count in counts.items()}
