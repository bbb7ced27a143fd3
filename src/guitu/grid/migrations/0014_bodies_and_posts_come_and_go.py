"""Bodies and posts have their days, a body its parent, its rank and its approved numbers; and the database asks who
may set a post up or close it, as it asks who may give one."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import guitu.grid.models
from guitu.kit.rowsecurity import IN_COUNTY, append_only, secure, seeing_every_row

# The founder of a county is nobody (the zero post). A group of a village has its grid worker's post by `add_groups`.
# What a post is and where never changes: that would be another post. Its title and body may.
ASKED = """
CREATE FUNCTION grid_post_within_ceiling() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  acting uuid := nullif(current_setting('guitu.post', true), '')::uuid;
BEGIN
  IF acting = '00000000-0000-0000-0000-000000000000' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND (NEW.role, NEW.path, NEW.county_id) IS DISTINCT FROM (OLD.role, OLD.path, OLD.county_id) THEN
    RAISE EXCEPTION 'a post keeps its role and its place' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT coalesce(NEW.path >= current_setting('guitu.lo', true) AND NEW.path < current_setting('guitu.hi', true), false)
     OR NOT (NEW.role = 'grid_worker' AND length(NEW.path) = 15
             OR EXISTS (SELECT FROM grid_post p JOIN grid_ceilings() c ON c.granter = p.role
                        WHERE p.id = acting AND c.granted = NEW.role)) THEN
    RAISE EXCEPTION 'above the ceiling of the acting post' USING ERRCODE = 'check_violation', CONSTRAINT = 'ceiling';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grid_post_within_ceiling BEFORE INSERT OR UPDATE ON grid_post
  FOR EACH ROW EXECUTE FUNCTION grid_post_within_ceiling();
"""


class Migration(migrations.Migration):
    dependencies = [("grid", "0013_sessions_say_whose_they_are")]

    operations = [
        seeing_every_row(),
        migrations.AddField(
            "body", "parent", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="grid.body")
        ),
        migrations.AddField("body", "rank", models.TextField(db_default="", default="")),
        migrations.AddField("body", "from_on", models.DateField(null=True)),
        migrations.AddField("body", "until_on", models.DateField(null=True)),
        migrations.AddConstraint(
            "body",
            models.CheckConstraint(
                condition=models.Q(
                    ("from_on__isnull", True), ("until_on__isnull", True), ("until_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="body_days",
            ),
        ),
        migrations.AddConstraint(
            "body",
            models.CheckConstraint(
                condition=models.Q(("parent__isnull", True), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"),
                name="body_not_its_own_parent",
            ),
        ),
        migrations.AddField("post", "from_on", models.DateField(null=True)),
        migrations.AddField(
            "post", "area_group", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="grid.areagroup")
        ),
        migrations.CreateModel(
            name="Establishment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", guitu.grid.models.PathField(db_collation="C")),
                ("role", models.TextField()),
                ("approved", models.IntegerField()),
                ("from_on", models.DateField()),
                ("said_at", models.DateTimeField()),
                ("body", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="grid.body")),
            ],
            options={
                "indexes": [models.Index(fields=["body", "role", "-from_on", "-said_at"], name="establishment_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("approved__gte", 0), ("approved__lte", 500)), name="approved_number"
                    )
                ],
            },
        ),
        secure("grid_establishment", read=IN_COUNTY, change=False),
        append_only("grid_establishment"),
        migrations.RunSQL(ASKED, reverse_sql=migrations.RunSQL.noop),
    ]
