"""Who closes a post is seldom who sees the files: how many open matters of a kind it has a part in, as a number only."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, function

MINE = (
    f"EXISTS (SELECT FROM grid_post g WHERE g.id = asked AND g.{IN_COUNTY}"
    " AND g.path >= current_setting('guitu.lo', true) AND g.path < current_setting('guitu.hi', true))"
)


class Migration(migrations.Migration):
    dependencies = [("matters", "0006_labels_are_sealed"), ("grid", "0014_bodies_and_posts_come_and_go")]

    operations = [
        function(
            "matters_at_post",
            "asked uuid, of_kind text",
            "TABLE(n bigint)",
            "SELECT count(DISTINCT m.id) FROM matters_part p JOIN matters_matter m ON m.id = p.matter_id"
            " WHERE p.post_id = asked AND p.until_on IS NULL AND m.kind = of_kind AND m.closed_at IS NULL"
            f" AND m.sealed_at IS NULL AND {MINE}",
        ),
    ]
