"""A ledger with any number of past rentals, made by SQL alone; the audit finds it right.

Member and pass `m` of MEMBERS made every rental n with n % MEMBERS = m, one towel each; every tenth of them failed.
Ids are spread as the product's random ones are, so that new rows fall anywhere in an index.
"""

from sqlalchemy import Engine, text

MEMBERS = 300
GRANTED = 100_000
TOWELS = "FBOX-000000000001"
TOPS = "FBOX-000000000002"
YEARS_AGO = 1_600_000_000_000

_PAST = f"""
    CREATE TEMP TABLE past AS
    WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :rentals)
    SELECT n, printf('%08x%08x', n * 2654435761 % 4294967296, n) AS id, printf('%03d', n % {MEMBERS}) AS m,
        {YEARS_AGO} + n * 100000 AS at, n / {MEMBERS} % 10 <> 9 AS came,
        {GRANTED} - (n / {MEMBERS} + 1) + n / {MEMBERS} / 10 AS left_over
    FROM numbers"""
_ROWS = (
    """INSERT INTO rentals (rental_id, site, member_id, idempotency_key, request_digest, created_at)
    SELECT 'rnt_' || id, :site, 'M' || m, 'key-' || id, id || id || id || id, at FROM past""",
    f"""INSERT INTO items (item_id, rental_id, position, product_id, device_uuid, price, state, created_at,
        stock_before, evidence, command_seq, dispatched_at, deadline_at, sent_at, resolved_at, resolved_by)
    SELECT 'itm_' || id, 'rnt_' || id, 0, 'P-TOWEL', '{TOWELS}', 0, CASE WHEN came THEN 'dispensed' ELSE 'failed' END,
        at, 20, 'e1', at, at, at + 10000, at, at + 3000, 'device' FROM past""",
    """INSERT INTO holds (hold_id, item_id, pass_id, amount, created_at)
    SELECT 'hld_' || id, 'itm_' || id, 'pas_' || m, 1, at FROM past""",
    """INSERT INTO entries (pass_id, kind, amount, balance_after, hold_id, created_at)
    SELECT 'pas_' || m, kind, amount, balance_after, 'hld_' || id, at FROM (
        SELECT n, 0 AS step, m, 'hold' AS kind, -1 AS amount, left_over AS balance_after, id, at FROM past
        UNION ALL
        SELECT n, 1, m, CASE WHEN came THEN 'post' ELSE 'release' END, 1 - came, left_over + 1 - came, id, at + 3000
        FROM past) ORDER BY n, step""",
    f"""INSERT INTO events (site, digest, at, type, severity, device_uuid, member_id, rental_id, details)
    SELECT :site, digest, at, type, 'info', uuid, member, 'rnt_' || id, '{{"item_id": "itm_' || id || '"}}' FROM (
        SELECT n, 0 AS step, NULL AS digest, at, 'rental' AS type, NULL AS uuid, 'M' || m AS member, id FROM past
        UNION ALL SELECT n, 1, id || id || id || id, at + 3000, 'dispense_complete', '{TOWELS}', NULL, id FROM past
        UNION ALL SELECT n, 2, NULL, at + 3000, 'item_dispensed', '{TOWELS}', NULL, id FROM past) ORDER BY n, step""",
    """UPDATE passes SET balance = last FROM (
        SELECT 'pas_' || m AS whose, MIN(left_over + 1 - came) AS last FROM past GROUP BY m) WHERE pass_id = whose""",
    "DROP TABLE past",
)
_MEMBERS = (
    f"""CREATE TEMP TABLE numbered AS
    WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {MEMBERS})
    SELECT printf('%03d', n) AS m FROM numbers""",
    """INSERT INTO members (member_id, site, name, phone, created_at, updated_at)
    SELECT 'M' || m, :site, '김하늘', '01020000' || m, 0, 0 FROM numbered""",
    f"""INSERT INTO passes (pass_id, site, member_id, kind, name, balance, valid_from, created_at, updated_at)
    SELECT 'pas_' || m, :site, 'M' || m, 'count', '회권', {GRANTED}, 0, 0, 0 FROM numbered""",
    f"""INSERT INTO entries (pass_id, kind, amount, balance_after, created_at)
    SELECT 'pas_' || m, 'grant', {GRANTED}, {GRANTED}, 0 FROM numbered""",
    "DROP TABLE numbered",
)


def fill(engine: Engine, site: str, rentals: int) -> None:
    """Into an empty ledger that knows the two dispensers; SQLite only, in its quickest and least careful way."""
    with engine.connect() as conn:
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
            conn.connection.cursor().execute(f"PRAGMA {pragma}")
        for statement in (*_MEMBERS, _PAST, *_ROWS):
            conn.execute(text(statement), {"site": site, "rentals": rentals})
        conn.commit()
        conn.invalidate()
