"""The questions about the past of one athlete as SQL, whose condition (`likes.whose`) is put into each.

It exists apart from the questions because it only puts sentences together; those of the list stand in `listing`.
"""

from __future__ import annotations

from typing import Final

ROW_COLUMNS: Final = """
    id, name, source, started_wall_ms, utc_offset_s, day, status, reps, ended_ms, work_mm, total_mm, work_ms,
    effort, note, workout, trouble, recorded_wall_ms, is_imported, athlete, group_id
"""

ROW: Final = "SELECT {columns} FROM summaries WHERE session = (SELECT key FROM sessions WHERE id = ?)"

ROWS: Final = "SELECT {columns}, is_deleted FROM ({source}) {where} ORDER BY {order} LIMIT ? OFFSET ?"

TOTALS: Final = """
    SELECT sum(here), sum(reps * here), sum(work_mm * here), sum(total_mm * (reps > 0) * here),
        sum(work_ms * here), sum((reps = 0) * here), sum(is_deleted)
    FROM (SELECT *, NOT is_deleted AS here FROM ({source})) {where}
"""

WORKOUTS: Final = """
    SELECT workout, name, count(*), day, id, max(started_wall_ms - (day > ?) * ?) AS newest FROM summaries
    WHERE {whose} AND workout <> '' AND reps > 0 GROUP BY workout ORDER BY newest DESC
"""
"""The columns beside max() are those of its row (SQLite's own rule); what lies ahead is moved behind all else."""

LOADS: Final = """
    SELECT id, day, work_mm, total_mm, work_ms, effort, reps FROM summaries
    WHERE {whose} AND day >= ? AND trouble IS NULL AND reps > 0 ORDER BY started_wall_ms, session
"""

PAST_SESSIONS: Final = """
    SELECT s.workout, s.effort, {columns} FROM (
        SELECT * FROM summaries s WHERE s.{whose} AND {where} AND trouble IS NULL
        ORDER BY started_wall_ms DESC, session DESC LIMIT ?
    ) s LEFT JOIN past_reps r USING (session)
    ORDER BY s.started_wall_ms, s.session, r.position
"""

BESTS_OF_WORKOUT: Final = """
    SELECT {columns} FROM (
        SELECT *, row_number() OVER (PARTITION BY like_key ORDER BY score, started_wall_ms, session) AS standing
        FROM past_reps
        WHERE score IS NOT NULL AND NOT unconfirmed AND session IN (
            SELECT session FROM summaries WHERE {whose} AND workout = ?
        )
    ) r JOIN summaries s USING (session) WHERE r.standing = 1
"""

NEXT_DISTANCE: Final = "SELECT min(distance_mm) FROM performances WHERE {whose} AND distance_mm > ?"
"""A step along the index for each distance, where DISTINCT would read it all."""

BEST_PERFORMANCE: Final = """
    SELECT p.distance_mm, p.is_split, p.time_ms, s.id, s.day, p.position, p.edited
    FROM performances p JOIN summaries s USING (session)
    WHERE p.{whose} AND p.distance_mm = ? AND p.is_split = ?
    ORDER BY p.shown_ms, p.started_wall_ms, p.session, p.position LIMIT 1
"""

PERFORMANCES: Final = """
    SELECT p.distance_mm, p.is_split, p.time_ms, s.id, s.day, p.position, p.edited
    FROM performances p JOIN summaries s USING (session)
    WHERE p.{whose} AND p.distance_mm = ? AND p.is_split = ?
    ORDER BY p.started_wall_ms, p.session, p.position
"""


NEXT_ATHLETE: Final = "SELECT min(whose) FROM summaries WHERE whose > ?"

NEWEST_NAME: Final = """
    SELECT athlete FROM summaries WHERE whose = ? ORDER BY started_wall_ms DESC, session DESC LIMIT 1
"""
