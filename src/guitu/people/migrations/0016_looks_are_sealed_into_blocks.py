"""A look says into which block it was sealed; nothing else of it changes."""

from django.db import migrations, models

MOVABLE = """
CREATE OR REPLACE FUNCTION people_access_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - ARRAY['scope_path', 'block'] = to_jsonb(OLD) - ARRAY['scope_path', 'block'] THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'people_access is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0015_files_follow_their_area")]

    operations = [
        migrations.AddField("access", "block", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "access",
            models.Index(fields=["county_id", "at", "id"], name="access_unsealed", condition=models.Q(block__isnull=True)),
        ),
        migrations.RunSQL(MOVABLE, migrations.RunSQL.noop),
    ]
