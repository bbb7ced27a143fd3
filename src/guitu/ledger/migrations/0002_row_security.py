"""The ledger is read by area, written by the acting post, and never changed."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, POST, WHOLE, append_only, in_area, secure


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("grid", "0002_row_security")]

    operations = [
        secure(
            "ledger_entry",
            read=f"{in_area()} AND ({WHOLE} OR post_id = {POST})",
            write=f"{in_area()} AND post_id = {POST}",
            change=False,
        ),
        append_only("ledger_entry", movable=("scope_path", "block")),
        secure("ledger_request", read=f"post_id = {POST}"),
        secure("ledger_outbox", read=in_area()),
        secure(
            "ledger_policyversion", read=IN_COUNTY, write=f"{IN_COUNTY} AND {in_area()} AND {WHOLE}", change=False
        ),
        append_only("ledger_policyversion"),
    ]
