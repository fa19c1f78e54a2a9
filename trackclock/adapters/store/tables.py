"""The derived tables themselves.

It exists apart from the cache, which knows when they are written, and from `derived`, which knows what is in a row.
"""

from __future__ import annotations

from typing import Final

DERIVED: Final = ("summaries", "deleted_summaries", "past_reps", "performances", "groups")
"""What holds rows of sessions, by their key."""

TABLES: Final = ("cache_info", "stale", "one_athlete", *DERIVED)

_SUMMARY: Final = """(
        session INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        source TEXT NOT NULL,
        started_wall_ms INTEGER NOT NULL,
        utc_offset_s INTEGER NOT NULL,
        day INTEGER NOT NULL,
        status TEXT,
        reps INTEGER NOT NULL,
        ended_ms INTEGER NOT NULL,
        work_mm INTEGER NOT NULL,
        total_mm INTEGER NOT NULL,
        work_ms INTEGER NOT NULL,
        effort INTEGER,
        note TEXT NOT NULL,
        workout TEXT NOT NULL,
        trouble TEXT,
        recorded_wall_ms INTEGER,
        is_imported INTEGER NOT NULL,
        athlete TEXT,
        group_id TEXT,
        whose TEXT NOT NULL,
        search TEXT NOT NULL,
        gained_ms INTEGER,
        is_held INTEGER NOT NULL DEFAULT 0
    )"""
"""The last two are not derived from a log alone: see `held`."""

_FOLLOWING: Final = """
    CREATE TRIGGER due_{name} AFTER {change} ON past_reps WHEN {row}.score IS NOT NULL
    BEGIN
        UPDATE summaries SET is_held = 0 WHERE session IN (
            SELECT n.session FROM (
                SELECT {row}.whose AS key UNION SELECT o.whose FROM one_athlete k JOIN one_athlete o USING (keys)
                WHERE k.whose = {row}.whose
            ) CROSS JOIN past_reps n ON n.whose = key AND n.like_key = {row}.like_key AND n.score IS NOT NULL
            AND n.started_wall_ms = (
                SELECT min(q.started_wall_ms) FROM past_reps q WHERE q.whose = key AND q.like_key = {row}.like_key
                AND q.score IS NOT NULL AND q.started_wall_ms > {row}.started_wall_ms
            )
        );
    END
"""
"""Whose last time a rep can be: theirs who have the next like one, all of those that began in one instant."""

HELD: Final = (
    "CREATE INDEX summaries_due ON summaries (whose, session) WHERE NOT is_held",
    "CREATE TABLE IF NOT EXISTS one_athlete (whose TEXT PRIMARY KEY, keys TEXT NOT NULL) WITHOUT ROWID",
    _FOLLOWING.format(name="before", change="DELETE", row="OLD"),
    _FOLLOWING.format(name="after", change="INSERT", row="NEW"),
)
"""Who has yet to be held against last time; and under which keys the sessions of whoever has several names are held,
for each of these. Whoever has one is not in it. The triggers see each change of a rep, whoever makes it."""

ADD_HELD: Final = (
    *(
        f"ALTER TABLE {table} ADD COLUMN {column}"
        for table in ("summaries", "deleted_summaries")
        for column in ("gained_ms INTEGER", "is_held INTEGER NOT NULL DEFAULT 0")
    ),
    *HELD,
)
"""What makes the tables of version 8 of those of version 7: to derive ten thousand sessions anew takes minutes."""

RESHAPED: Final = (
    """
    INSERT OR IGNORE INTO stale SELECT DISTINCT session FROM events
    WHERE type IN ('rep_added', 'set_added', 'reps_dropped', 'sets_dropped')
    """,
)
"""What is derived anew of the version before: sessions of which something was added or left out had another workout."""

DDL: Final = (
    "CREATE TABLE cache_info (version INTEGER NOT NULL)",
    "CREATE TABLE stale (session INTEGER PRIMARY KEY)",
    f"CREATE TABLE summaries {_SUMMARY}",
    f"CREATE TABLE deleted_summaries {_SUMMARY}",  # apart, so that no question can forget to leave them out
    # Every question is about one athlete, so that each index begins with whose it is.
    "CREATE INDEX summaries_by_start ON summaries (whose, started_wall_ms)",
    "CREATE INDEX summaries_by_day ON summaries (whose, day, started_wall_ms)",
    "CREATE INDEX summaries_by_workout ON summaries (whose, workout, started_wall_ms)",
    "CREATE INDEX summaries_unfinished ON summaries (started_wall_ms) WHERE status = 'unfinished'",
    """
    CREATE TABLE groups (
        session INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        started_wall_ms INTEGER NOT NULL,
        is_over INTEGER NOT NULL
    )
    """,
    "CREATE INDEX groups_unfinished ON groups (started_wall_ms) WHERE NOT is_over",
    """
    CREATE TABLE past_reps (
        session INTEGER NOT NULL,
        position INTEGER NOT NULL,
        whose TEXT NOT NULL,
        like_key TEXT NOT NULL,
        started_wall_ms INTEGER NOT NULL,
        score INTEGER,
        time_ms INTEGER NOT NULL,
        splits TEXT NOT NULL,
        covered_mm INTEGER,
        recovery_ms INTEGER,
        edited INTEGER NOT NULL,
        unconfirmed INTEGER NOT NULL,
        PRIMARY KEY (session, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX past_reps_by_start ON past_reps (whose, like_key, started_wall_ms) WHERE score IS NOT NULL",
    "CREATE INDEX past_reps_by_score ON past_reps (whose, like_key, score, started_wall_ms) WHERE score IS NOT NULL",
    """
    CREATE TABLE performances (
        whose TEXT NOT NULL,
        distance_mm INTEGER NOT NULL,
        is_split INTEGER NOT NULL,
        shown_ms INTEGER NOT NULL,
        time_ms INTEGER NOT NULL,
        started_wall_ms INTEGER NOT NULL,
        session INTEGER NOT NULL,
        position INTEGER NOT NULL,
        edited INTEGER NOT NULL,
        PRIMARY KEY (whose, distance_mm, is_split, shown_ms, started_wall_ms, session, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX performances_by_start ON performances (whose, distance_mm, is_split, started_wall_ms)",
    "CREATE INDEX performances_of_session ON performances (session)",
    """
    CREATE TRIGGER stale_session AFTER INSERT ON sessions
        BEGIN INSERT OR IGNORE INTO stale VALUES (NEW.key); END
    """,
    """
    CREATE TRIGGER stale_event AFTER INSERT ON events
        BEGIN INSERT OR IGNORE INTO stale VALUES (NEW.session); END
    """,
    """
    CREATE TRIGGER stale_deletion AFTER INSERT ON deletions
        BEGIN INSERT OR IGNORE INTO stale SELECT key FROM sessions WHERE id = NEW.id; END
    """,
    *HELD,
    "INSERT INTO stale SELECT key FROM sessions",
)
