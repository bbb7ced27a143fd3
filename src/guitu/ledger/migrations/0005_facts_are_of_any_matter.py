"""The table of facts is the ledger's: `casework/0021` renames it, here it is only said whose it is now."""

from uuid import uuid4

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_answers_are_sealed"), ("casework", "0021_facts_and_courses_are_of_any_matter"),
    ]  # fmt: skip

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Fact",
                    fields=[
                        ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                        ("county_id", models.TextField(db_collation="C")),
                        ("matter_id", models.UUIDField()),
                        ("scope_path", models.TextField(db_collation="C")),
                        ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                        ("happened_path", models.TextField(db_collation="C")),
                        ("kind", models.TextField()),
                        ("happened_on", models.DateField()),
                        ("happened_at", models.DateTimeField(null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("corrects", models.UUIDField(null=True)),
                        ("body", models.BinaryField()),
                        ("counted", models.JSONField(default=dict)),
                        ("note", models.BinaryField(null=True)),
                        ("post_id", models.UUIDField()),
                        ("policy", models.TextField(null=True)),
                        ("batch_id", models.UUIDField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["matter_id", "happened_on"], name="fact_of_matter"),
                            models.Index(fields=["county_id", "kind", "happened_on"], name="fact_kind"),
                            models.Index(
                                condition=models.Q(("batch_id__isnull", False)), fields=["batch_id"], name="fact_batch"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
