"""Needs given to units, employers and vacancies, the budget of bonuses, courses; and the days that follow of work and aid.

A need is a matter of its own among the offices: the unit has a part in it and none in the person's file. Employers,
vacancies, courses and the budget tell of nobody: the county reads them, each place writes its own. Days of work are as
standing: a number, no identity. Sealing a person's file takes the person and the words out of a need, and keeps without a
name what is counted.
"""

import uuid

from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, append_only, function, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, my_matters, secure_matter

OF_THE_HOUSE = "length(current_setting('guitu.lo', true)) >= 6"  # a link has no area: it reads its own matter alone
HERE = f"({IN_COUNTY} AND {in_area()})"
# What figures count stays without a name when a file is sealed: the kinds of help beside those that were there.
COUNTED = """
DO $do$ BEGIN
  EXECUTE replace(pg_get_functiondef('casework_seal_file'::regproc), '''agreement_signed'')',
    '''agreement_signed'', ''need_found'', ''need_ended'', ''aid_answered'', ''aid_paid'', ''work_referred'', ''job_started'','
    ' ''bonus_paid'', ''course_attended'', ''certificate_given'', ''check_up_attended'')');
END $do$;
"""
# The hand that seals takes the person's number out of a need; what was written of it goes too.
FORGETS = """
BEGIN
  IF OLD.person_id IS NOT NULL AND NEW.person_id IS NULL THEN
    NEW.told := NULL;
    UPDATE ledger_fact SET note = NULL WHERE matter_id = NEW.id AND note IS NOT NULL;
  END IF;
  RETURN NEW;
END
"""


def _id() -> tuple[str, models.UUIDField]:
    return ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False))


def _text(name: str) -> tuple[str, models.TextField]:
    return (name, models.TextField(db_collation="C"))


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0025_what_is_confided"), ("matters", "0010_files_are_sealed"), ("grid", "0016_areas_change"),
    ]  # fmt: skip

    operations = [
        seeing_every_row(),
        migrations.CreateModel(
            name="WorkSpan",
            fields=[
                _id(), _text("county_id"), ("standing_no", models.UUIDField()), ("what", models.TextField()), ("code", models.TextField()),
                ("from_on", models.DateField()), ("until_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["standing_no", "what", "from_on"], name="workspan_subject"),
                    models.Index(fields=["county_id", "what", "code"], name="workspan_what"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                _id(), _text("county_id"), _text("scope_path"),
                ("compartment", models.TextField(db_collation="C", db_default="offices", default="offices")),
                ("person_id", models.UUIDField(null=True)), ("need", models.TextField()), ("told", models.BinaryField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["person_id"], name="need_of_person")]},
        ),
        migrations.CreateModel(
            name="Employer",
            fields=[_id(), _text("county_id"), _text("scope_path"), ("details", models.BinaryField())],
            options={"indexes": [models.Index(fields=["county_id", "scope_path"], name="employer_in_area")]},
        ),
        migrations.CreateModel(
            name="Vacancy",
            fields=[
                _id(), _text("county_id"), _text("scope_path"), ("employer_id", models.UUIDField()), ("details", models.BinaryField()),
                ("seats", models.IntegerField()), ("open_on", models.DateField()), ("closed_on", models.DateField(null=True)),
                ("by_link", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "employer_id"], name="vacancy_of_employer")],
                "constraints": [models.CheckConstraint(condition=models.Q(("seats__gte", 1), ("seats__lte", 999)), name="vacancy_seats")],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                _id(), _text("county_id"), _text("scope_path"), ("year", models.IntegerField()), ("yuan", models.IntegerField()),
                ("said_at", models.DateTimeField()), ("said_post", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "year", "-said_at"], name="budget_of_year")],
                "constraints": [models.CheckConstraint(condition=models.Q(("yuan__gte", 0)), name="budget_yuan")],
            },
        ),
        migrations.CreateModel(
            name="CourseHeld",
            fields=[
                _id(), _text("county_id"), _text("scope_path"), ("topic", models.TextField()), ("name", models.BinaryField()),
                ("from_on", models.DateField()), ("last_on", models.DateField()),
            ],
            options={"indexes": [models.Index(fields=["county_id", "scope_path", "-from_on"], name="course_in_area")]},
        ),
        secure("casework_workspan", read=f"({IN_COUNTY})", change=False, remove=True),
        secure_matter("casework_need", compartment="offices", column="id", change=False),
        hang_on_matter("casework_need", compartment="offices", column="id"),
        *hide_ended(casework_need="person_id"),
        function("casework_need_forgets", "", "trigger", FORGETS, granted=False),
        migrations.RunSQL(
            "CREATE TRIGGER casework_need_forgets BEFORE UPDATE OF person_id ON casework_need FOR EACH ROW"
            " EXECUTE FUNCTION casework_need_forgets()",
            migrations.RunSQL.noop,
        ),
        secure("casework_employer", read=f"({IN_COUNTY} AND ({OF_THE_HOUSE} OR id = ANY ({my_matters()})))", write=HERE),
        secure(
            "casework_vacancy", read=f"({IN_COUNTY} AND ({OF_THE_HOUSE} OR employer_id = ANY ({my_matters()})))",
            write=f"({IN_COUNTY} AND ({in_area()} OR employer_id = ANY ({my_matters()})))",
        ),
        secure("casework_budgetline", read=f"({IN_COUNTY} AND {OF_THE_HOUSE})", write=HERE, change=False),
        append_only("casework_budgetline", movable=("scope_path",)),
        secure("casework_courseheld", read=f"({IN_COUNTY} AND {OF_THE_HOUSE})", write=HERE),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
        follow_areas(
            "casework", follow_path("casework_current", "home_path"), follow_path("casework_importbatch"),
            follow_path("casework_importrow"), follow_path("casework_employer"), follow_path("casework_vacancy"),
            follow_path("casework_budgetline"), follow_path("casework_courseheld"),
        ),
    ]  # fmt: skip
