"""Who may grant what is asked by the database too; and what waits for a second person."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import guitu.grid.models
from guitu.kit.rowsecurity import IN_COUNTY, in_area, secure

_CARE = (
    "town_head", "social_worker", "village_worker", "grid_worker", "police_liaison", "facility_officer",
    "member_liaison", "counsellor", "clinic_staff",
)  # fmt: skip
CEILINGS = [
    *(("security_admin", role) for role in (*_CARE, "county_director", "county_clerk", "system_admin", "audit_admin")),
    ("county_director", "security_admin"),
    *(("county_clerk", role) for role in _CARE),
]
_LISTED = ", ".join(f"('{granter}', '{granted}')" for granter, granted in CEILINGS)
LIST = (
    "CREATE FUNCTION grid_ceilings() RETURNS TABLE(granter text, granted text) LANGUAGE sql IMMUTABLE"
    f" AS $$ VALUES {_LISTED} $$"
)
# The founder of a county is nobody (the zero post) and only adds. A holding is ended, never rewritten; what follows
# the account and the post by their keys is not the writer's doing.
ASKED = """
CREATE FUNCTION grid_holding_within_ceiling() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  acting uuid := nullif(current_setting('guitu.post', true), '')::uuid;
  place text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - ARRAY['natural_person_id', 'role'] = to_jsonb(OLD) - ARRAY['natural_person_id', 'role'] THEN
      RETURN NEW;
    END IF;
    IF (NEW.post_id, NEW.from_on, NEW.county_id) IS DISTINCT FROM (OLD.post_id, OLD.from_on, OLD.county_id)
       OR NEW.account_id IS DISTINCT FROM OLD.account_id THEN
      RAISE EXCEPTION 'a holding is ended, not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF acting = '00000000-0000-0000-0000-000000000000' THEN
    RETURN NEW;
  END IF;
  SELECT p.path INTO place FROM grid_post p WHERE p.id = NEW.post_id;
  IF NOT EXISTS (SELECT FROM grid_post p JOIN grid_ceilings() c ON c.granter = p.role
                 WHERE p.id = acting AND c.granted = NEW.role)
     OR NOT (place >= current_setting('guitu.lo', true) AND place < current_setting('guitu.hi', true)) THEN
    RAISE EXCEPTION 'above the ceiling of the acting post' USING ERRCODE = 'check_violation', CONSTRAINT = 'ceiling';
  END IF;
  IF EXISTS (SELECT FROM grid_holding mine WHERE mine.post_id = acting AND mine.natural_person_id = NEW.natural_person_id
             AND (mine.until_on IS NULL OR mine.until_on > mine.from_on AND mine.until_on > NEW.from_on)) THEN
    RAISE EXCEPTION 'nobody grants to oneself' USING ERRCODE = 'check_violation', CONSTRAINT = 'not_oneself';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grid_holding_within_ceiling BEFORE INSERT OR UPDATE ON grid_holding
  FOR EACH ROW EXECUTE FUNCTION grid_holding_within_ceiling();
"""


class Migration(migrations.Migration):
    dependencies = [("grid", "0010_areas_are_written_by_functions")]

    operations = [
        migrations.RunSQL(
            "SELECT set_config('guitu.definer', 'migration', true)", reverse_sql=migrations.RunSQL.noop
        ),
        migrations.RunSQL([LIST, ASKED], reverse_sql=migrations.RunSQL.noop),
        migrations.AddField("account", "code_until", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="CodeLetter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", guitu.grid.models.PathField(db_collation="C")),
                ("path", guitu.grid.models.PathField(db_collation="C")),
                ("kind", models.TextField()),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("second_half", models.BinaryField(null=True)),
                ("opened_by", models.UUIDField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "path"], name="code_letter_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("password", "factor"))), name="code_letter_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opened_by", models.F("asked_by")), _negated=True),
                        name="opened_by_a_second_person",
                    ),
                ],
            },
        ),
        secure("grid_codeletter", read=f"({IN_COUNTY} AND {in_area('path')})"),
    ]
