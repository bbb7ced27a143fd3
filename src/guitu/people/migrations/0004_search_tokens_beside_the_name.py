"""Search tokens lie in the person's own identity row, and numbers on file are asked for many at once.

A row per token was fourteen rows a person, each with three indexes and a key to check: half of what a roster cost.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from guitu.kit.rowsecurity import function


class Migration(migrations.Migration):
    # casework 0004 still names the old table
    dependencies = [("people", "0003_place_known_better"), ("casework", "0004_rows_keep_to_their_person")]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="tokens",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, size=None
            ),
        ),
        # The owner sees rows under a named context only; a file whose tokens were not taken over stops the move.
        migrations.RunSQL(
            """
            SELECT set_config('guitu.definer', 'people_0004', true);
            UPDATE people_identity i SET tokens = t.tokens
              FROM (SELECT person_id, array_agg(DISTINCT token ORDER BY token) AS tokens
                    FROM people_token GROUP BY person_id) t
              WHERE t.person_id = i.person_id;
            DO $$ BEGIN
              IF EXISTS (SELECT 1 FROM people_token t JOIN people_identity i USING (person_id)
                         WHERE NOT t.token = ANY (i.tokens))
                 OR EXISTS (SELECT 1 FROM people_token t LEFT JOIN people_identity i USING (person_id)
                            WHERE i.person_id IS NULL) THEN
                RAISE EXCEPTION 'search tokens of a file were not taken over';
              END IF;
            END $$;
            SELECT set_config('guitu.definer', '', true);
            SET CONSTRAINTS ALL IMMEDIATE;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.DeleteModel(name="Token"),
        migrations.AddIndex(
            model_name="identity",
            index=models.Index(
                fields=["scope_path"], include=("person", "county_id", "tokens"), name="identity_tokens"
            ),
        ),
        migrations.AlterField(  # it had two indexes of the same column
            model_name="assignment",
            name="person",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="assignments",
                to="people.person",
            ),
        ),
        migrations.RunSQL(
            "DROP FUNCTION people_resolve_identity(text, text, bytea)", reverse_sql=migrations.RunSQL.noop
        ),
        # The same answer as before, for many numbers at once: a file of the same town that the asking post does not
        # see. A post asks about towns inside its range, or, posted below a town, about that town.
        function(
            "people_resolve_identities",
            "county text, towns text[], numbers bytea[]",
            "TABLE(town text, wanted bytea, person_id uuid)",
            "SELECT a.town, a.wanted, i.person_id FROM unnest(towns, numbers) AS a (town, wanted)"
            " JOIN people_identity i ON i.county_id = county AND i.town_path = a.town AND i.id_index = a.wanted"
            " WHERE county = current_setting('guitu.county', true)"
            " AND (a.town >= current_setting('guitu.lo', true) AND a.town < current_setting('guitu.hi', true)"
            "  OR length(a.town) = 9 AND left(current_setting('guitu.lo', true), 9) = a.town)",
        ),
    ]
