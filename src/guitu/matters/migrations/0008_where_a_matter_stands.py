"""Where a matter stands, since when and what follows: derived, written by settling. The columns are empty for people."""

from django.db import migrations, models

RIGHTS = """
DO $$ BEGIN
  EXECUTE format('GRANT UPDATE (state, since_on, next_state, next_on) ON matters_matter TO %I', current_setting('guitu.app_role'));
END $$;
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
