"""Natural persons, second step: until somebody says otherwise, every account on file is a person of its own.

Run again it changes nothing. An account that never held a post belongs to no county.
"""

from django.db import migrations

BACKFILL = """
SELECT set_config('guitu.definer', 'migration', true);
INSERT INTO grid_naturalperson (id, county_id)
SELECT a.id, coalesce((SELECT h.county_id FROM grid_holding h WHERE h.account_id = a.id ORDER BY h.from_on LIMIT 1), '')
FROM grid_account a WHERE a.natural_person_id IS NULL ON CONFLICT (id) DO NOTHING;
UPDATE grid_account SET natural_person_id = id WHERE natural_person_id IS NULL;
UPDATE grid_holding h SET role = p.role, natural_person_id = (SELECT a.natural_person_id FROM grid_account a WHERE a.id = h.account_id)
FROM grid_post p WHERE p.id = h.post_id AND h.role IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("grid", "0005_natural_persons")]

    operations = [migrations.RunSQL(BACKFILL, reverse_sql=migrations.RunSQL.noop)]
