"""What figures count of hives: those looked at in a period."""

from __future__ import annotations

from guitu.kit.counts import Count, Shown

COUNTS = (
    Count(
        "hives_looked_at", "hives", "看过的蜂箱",
        "SELECT DISTINCT f.matter_id::text AS id, f.happened_path AS path, 1 AS amount FROM ledger_fact f"
        " WHERE f.county_id = left(%(path)s, 6) AND f.kind = 'hive_looked_at' AND f.happened_on >= %(since)s"
        " AND f.happened_on < %(until)s AND f.recorded_at <= %(known)s AND f.happened_path >= %(path)s AND f.happened_path < %(end)s",
        Shown(
            "SELECT m.id::text AS id, m.kind AS label, m.scope_path AS place, m.id AS opens, m.label AS name FROM matters_matter m"
            " WHERE m.id::text = ANY(%(ids)s)", "hive",
        ),
        compartment="venues",
    ),
)
