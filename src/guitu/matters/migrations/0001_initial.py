"""Every person's file is a matter of the same id."""

from __future__ import annotations

from uuid import uuid4

from django.db import migrations, models

from guitu.kit.rowsecurity import seeing_every_row

COMPARTMENTS = ("people", "calls", "venues", "units", "children", "offices")

TAKEN_OVER = """
INSERT INTO matters_matter (id, county_id, scope_path, kind, compartment, label, opened_at, sealed_at)
  SELECT id, county_id, scope_path, 'person', 'people', masked, opened_at, sealed_at FROM people_person;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("grid", "0012_second_factors_and_guesses"),
        ("people", "0007_who_is_put_away_leaves_no_trace"),
        ("duties", "0007_parts_are_seen_as_their_matter"),
        ("casework", "0014_a_file_taken_back_finds_its_team"),
    ]

    operations = [
        seeing_every_row(),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("compartment", models.TextField(db_collation="C")),
                ("label", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("sealed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunSQL(TAKEN_OVER, reverse_sql=migrations.RunSQL.noop),
        migrations.AddConstraint(
            "matter",
            models.UniqueConstraint(fields=("id", "scope_path", "compartment"), name="matter_place"),
        ),
        migrations.AddConstraint(
            "matter",
            models.CheckConstraint(condition=models.Q(compartment__in=COMPARTMENTS), name="matter_compartment"),
        ),
    ]
