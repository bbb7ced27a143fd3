"""Lines of the ledger, and the team of a matter, are seen by who takes part from beyond the area as well.

Whoever writes a line writes it as itself: in its area, or about a matter in which it has an open part.
"""

from django.db import migrations

from guitu.kit.rowsecurity import POST, function, in_area
from guitu.matters.rowsecurity import OPEN_BEYOND, my_matters, sees_whole

OWN_LINE = f"(post_id = {POST} AND ({in_area()} OR matter_id = ANY ({my_matters()})))"
LINES = f"""
ALTER POLICY ledger_entry_read ON ledger_entry USING (({in_area()} AND {sees_whole()}) OR {OWN_LINE});
ALTER POLICY ledger_entry_add ON ledger_entry WITH CHECK ({OWN_LINE});
"""
# The cheap questions first; no subquery, or the policies that ask this table would turn in a circle.
SEEN = (
    f"(({in_area()} AND ({sees_whole()} OR post_id = {POST}))"
    f" OR (post_id = {POST} AND until_on IS NULL AND {OPEN_BEYOND}) OR matters_on_the_team(matter_id))"
)


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_parts"), ("ledger", "0003_a_line_names_its_matter")]

    operations = [
        # Who is invited knows whom to ask: the house's own team, by post.
        function(
            "matters_on_the_team",
            "asked uuid",
            "boolean",
            "BEGIN RETURN EXISTS (SELECT FROM matters_part p WHERE p.matter_id = asked"
            f" AND p.post_id = {POST} AND p.until_on IS NULL AND (NOT p.beyond AND {in_area('p.scope_path')}"
            f" OR p.{OPEN_BEYOND.replace('AND ', 'AND p.')})); END",
        ),
        migrations.RunSQL(
            LINES + f"ALTER POLICY matters_part_read ON matters_part USING {SEEN};", reverse_sql=migrations.RunSQL.noop
        ),
    ]
