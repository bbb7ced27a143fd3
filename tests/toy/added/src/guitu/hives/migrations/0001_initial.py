"""A hive is seen as its matter is."""

from uuid import uuid4

from django.db import migrations, models

from guitu.matters.rowsecurity import hang_on_matter, secure_matter


class Migration(migrations.Migration):
    initial = True
    dependencies = [("matters", "0008_where_a_matter_stands")]

    operations = [
        migrations.CreateModel(
            name="Hive",
            fields=[
                ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="venues", default="venues")),
                ("number", models.IntegerField()),
            ],
        ),
        secure_matter("hives_hive", compartment="venues", column="id", change=False),
        hang_on_matter("hives_hive", compartment="venues", column="id"),
    ]
