"""Places that hold goods which are watched have a stock book: the row by which its list is read."""

from django.db import migrations, models

from guitu.matters.rowsecurity import hang_on_matter, hide_ended, secure_matter


class Migration(migrations.Migration):
    dependencies = [("inspection", "0002_ended_files_are_hidden"), ("matters", "0010_files_are_sealed")]

    operations = [
        migrations.CreateModel(
            name="Stockbook",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="venues", default="venues")),
                ("grade", models.TextField()),
                ("goods", models.TextField()),
                ("stages", models.TextField()),
                ("paper_until", models.DateField(null=True)),
                ("missing", models.TextField()),
                ("count_by", models.DateField(null=True)),
                ("counted_on", models.DateField(null=True)),
                ("differs", models.BooleanField()),
                ("report_by", models.DateField(null=True)),
                ("sales", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "scope_path", "id"], name="stockbook_by_place")],
            },
        ),
        secure_matter("inspection_stockbook", compartment="venues", column="id", remove=True),
        hang_on_matter("inspection_stockbook", compartment="venues", column="id"),
        *hide_ended(inspection_stockbook="id"),
    ]
