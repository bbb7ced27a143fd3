"""Files that an undone import had put away give back their number: it is free for a new file, and found nowhere."""

from django.db import migrations

CLEAR = """
SELECT set_config('guitu.definer', 'migration', true);
UPDATE people_identity i SET id_index = NULL, phone_index = NULL, tokens = '{}'
  FROM people_person p WHERE p.id = i.person_id AND p.sealed_at IS NOT NULL;
UPDATE people_assignment a SET until_on = p.sealed_at::date
  FROM people_person p WHERE p.id = a.person_id AND p.sealed_at IS NOT NULL AND a.until_on IS NULL;
SELECT set_config('guitu.definer', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_words_of_a_look_are_sealed")]
    operations = [migrations.RunSQL(CLEAR, migrations.RunSQL.noop)]
