"""Who sees which bodies, posts and holders; and the three questions asked before anybody acts."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, function, secure

POST_COLUMNS = "post_id uuid, county_id text, role text, title text, path text, body text, holder text"
POST_SELECT = """
  SELECT p.id, p.county_id, p.role, p.title, p.path, b.name, h.name
  FROM grid_holding h JOIN grid_post p ON p.id = h.post_id JOIN grid_body b ON b.id = p.body_id
  WHERE h.from_on <= day AND (h.until_on IS NULL OR h.until_on > day) AND (p.closed_on IS NULL OR p.closed_on > day)
"""


class Migration(migrations.Migration):
    dependencies = [("grid", "0001_initial")]

    operations = [
        *[
            secure(table, read=IN_COUNTY)
            for table in ("grid_areagroup", "grid_areagroupmember", "grid_body", "grid_post", "grid_holding")
        ],
        function(
            "grid_posts_of",
            "account uuid, day date",
            f"TABLE({POST_COLUMNS})",
            POST_SELECT + " AND h.account_id = account ORDER BY p.path, p.title",
        ),
        function(
            "grid_post_named", "post uuid, day date", f"TABLE({POST_COLUMNS})", POST_SELECT + " AND p.id = post"
        ),
        function(
            "grid_demo_posts",
            "day date",
            f"TABLE({POST_COLUMNS}, account_id uuid)",
            POST_SELECT.replace("h.name\n", "h.name, h.account_id\n")
            # only the owner can comment on a database: the mark that its people are invented
            + " AND EXISTS (SELECT 1 FROM pg_database d WHERE d.datname = current_database()"
            " AND shobj_description(d.oid, 'pg_database') LIKE 'guitu demo:%%')"
            " AND h.account_id IS NOT NULL ORDER BY p.path, p.role",
        ),
        # The clock's jobs act over one county at a time; this says which there are.
        function("grid_counties", "", "TABLE(county_id text)", "SELECT DISTINCT b.county_id FROM grid_body b"),
    ]
