"""Blocks are written once, by the clock of their county; what lies in them is read by the owner's functions, since no post
sees every line, and whoever takes a line away must not be believed that it was never there."""

from django.db import migrations

from guitu.kit.rowsecurity import append_only, function, in_area, secure

WHOLE_COUNTY = in_area("county_id")

# Everything of a row but the place, which follows the matter, and what is sealed, which is read opened. `record_send` is
# the typed encoding of the wire: type and length before each value, whatever zone and language the session has.
LINE = (
    "sha256(record_send(ROW(e.id, e.county_id, e.at, e.post_id, e.account_id, e.door, e.command, e.request_id, e.object_kind,"
    " e.object_id, e.matter_id, e.compartment, e.corrects, e.policy, e.detail, e.digest, f.id, f.county_id, f.matter_id,"
    " f.compartment, f.happened_path, f.kind, f.happened_on, f.happened_at, f.recorded_at, f.corrects, f.counted, f.post_id,"
    " f.policy, f.batch_id)))"
)
LOOK = (
    "sha256(record_send(ROW(a.id, a.county_id, a.at, a.post_id, a.account_id, a.action, a.outcome, a.person_id, a.classes,"
    " a.purpose, a.request_id, a.detail)))"
)
_OF_FACT = "FROM ledger_entry e LEFT JOIN ledger_fact f ON f.id = e.object_id AND e.object_kind LIKE 'fact.%'"


def _moment(column: str) -> str:
    return f"(extract(epoch FROM {column}) * 1000000)::bigint"


SAID = (  # what the writer put under its key: `ledger/lines.py`
    f"jsonb_build_array(e.id, e.county_id, {_moment('e.at')}, e.post_id, e.account_id, e.door, e.command, e.request_id,"
    " e.object_kind, e.object_id, e.matter_id, e.compartment, e.corrects, e.policy, e.detail, CASE WHEN f.id IS NULL THEN NULL"
    f" ELSE jsonb_build_array(f.id, f.county_id, f.matter_id, f.compartment, f.happened_path, f.kind, f.happened_on,"
    f" {_moment('f.happened_at')}, {_moment('f.recorded_at')}, f.corrects, f.counted, f.post_id, f.policy, f.batch_id) END)"
)
# Whoever stands over the whole county: the clock. No town asks for lines that it does not see.
CLOCK = "county = current_setting('guitu.lo', true) AND current_setting('guitu.whole', true) = '1'"
ROW = "id uuid, block bigint, shape bytea, sealed_for uuid, body bytea, note bytea"


class Migration(migrations.Migration):
    dependencies = [
        ("blocks", "0001_initial"), ("ledger", "0006_lines_wait_to_be_sealed"), ("people", "0016_looks_are_sealed_into_blocks"),
    ]  # fmt: skip

    operations = [
        secure("blocks_block", read=WHOLE_COUNTY, change=False),
        append_only("blocks_block"),
        secure("blocks_sealer", read=WHOLE_COUNTY),
        secure("blocks_check", read=WHOLE_COUNTY),
        function(
            "blocks_unsealed_lines", "county text, most integer", f"TABLE({ROW}, digest bytea, said text)",
            f"SELECT e.id, e.block, {LINE}, f.id, f.body, f.note, e.digest, {SAID}::text {_OF_FACT}"
            f" WHERE {CLOCK} AND e.county_id = county AND e.block IS NULL ORDER BY e.county_id, e.at, e.id LIMIT most",
        ),
        function(
            "blocks_unsealed_looks", "county text, most integer", f"TABLE({ROW})",
            f"SELECT a.id, a.block, {LOOK}, a.id, a.words, NULL::bytea FROM people_access a"
            f" WHERE {CLOCK} AND a.county_id = county AND a.block IS NULL ORDER BY a.county_id, a.at, a.id LIMIT most",
        ),
        function(
            "blocks_lines", "county text, ids uuid[]", f"TABLE({ROW})",
            f"SELECT e.id, e.block, {LINE}, f.id, f.body, f.note {_OF_FACT}"
            f" WHERE {CLOCK} AND e.county_id = county AND e.id = ANY(ids)",
        ),
        function(
            "blocks_looks", "county text, ids uuid[]", f"TABLE({ROW})",
            f"SELECT a.id, a.block, {LOOK}, a.id, a.words, NULL::bytea FROM people_access a"
            f" WHERE {CLOCK} AND a.county_id = county AND a.id = ANY(ids)",
        ),
        # Marks what a block that is written in the same transaction holds; gives how many there were to mark.
        function(
            "blocks_mark", "county text, no bigint, lines uuid[], looks uuid[]", "bigint",
            "DECLARE marked bigint; more bigint; BEGIN"
            f" UPDATE ledger_entry e SET block = no WHERE {CLOCK} AND e.county_id = county AND e.id = ANY(lines) AND e.block IS NULL;"
            " GET DIAGNOSTICS marked = ROW_COUNT;"
            f" UPDATE people_access a SET block = no WHERE {CLOCK} AND a.county_id = county AND a.id = ANY(looks) AND a.block IS NULL;"
            " GET DIAGNOSTICS more = ROW_COUNT; RETURN marked + more; END",
        ),
        # Blocks which more rows say they lie in than were sealed there: in one statement, since sealing goes on meanwhile.
        function(
            "blocks_overfull", "county text", "TABLE(block bigint, first bigint, more bigint)",
            "SELECT x.block, b.first, count(*) - coalesce(b.number, 0) FROM (SELECT e.block FROM ledger_entry e WHERE"
            " e.county_id = county AND e.block IS NOT NULL UNION ALL SELECT a.block FROM people_access a WHERE"
            " a.county_id = county AND a.block IS NOT NULL) x LEFT JOIN blocks_block b ON b.county_id = county AND b.no = x.block"
            f" WHERE {CLOCK} GROUP BY x.block, b.first, b.number HAVING count(*) > coalesce(b.number, 0) ORDER BY 1",
        ),
        # Facts that no line of the ledger stands for.
        function(
            "blocks_unlined", "county text", "TABLE(id uuid)",
            f"SELECT f.id FROM ledger_fact f WHERE {CLOCK} AND f.county_id = county AND NOT EXISTS (SELECT FROM ledger_entry e"
            " WHERE e.object_id = f.id AND e.object_kind = 'fact.' || f.kind) ORDER BY f.id LIMIT 10",
        ),
        # In which counties lines wait although nobody has looked for them since; and what stands in the way of anchoring.
        function(
            "blocks_late", "since timestamptz", "TABLE(county_id text, ran_at timestamptz, trouble text)",
            "SELECT s.county_id, s.ran_at, s.trouble FROM blocks_sealer s WHERE s.trouble <> '' OR s.ran_at < since AND ("
            "EXISTS (SELECT FROM ledger_entry e WHERE e.county_id = s.county_id AND e.block IS NULL)"
            " OR EXISTS (SELECT FROM people_access a WHERE a.county_id = s.county_id AND a.block IS NULL))",
        ),
        function(
            "blocks_waiting", "county text", "TABLE(number bigint)",
            "SELECT n FROM (SELECT (SELECT count(*) FROM ledger_entry e WHERE e.county_id = county AND e.block IS NULL)"
            " + (SELECT count(*) FROM people_access a WHERE a.county_id = county AND a.block IS NULL) AS n) x"
            " WHERE county = current_setting('guitu.lo', true)",
        ),
    ]
