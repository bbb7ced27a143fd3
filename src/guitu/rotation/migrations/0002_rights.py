"""The house reads how far a turning is; only the owner writes it. And the owner, when it turns the key, may change what is
sealed in rows that nobody changes: guards against changes stand aside for this one role under this one name."""

from django.db import migrations

RIGHTS = """
DO $$ BEGIN
  EXECUTE format('REVOKE ALL ON rotation_turn FROM %I', current_setting('guitu.app_role'));
  EXECUTE format('GRANT SELECT ON rotation_turn TO %I', current_setting('guitu.app_role'));
END $$;
"""
# `kit/rowsecurity.py: append_only` writes new guards like this from the beginning.
STAND_ASIDE = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT t.tgrelid::regclass AS of, t.tgname AS name, t.tgfoid::regproc AS does FROM pg_trigger t
    WHERE NOT t.tgisinternal AND right(t.tgname::text, 12) = '_append_only' AND t.tgqual IS NULL
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', found.name, found.of);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %s FOR EACH ROW WHEN'
      ' (current_setting(''guitu.definer'', true) IS DISTINCT FROM ''rotate'' OR current_user <> %L)'
      ' EXECUTE FUNCTION %s()', found.name, found.of, current_user, found.does);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rotation", "0001_initial"), ("blocks", "0002_row_security"), ("tasks", "0004_tasks_follow_their_area"),
        ("links", "0002_row_security"), ("systems", "0002_row_security"), ("grid", "0016_areas_change"),
        ("people", "0016_looks_are_sealed_into_blocks"), ("casework", "0021_facts_and_courses_are_of_any_matter"),
    ]  # fmt: skip

    operations = [
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(STAND_ASIDE, migrations.RunSQL.noop),
    ]
