"""A file is seen by the post that sent it; what an office said of its words by the posts over the same area."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, POST, secure

MINE = f"({IN_COUNTY} AND post_id = {POST})"
OF_MINE = f"({IN_COUNTY} AND batch_id IN (SELECT b.id FROM importing_batch b WHERE b.post_id = {POST}))"
OF_OFFICE = f"({IN_COUNTY} AND scope_path = current_setting('guitu.lo', true))"


class Migration(migrations.Migration):
    dependencies = [("importing", "0001_initial")]

    operations = [
        secure("importing_batch", read=MINE),
        secure("importing_row", read=OF_MINE),
        secure("importing_known", read=OF_OFFICE),
    ]
