"""Natural persons, last step: every account has one, holdings keep in step, and the three administrators differ."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

import guitu.grid.models
from guitu.kit.rowsecurity import function

POST_COLUMNS = (
    "post_id uuid, county_id text, role text, title text, path text, body text, holder text, natural_person_id uuid"
)
POST_SELECT = """
  SELECT p.id, p.county_id, p.role, p.title, p.path, b.name, h.name, h.natural_person_id
  FROM grid_holding h JOIN grid_post p ON p.id = h.post_id JOIN grid_body b ON b.id = p.body_id
  WHERE h.from_on <= day AND (h.until_on IS NULL OR h.until_on > day) AND (p.closed_on IS NULL OR p.closed_on > day)
"""
# What another row says is copied, never typed; the keys below keep it so when the other row changes.
FILLED_IN = """
CREATE FUNCTION grid_holding_filled_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.role := (SELECT p.role FROM grid_post p WHERE p.id = NEW.post_id);
  NEW.natural_person_id := (SELECT a.natural_person_id FROM grid_account a WHERE a.id = NEW.account_id);
  RETURN NEW;
END $$;
CREATE TRIGGER grid_holding_filled_in BEFORE INSERT ON grid_holding
  FOR EACH ROW EXECUTE FUNCTION grid_holding_filled_in();
ALTER TABLE grid_holding
  ADD CONSTRAINT holding_follows_account FOREIGN KEY (account_id, natural_person_id)
    REFERENCES grid_account (id, natural_person_id) ON UPDATE CASCADE,
  ADD CONSTRAINT holding_follows_post FOREIGN KEY (post_id, role)
    REFERENCES grid_post (id, role) ON UPDATE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("grid", "0006_one_natural_person_per_account")]

    operations = [
        # new keys are proved on the rows that are there, and the owner sees none without this
        migrations.RunSQL(
            "SELECT set_config('guitu.definer', 'migration', true)", reverse_sql=migrations.RunSQL.noop
        ),
        migrations.AlterField(
            "account",
            "natural_person",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="grid.naturalperson"),
        ),
        migrations.AlterField("holding", "role", models.TextField(editable=False)),
        migrations.AddConstraint(
            "account",
            models.UniqueConstraint(fields=("id", "natural_person"), name="account_of_natural_person"),
        ),
        migrations.AddConstraint("post", models.UniqueConstraint(fields=("id", "role"), name="role_of_post")),
        migrations.RunSQL(FILLED_IN, reverse_sql=migrations.RunSQL.noop),
        migrations.AddConstraint(
            "holding",
            models.CheckConstraint(
                condition=models.Q(("account__isnull", True), ("natural_person_id__isnull", True))
                | models.Q(("account__isnull", False), ("natural_person_id__isnull", False)),
                name="holding_has_natural_person",
            ),
        ),
        migrations.AddConstraint(
            "holding",
            django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("role__in", ("system_admin", "security_admin", "audit_admin"))),
                expressions=[
                    ("natural_person_id", "="),
                    ("role", "<>"),
                    (guitu.grid.models.DayRange("from_on", "until_on"), "&&"),
                ],
                name="administrators_are_different_people",
            ),
        ),
        migrations.RunSQL(
            "DROP FUNCTION grid_posts_of(uuid, date); DROP FUNCTION grid_post_named(uuid, date)",
            reverse_sql=migrations.RunSQL.noop,
        ),
        function(
            "grid_posts_of",
            "account uuid, day date",
            f"TABLE({POST_COLUMNS})",
            POST_SELECT + " AND h.account_id = account ORDER BY p.path, p.title",
        ),
        function(
            "grid_post_named", "post uuid, day date", f"TABLE({POST_COLUMNS})", POST_SELECT + " AND p.id = post"
        ),
    ]
