"""A request is seen by the post that made it, and by whoever sees the whole area it was made in."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, POST, WHOLE, in_area, secure

SEEN = f"({IN_COUNTY} AND (asked_post = {POST} OR ({in_area()} AND {WHOLE})))"


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial"), ("ledger", "0002_row_security")]

    operations = [secure("approvals_approval", read=SEEN)]
