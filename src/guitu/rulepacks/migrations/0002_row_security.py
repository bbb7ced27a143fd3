"""A draft is seen and written by whoever sees the whole of the place it is for."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, WHOLE, in_area, secure

OF_THE_PLACE = f"({IN_COUNTY} AND {in_area()} AND {WHOLE})"


class Migration(migrations.Migration):
    dependencies = [("rulepacks", "0001_initial"), ("ledger", "0002_row_security")]

    operations = [secure("rulepacks_draft", read=OF_THE_PLACE)]
