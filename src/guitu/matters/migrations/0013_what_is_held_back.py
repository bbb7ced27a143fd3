"""Who keeps what belongs to a file (bottles of a sample) seldom sees why the file is held back: whether it is, and nothing else."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, function

HERE = f"m.{IN_COUNTY} AND m.scope_path >= current_setting('guitu.lo', true) AND m.scope_path < current_setting('guitu.hi', true)"


class Migration(migrations.Migration):
    dependencies = [("matters", "0011_handovers_are_apart")]

    operations = [
        function(
            "matters_held",
            "asked uuid[]",
            "TABLE(matter_id uuid)",
            "SELECT h.subject_id FROM matters_hold h JOIN matters_matter m ON m.id = h.subject_id"
            f" WHERE h.subject_id = ANY(asked) AND h.until_on IS NULL AND {HERE}",
        ),
    ]
