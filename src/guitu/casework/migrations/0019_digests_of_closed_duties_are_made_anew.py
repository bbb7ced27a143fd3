"""A plain digest of the closed duties had the surname in it, and surnames are few enough to be tried one by one: it is
not known any more until somebody is settled again."""

from django.db import migrations

# Writes every row anew: no old version of one is left behind.
FORGET = "ALTER TABLE casework_summary ALTER COLUMN closed TYPE text USING ''"


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0018_who_is_invited_records_nothing"), ("duties", "0009_whose_a_duty_is_stands_with_the_matter"),
    ]  # fmt: skip

    operations = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
