"""A file that has ended is hidden on its day, here as everywhere."""

from django.db import migrations

from guitu.matters.rowsecurity import hide_ended


class Migration(migrations.Migration):
    dependencies = [("inspection", "0001_initial"), ("matters", "0010_files_are_sealed")]

    operations = hide_ended(inspection_record="matter_id", inspection_drawn="matter_id")
