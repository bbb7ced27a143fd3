"""Points move by transfers whose sides come to nothing together; balances are the database's own, and never below zero.

Lines of people's accounts stay where they were and get the other side. A row of `casework_pointsside` names nobody."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import IN_COUNTY, append_only, function, secure, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter

# Asked at the end of a transaction of every line and side that it wrote.
BALANCED = """
DECLARE found record;
BEGIN
  SELECT coalesce(sum(x.h), 0) AS h, coalesce(sum(x.n), 0) AS n INTO found FROM (
    SELECT hundredths AS h, pieces AS n FROM casework_pointstransfer WHERE transfer_id = NEW.transfer_id
    UNION ALL SELECT hundredths, pieces FROM casework_pointsside WHERE transfer_id = NEW.transfer_id) x;
  IF found.h <> 0 OR found.n <> 0 THEN
    RAISE EXCEPTION 'transfer % does not balance', NEW.transfer_id USING ERRCODE = 'check_violation', CONSTRAINT = 'points_balance';
  END IF;
  RETURN NULL;
END
"""
LINES_COUNTED = """
BEGIN
  INSERT INTO casework_pointsaccount (id, county_id, matter_id, scope_path, balance)
    SELECT gen_random_uuid(), m.county_id, m.id, m.scope_path, 0 FROM matters_matter m
    WHERE m.id IN (SELECT person_id FROM new_lines)
      AND NOT EXISTS (SELECT FROM casework_pointsaccount a WHERE a.county_id = m.county_id AND a.matter_id = m.id)
    ON CONFLICT DO NOTHING;
  UPDATE casework_pointsaccount a SET balance = a.balance + n.hundredths
    FROM (SELECT county_id, person_id, sum(hundredths) AS hundredths FROM new_lines GROUP BY 1, 2) n
    WHERE a.county_id = n.county_id AND a.matter_id = n.person_id AND n.hundredths <> 0;
  RETURN NULL;
END
"""
SIDES_COUNTED = """
BEGIN
  IF NOT EXISTS (SELECT FROM new_sides WHERE account <> 'issuer') THEN RETURN NULL; END IF;
  UPDATE casework_good g SET pieces = g.pieces + n.pieces, taken = g.taken + n.hundredths
    FROM (SELECT good_id, sum(pieces) AS pieces, sum(hundredths) AS hundredths FROM new_sides WHERE account = 'stock' GROUP BY 1) n
    WHERE g.id = n.good_id;
  INSERT INTO casework_pointsbudget (id, county_id, balance)
    SELECT DISTINCT ON (county_id) gen_random_uuid(), county_id, 0 FROM new_sides WHERE account = 'budget' ON CONFLICT DO NOTHING;
  UPDATE casework_pointsbudget b SET balance = b.balance + n.hundredths
    FROM (SELECT county_id, sum(hundredths) AS hundredths FROM new_sides WHERE account = 'budget' GROUP BY 1) n
    WHERE b.county_id = n.county_id;
  RETURN NULL;
END
"""
# The account and the good, locked in one order for a transfer between them: settling locks the file first as well.
HOLD = """
BEGIN
  PERFORM 1 FROM people_person p WHERE p.id = of_person AND p.county_id = current_setting('guitu.county', true) FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM 1 FROM casework_good g WHERE g.id = of_good AND g.county_id = current_setting('guitu.county', true) FOR UPDATE;
  RETURN QUERY SELECT coalesce((SELECT a.balance FROM casework_pointsaccount a WHERE a.matter_id = of_person), 0)::bigint,
    coalesce((SELECT g.pieces FROM casework_good g WHERE g.id = of_good), 0);
END
"""
COUNTERED = """
INSERT INTO casework_pointsside (id, county_id, transfer_id, account, kind, posted_at, hundredths)
  SELECT gen_random_uuid(), county_id, transfer_id, 'issuer', 'settled', posted_at, -hundredths FROM casework_pointstransfer;
INSERT INTO casework_pointsaccount (id, county_id, matter_id, scope_path, balance)
  SELECT gen_random_uuid(), m.county_id, m.id, m.scope_path, sum(t.hundredths) FROM casework_pointstransfer t
  JOIN matters_matter m ON m.id = t.person_id GROUP BY m.county_id, m.id, m.scope_path;
"""
# Who may grant the post of a storekeeper, as every other of care (0011 of grid).
_CARE = (
    "town_head", "social_worker", "village_worker", "grid_worker", "police_liaison", "facility_officer",
    "member_liaison", "counsellor", "clinic_staff", "storekeeper",
)  # fmt: skip
LISTED = [
    *(("security_admin", role) for role in (*_CARE, "county_director", "county_clerk", "system_admin", "audit_admin", "system")),
    ("county_director", "security_admin"),
    *(("county_clerk", role) for role in _CARE),
]
_VALUES = ", ".join(f"('{granter}', '{granted}')" for granter, granted in LISTED)
CEILINGS = (
    "CREATE OR REPLACE FUNCTION grid_ceilings() RETURNS TABLE(granter text, granted text) LANGUAGE sql IMMUTABLE"
    f" AS $$ VALUES {_VALUES} $$"
)
LINES = ("casework_pointstransfer", "new_lines", "casework_points_lines_counted")
SIDES = ("casework_pointsside", "new_sides", "casework_points_sides_counted")
NEW_GOOD = f"({IN_COUNTY} AND pieces = 0 AND taken = 0)"


def counted(table: str, rows: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS {rows} FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
        f"CREATE CONSTRAINT TRIGGER {table}_balanced AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
        " EXECUTE FUNCTION casework_points_balanced()",
        migrations.RunSQL.noop,
    )


def of_person(table: str, *, add: bool = True, change: bool = True) -> list[migrations.RunSQL]:
    return [
        secure_matter(table, compartment="people", add=add, change=change),
        hang_on_matter(table, compartment="people"),
        *hide_ended(**{table: "matter_id"}),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0026_help_work_and_courses"),
        ("people", "0016_looks_are_sealed_into_blocks"),
        ("matters", "0010_files_are_sealed"),
        ("systems", "0005_keys_follow_their_area"),
    ]

    operations = [
        seeing_every_row(),
        migrations.RunSQL(CEILINGS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Good",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("name", models.TextField()),
                ("pieces", models.IntegerField(default=0)),
                ("taken", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="GoodPrice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("good_id", models.UUIDField()),
                ("from_on", models.DateField()),
                ("hundredths", models.IntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PointsAccount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("matter_id", models.UUIDField()),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("balance", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="PointsBudget",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("balance", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="PointsDispute",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("matter_id", models.UUIDField()),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("line_id", models.UUIDField()),
                ("state", models.TextField(default="open")),
                ("asked_at", models.DateTimeField()),
                ("decide_by", models.DateField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("words", models.BinaryField()),
                ("answer", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PointsSide",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("transfer_id", models.UUIDField()),
                ("account", models.TextField()),
                ("good_id", models.UUIDField(null=True)),
                ("kind", models.TextField()),
                ("posted_at", models.DateTimeField()),
                ("hundredths", models.BigIntegerField()),
                ("pieces", models.IntegerField(db_default=0, default=0)),
                ("policy", models.TextField(db_default="", default="")),
                ("why", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Redemption",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("matter_id", models.UUIDField()),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("good_id", models.UUIDField()),
                ("price_id", models.UUIDField()),
                ("hundredths", models.IntegerField()),
                ("state", models.TextField()),
                ("pick_on", models.DateField()),
                ("keep_by", models.DateField()),
                ("code", models.TextField(null=True)),
                ("reserved_at", models.DateTimeField()),
                ("reserved_by", models.UUIDField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="pointstransfer",
            name="kind",
            field=models.TextField(db_default="settled", default="settled"),
        ),
        migrations.AddField(
            model_name="pointstransfer",
            name="pieces",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="pointstransfer",
            name="policy",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.SeparateDatabaseAndState(  # each line that is there becomes a transfer of its own
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE casework_pointstransfer ADD COLUMN transfer_id uuid NOT NULL DEFAULT gen_random_uuid();"
                    "ALTER TABLE casework_pointstransfer ALTER COLUMN transfer_id DROP DEFAULT",
                    "ALTER TABLE casework_pointstransfer DROP COLUMN transfer_id",
                )
            ],
            state_operations=[
                migrations.AddField("pointstransfer", "transfer_id", models.UUIDField(default=uuid.uuid4))
            ],
        ),
        migrations.AddField(
            model_name="pointstransfer",
            name="why",
            field=models.BinaryField(null=True),
        ),
        migrations.AddIndex(
            model_name="pointstransfer",
            index=models.Index(fields=["transfer_id"], name="points_line_of"),
        ),
        migrations.AddConstraint(
            model_name="pointstransfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ("settled", "forgiven", "reserved", "returned", "expired", "restored"))
                ),
                name="points_line_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="good",
            constraint=models.UniqueConstraint(fields=("county_id", "name"), name="points_good_name"),
        ),
        migrations.AddConstraint(
            model_name="good",
            constraint=models.CheckConstraint(condition=models.Q(("pieces__gte", 0)), name="points_good_pieces"),
        ),
        migrations.AddConstraint(
            model_name="good",
            constraint=models.CheckConstraint(condition=models.Q(("taken__gte", 0)), name="points_good_taken"),
        ),
        migrations.AddConstraint(
            model_name="goodprice",
            constraint=models.UniqueConstraint(fields=("county_id", "good_id", "from_on"), name="points_price_from"),
        ),
        migrations.AddConstraint(
            model_name="goodprice",
            constraint=models.CheckConstraint(
                condition=models.Q(("hundredths__gt", 0), ("hundredths__isnull", True), _connector="OR"),
                name="points_price_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsaccount",
            constraint=models.UniqueConstraint(fields=("county_id", "matter_id"), name="points_account_of"),
        ),
        migrations.AddConstraint(
            model_name="pointsaccount",
            constraint=models.CheckConstraint(condition=models.Q(("balance__gte", 0)), name="points_account_balance"),
        ),
        migrations.AddConstraint(
            model_name="pointsbudget",
            constraint=models.UniqueConstraint(fields=("county_id",), name="points_budget_of"),
        ),
        migrations.AddConstraint(
            model_name="pointsbudget",
            constraint=models.CheckConstraint(condition=models.Q(("balance__gte", 0)), name="points_budget_balance"),
        ),
        migrations.AddIndex(
            model_name="pointsdispute",
            index=models.Index(fields=["county_id", "state", "decide_by"], name="points_dispute_due"),
        ),
        migrations.AddConstraint(
            model_name="pointsdispute",
            constraint=models.UniqueConstraint(fields=("county_id", "line_id"), name="points_dispute_once"),
        ),
        migrations.AddConstraint(
            model_name="pointsdispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("open", "for_person", "stands"))), name="points_dispute_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsdispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="points_dispute_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="pointsside",
            index=models.Index(fields=["transfer_id"], name="points_side_of"),
        ),
        migrations.AddIndex(
            model_name="pointsside",
            index=models.Index(
                condition=models.Q(("account", "issuer"), _negated=True),
                fields=["county_id", "posted_at"],
                name="points_side_read",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsside",
            constraint=models.CheckConstraint(
                condition=models.Q(("account__in", ("issuer", "budget", "stock"))), name="points_side_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsside",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account", "stock"), ("good_id__isnull", False)),
                    models.Q(models.Q(("account", "stock"), _negated=True), ("good_id__isnull", True)),
                    _connector="OR",
                ),
                name="points_side_good",
            ),
        ),
        migrations.AddIndex(
            model_name="redemption",
            index=models.Index(fields=["matter_id", "reserved_at"], name="points_redemption_of"),
        ),
        migrations.AddIndex(
            model_name="redemption",
            index=models.Index(fields=["county_id", "state", "keep_by"], name="points_redemption_due"),
        ),
        migrations.AddConstraint(
            model_name="redemption",
            constraint=models.UniqueConstraint(fields=("county_id", "code"), name="points_redemption_code"),
        ),
        migrations.AddConstraint(
            model_name="redemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("reserved", "issued", "cancelled", "lapsed"))),
                name="points_redemption_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="redemption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "issued"), _negated=True),
                    models.Q(
                        ("ended_by__isnull", False),
                        models.Q(("ended_by", models.F("reserved_by")), _negated=True),
                        ("code__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="points_redemption_two",
            ),
        ),
        migrations.CreateModel(
            name="LessonTaking",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("matter_id", models.UUIDField()),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("lesson", models.TextField()),
                ("taken_at", models.DateTimeField()),
                ("n_right", models.IntegerField()),
                ("passed", models.BooleanField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="lessontaking",
            constraint=models.UniqueConstraint(
                fields=["county_id", "matter_id", "lesson"], condition=models.Q(passed=True), name="points_lesson_passed_once"
            ),
        ),
        migrations.RunSQL(COUNTERED, migrations.RunSQL.noop),
        secure("casework_pointsside", read=IN_COUNTY, change=False),
        append_only("casework_pointsside"),
        secure("casework_pointsbudget", read=IN_COUNTY, add=False, change=False),
        secure("casework_good", read=IN_COUNTY, write=NEW_GOOD, change=False),
        secure("casework_goodprice", read=IN_COUNTY, change=False),
        append_only("casework_goodprice"),
        *of_person("casework_pointsaccount", add=False, change=False),
        *of_person("casework_redemption"),
        *of_person("casework_pointsdispute"),
        *of_person("casework_lessontaking", change=False),
        function("casework_points_balanced", "", "trigger", BALANCED, granted=False),
        function(LINES[2], "", "trigger", LINES_COUNTED, granted=False),
        function(SIDES[2], "", "trigger", SIDES_COUNTED, granted=False),
        function("casework_hold_points", "of_person uuid, of_good uuid", "TABLE (balance bigint, pieces int)", HOLD),
        counted(*LINES),
        counted(*SIDES),
    ]
