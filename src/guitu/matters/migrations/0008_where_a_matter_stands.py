"""Where a matter stands, since when and what follows: derived, written by settling. The columns are empty for people.

Who takes part from beyond the area changes nothing of a person's matter; of another what follows from its facts, and never
what it is called or whether it is put away.
"""

from django.db import migrations, models

from guitu.matters.rowsecurity import on_matter

OWN = on_matter(column="id", beyond=False)
CHANGED = f"(CASE WHEN compartment = 'people' THEN {on_matter('people', column='id', beyond=False)} ELSE {on_matter(column='id')} END)"
OF_NEW = OWN.replace("scope_path >=", "NEW.scope_path >=", 1).replace("scope_path <", "NEW.scope_path <", 1)
OF_NEW = OF_NEW.replace("|| compartment", "|| NEW.compartment").replace("id = ANY", "NEW.id = ANY", 1)
RIGHTS = f"""
DO $$ BEGIN
  EXECUTE format('GRANT UPDATE (state, since_on, next_state, next_on) ON matters_matter TO %I', current_setting('guitu.app_role'));
END $$;
ALTER POLICY matters_matter_change ON matters_matter USING ({CHANGED}) WITH CHECK ({CHANGED});
CREATE FUNCTION matters_called_by_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.label, NEW.sealed_at) IS DISTINCT FROM (OLD.label, OLD.sealed_at)
    AND coalesce(current_setting('guitu.definer', true), '') = '' AND NOT coalesce({OF_NEW}, false) THEN
    RAISE EXCEPTION 'matters_matter: not of this post' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER matters_called_by_its_own BEFORE UPDATE OF label, sealed_at ON matters_matter
  FOR EACH ROW EXECUTE FUNCTION matters_called_by_its_own();
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0007_what_hangs_at_a_post")]

    operations = [
        migrations.AddField("matter", "state", models.TextField(null=True)),
        migrations.AddField("matter", "since_on", models.DateField(null=True)),
        migrations.AddField("matter", "next_state", models.TextField(null=True)),
        migrations.AddField("matter", "next_on", models.DateField(null=True)),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
