"""People are seen as their matters are: in the area by who sees people whole, else by part.

Who takes part from beyond the area sees the file under its masked name: identity rows leave such parts out.
"""

from django.db import migrations

from guitu.kit.rowsecurity import POST, WHOLE, in_area
from guitu.matters.rowsecurity import my_matters, on_matter, sees_whole

FILE, NAMES = on_matter("people", column="id"), on_matter("people", column="person_id", beyond=False)
# A look is seen by the team and by who looked; it is written as oneself, in one's area or at a matter of one's own.
OWN_LOOK = f"(post_id = {POST} AND ({in_area()} OR person_id = ANY ({my_matters()})))"
LOOKS = (
    f"({in_area()} AND ({sees_whole('people')} OR person_id = ANY ({my_matters(beyond=False)}))) OR {OWN_LOOK}"
)
POLICIES = f"""
ALTER POLICY people_person_read ON people_person USING ({FILE} OR ({in_area("home_path")} AND {WHOLE}));
ALTER POLICY people_person_add ON people_person WITH CHECK ({FILE});
ALTER POLICY people_person_change ON people_person USING ({FILE}) WITH CHECK ({FILE});
ALTER POLICY people_identity_read ON people_identity USING ({NAMES});
ALTER POLICY people_identity_add ON people_identity WITH CHECK ({NAMES});
ALTER POLICY people_identity_change ON people_identity USING ({NAMES}) WITH CHECK ({NAMES});
ALTER POLICY people_access_read ON people_access USING ({LOOKS});
ALTER POLICY people_access_add ON people_access WITH CHECK ({OWN_LOOK});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_the_number_of_standing"), ("matters", "0003_lines_and_teams_are_seen_by_part"),
    ]  # fmt: skip

    operations = [migrations.RunSQL(POLICIES, reverse_sql=migrations.RunSQL.noop)]
