"""The office that gave a task is found under the new code of its place."""

from django.db import migrations

from guitu.grid.following import follow_areas, follow_path

# As `append_only` writes it, with one more column that may follow.
MOVABLE = """
CREATE OR REPLACE FUNCTION tasks_task_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN IF to_jsonb(NEW) - ARRAY['scope_path', 'given_path'] = to_jsonb(OLD) - ARRAY['scope_path', 'given_path']
    THEN RETURN NEW; END IF; END IF;
  RAISE EXCEPTION 'tasks_task is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_answers_through_a_link"), ("grid", "0016_areas_change")]

    operations = [
        migrations.RunSQL(MOVABLE, reverse_sql=migrations.RunSQL.noop),
        follow_areas("tasks", follow_path("tasks_task", "given_path")),
    ]
