"""The table of courses is settling's: `casework/0021` renames it, here it is only said whose it is now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("casework", "0021_facts_and_courses_are_of_any_matter")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Summary",
                    fields=[
                        ("matter_id", models.UUIDField(primary_key=True, serialize=False)),
                        ("county_id", models.TextField(db_collation="C")),
                        ("scope_path", models.TextField(db_collation="C")),
                        ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                        ("course", models.BinaryField()),
                        ("folded_until", models.DateField()),
                        ("policy", models.TextField(default="")),
                        ("facts", models.IntegerField(default=0)),
                        ("closed", models.TextField(default="")),
                    ],
                ),
            ],
        ),
    ]
