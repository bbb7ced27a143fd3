"""What casework derives of a person in tables of its own, as plain values to compare; and of whom nothing falls due."""

from __future__ import annotations

from guitu.settling.comparing import part

# of whose state nothing falls due any more: the clock moves it for all others
NOT_LAID_OUT = "('dead', 'struck_off', 'moved_out', 'abstinent')"
RUNS_ON = (
    f"EXISTS (SELECT FROM casework_current c WHERE c.person_id = s.matter_id AND c.state NOT IN {NOT_LAID_OUT})"
)
PARTS = {
    "standing": part(
        "path state from_on until_on known_at known_until", 0,
        "SELECT p.id, s.path, s.state, s.from_on, s.until_on, s.known_at, s.known_until FROM casework_standing s"
        " JOIN people_person p ON p.standing_no = s.standing_no WHERE p.id = ANY(%(matters)s) ORDER BY 1, 6, 4, 3",
    ),
    "current": part(
        "state since_on next_state next_on scope_path home_path", 0,
        "SELECT person_id, state, since_on, next_state, next_on, scope_path, home_path FROM casework_current"
        " WHERE person_id = ANY(%(matters)s)",
    ),
    "work": part(
        "what code from_on until_on", 0,
        "SELECT p.id, w.what, w.code, w.from_on, w.until_on FROM casework_workspan w"
        " JOIN people_person p ON p.standing_no = w.standing_no WHERE p.id = ANY(%(matters)s) ORDER BY 1, 2, 3, 4",
    ),
    "points": part(
        "source hundredths", 1,
        "SELECT person_id, source, sum(hundredths) FROM casework_pointstransfer WHERE person_id = ANY(%(matters)s)"
        " AND kind IN ('settled', 'restored')"
        " GROUP BY 1, 2 HAVING sum(hundredths) <> 0 ORDER BY 1, 2",
    ),
}
