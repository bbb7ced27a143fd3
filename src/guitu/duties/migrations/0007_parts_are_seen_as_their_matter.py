"""Who looks after whom is seen as the person is: of the whole area, or of the people that the post looks after itself.

The team of a person is seen by all of the team. Whom the post looks after is asked of a function of the owner: a policy
of this table cannot ask the table itself.
"""

from django.db import migrations

from guitu.kit.rowsecurity import POST, WHOLE, function, in_area

SEEN = f"({in_area()} AND ({WHOLE} OR post_id = {POST} OR person_id IN (SELECT people_of_the_post())))"


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0006_not_now_is_the_posts_own"), ("people", "0005_my_people_are_known_from_an_index"),
        ("casework", "0004_rows_keep_to_their_person"),
    ]  # fmt: skip

    operations = [
        function(
            "people_of_the_post",
            "",
            "SETOF uuid",
            f"SELECT a.person_id FROM people_assignment a WHERE a.post_id = {POST} AND a.until_on IS NULL",
        ),
        migrations.RunSQL(
            f"ALTER POLICY people_assignment_read ON people_assignment USING {SEEN};",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
