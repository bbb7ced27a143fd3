"""The label of a person's matter is the masked name: it goes sealed into its row, and comes sealed to be opened with."""

from typing import Any

from django.db import migrations, models

from guitu.kit.crypto import seal_bytes  # asks for the keys with the first value: a new house has none
from guitu.kit.rowsecurity import POST, function, seeing_every_row

PLACE, LENGTH = "matters_matter|label", 24  # as `matters/labels.py` had them when this was written
CHUNK = 2000  # rows in memory

# As 0002 has it, with labels that are sealed.
MAY_OPEN = (
    "county = current_setting('guitu.county', true) AND n.path >= current_setting('guitu.lo', true)"
    " AND n.path < current_setting('guitu.hi', true)"
    " AND (current_setting('guitu.whole_' || matters_open.compartment, true) = '1'"
    f" OR n.post = {POST})"
)
OPENED_WITH_TEXT = "DROP FUNCTION matters_open(text, text, text, uuid[], text[], text[], uuid[], text, timestamptz, date)"


def seal_labels(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, label FROM matters_matter")
        everybody = cursor.fetchall()
        for start in range(0, len(everybody), CHUNK):
            cursor.executemany(
                "UPDATE matters_matter SET sealed_label = %s WHERE id = %s",
                [(_sealed(matter, label), matter) for matter, label in everybody[start : start + CHUNK]],
            )


def _sealed(matter: Any, label: str) -> bytes:
    text = label.encode()
    return seal_bytes(PLACE, matter, text.ljust(-(-len(text) // LENGTH) * LENGTH))


# A column that is dropped stays in its rows until they are written anew: so they are, here. Rights on single columns
# go with the column.
WRITTEN_ANEW = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE matters_matter ALTER COLUMN kind TYPE text USING kind || '';
DO $$ BEGIN
  EXECUTE format('GRANT UPDATE (label, closed_at, sealed_at) ON matters_matter TO %I', current_setting('guitu.app_role'));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0005_my_parts_are_read_from_the_index")]

    operations = [
        seeing_every_row(),
        migrations.AddField("matter", "sealed_label", models.BinaryField(null=True)),
        migrations.RunPython(seal_labels, migrations.RunPython.noop),
        migrations.RemoveField("matter", "label"),
        migrations.RenameField("matter", "sealed_label", "label"),
        # NOT NULL stops the step if any matter was not seen
        migrations.AlterField("matter", "label", models.BinaryField()),
        migrations.RunSQL(WRITTEN_ANEW, migrations.RunSQL.noop),
        migrations.RunSQL(OPENED_WITH_TEXT, migrations.RunSQL.noop),
        function(
            "matters_open",
            "county text, kind text, compartment text, ids uuid[], paths text[], labels bytea[], posts uuid[], part text,"
            " moment timestamptz, day date",
            "integer",
            "DECLARE opened integer; BEGIN"
            " IF EXISTS (SELECT FROM unnest(paths, posts) AS n (path, post)"
            f"  WHERE NOT coalesce({MAY_OPEN}, false)) THEN"
            "  RAISE EXCEPTION 'matters_open: not of this post' USING ERRCODE = 'insufficient_privilege'; END IF;"
            " WITH new AS (SELECT * FROM unnest(ids, paths, labels, posts) AS n (id, path, label, post)), began AS ("
            "  INSERT INTO matters_part (id, county_id, scope_path, compartment, matter_id, post_id, part, from_on, given_by)"
            "  SELECT gen_random_uuid(), county, n.path, matters_open.compartment, n.id, n.post, matters_open.part, day,"
            f"   {POST} FROM new n WHERE n.post IS NOT NULL)"
            " INSERT INTO matters_matter (id, county_id, scope_path, kind, compartment, label, opened_at)"
            "  SELECT n.id, county, n.path, matters_open.kind, matters_open.compartment, n.label, moment FROM new n;"
            " GET DIAGNOSTICS opened = ROW_COUNT; RETURN opened; END",
        ),
    ]
