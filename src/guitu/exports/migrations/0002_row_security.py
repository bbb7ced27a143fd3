"""An export is seen by the post that asked for it and by nobody else; who decides about it sees the request alone."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, POST, secure


class Migration(migrations.Migration):
    dependencies = [("exports", "0001_initial"), ("people", "0010_seen_as_the_matter")]

    operations = [secure("exports_export", read=f"({IN_COUNTY} AND post_id = {POST})")]
