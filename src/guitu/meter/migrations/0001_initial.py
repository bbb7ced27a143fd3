"""What forms cost: sums of a county, and what was proposed of their fields. Nothing in here is of a post or a person."""

from uuid import uuid4

from django.db import migrations, models

from guitu.kit.rowsecurity import IN_COUNTY, secure

# Read by who sees the county; a town adds to the sums and, to add, must see the row that it adds to.
OURS = f"({IN_COUNTY})"
OFFICE = f"({IN_COUNTY} AND length(current_setting('guitu.lo', true)) = 6)"


def _columns(*given: tuple[str, models.Field]) -> list[tuple[str, models.Field]]:
    first = [
        ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
        ("county_id", models.TextField(db_collation="C")),
        ("form", models.TextField()),
    ]
    return [*first, *given]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("grid", "0016_areas_change")]

    operations = [
        migrations.CreateModel(
            name="FormUse",
            fields=_columns(
                ("role", models.TextField()), ("month", models.DateField()), ("sends", models.IntegerField()), ("shown", models.IntegerField()),
                ("filled", models.IntegerField()), ("touches", models.IntegerField()), ("seconds", models.IntegerField()),
            ),
            options={"constraints": [models.UniqueConstraint(fields=("county_id", "form", "role", "month"), name="form_use_of_month")]},
        ),
        migrations.CreateModel(
            name="FormField",
            fields=_columns(
                ("field", models.TextField()), ("shown", models.IntegerField()), ("filled", models.IntegerField()),
                ("first_on", models.DateField()), ("filled_on", models.DateField(null=True)), ("read_on", models.DateField(null=True)),
            ),
            options={"constraints": [models.UniqueConstraint(fields=("county_id", "form", "field"), name="form_field_once")]},
        ),
        migrations.CreateModel(
            name="DropProposal",
            fields=_columns(
                ("field", models.TextField()), ("state", models.TextField()), ("proposed_on", models.DateField()),
                ("proposed_person", models.UUIDField()), ("answered_on", models.DateField(null=True)), ("words", models.BinaryField()),
            ),
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county_id", "form", "field"), condition=models.Q(("state", "open")), name="one_open_proposal"
                    )
                ]
            },
        ),
        secure("meter_formuse", read=OURS),
        secure("meter_formfield", read=OURS),
        secure("meter_dropproposal", read=OFFICE),
    ]  # fmt: skip
