"""A file that has ended is hidden on its day, here as everywhere."""

from django.db import migrations

from guitu.matters.rowsecurity import hide_ended


class Migration(migrations.Migration):
    dependencies = [("prevention", "0002_row_security"), ("matters", "0010_files_are_sealed")]

    operations = hide_ended(prevention_booking="matter_id", prevention_tag="matter_id")
