"""Who closes a post is seldom who sees its duties: how many are open, as a number only."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, function

MINE = (
    f"EXISTS (SELECT FROM grid_post g WHERE g.id = asked AND g.{IN_COUNTY}"
    " AND g.path >= current_setting('guitu.lo', true) AND g.path < current_setting('guitu.hi', true))"
)


class Migration(migrations.Migration):
    dependencies = [("duties", "0009_whose_a_duty_is_stands_with_the_matter"), ("grid", "0014_bodies_and_posts_come_and_go")]

    operations = [
        function(
            "duties_at_post",
            "asked uuid, day date",
            "TABLE(n bigint)",
            "SELECT count(*) FROM duties_duty d WHERE d.post_id = asked AND d.state = 'open' AND d.opens_on <= day"
            f" AND {MINE}",
        ),
    ]
