"""A task is seen by who has a part in it, and by who sees the offices of its area whole; its rows never change."""

from django.db import migrations

from guitu.kit.rowsecurity import append_only, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, secure_matter

# Who took a task or answered it does not close it, whatever the post or the account; the rules say the same.
ANOTHER = """
CREATE FUNCTION tasks_checked_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'checked' AND EXISTS (SELECT FROM tasks_step s WHERE s.matter_id = NEW.matter_id
      AND s.kind IN ('taken', 'answered') AND s.natural_person_id = NEW.natural_person_id) THEN
    RAISE EXCEPTION 'tasks_step: checked by who did it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tasks_checked_by_another BEFORE INSERT ON tasks_step
  FOR EACH ROW EXECUTE FUNCTION tasks_checked_by_another();
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial"), ("matters", "0003_lines_and_teams_are_seen_by_part"), ("duties", "0008_duties_hang_on_matters")]

    operations = [
        seeing_every_row(),
        secure_matter("tasks_task", compartment="offices", column="id", change=False),
        hang_on_matter("tasks_task", compartment="offices", column="id"),
        append_only("tasks_task", movable=("scope_path",)),
        secure_matter("tasks_step", compartment="offices", change=False),
        hang_on_matter("tasks_step", compartment="offices"),
        append_only("tasks_step", movable=("scope_path",)),
        migrations.RunSQL(ANOTHER, reverse_sql=migrations.RunSQL.noop),
    ]
