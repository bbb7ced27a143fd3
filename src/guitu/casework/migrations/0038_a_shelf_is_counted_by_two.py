"""What is on the shelf is counted by one human being and counted again by another; what is missing or too much is a line of the books."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import IN_COUNTY, secure


def _text(name: str) -> tuple[str, models.TextField]:
    return (name, models.TextField(db_collation="C"))


class Migration(migrations.Migration):
    dependencies = [("casework", "0037_a_wish_on_a_card")]

    operations = [
        migrations.CreateModel(
            name="StockCount",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)), _text("county_id"), ("good_id", models.UUIDField()),
                ("expected", models.IntegerField()), ("counted", models.IntegerField()), ("words", models.BinaryField(null=True)),
                ("counted_at", models.DateTimeField()), ("counted_by", models.UUIDField()), ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)), ("agreed", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["county_id", "good_id"], condition=models.Q(answered_at__isnull=True), name="one_count_waits"),
                    models.CheckConstraint(condition=models.Q(counted__gte=0, expected__gte=0), name="count_of_pieces"),
                    models.CheckConstraint(
                        condition=~models.Q(agreed=True) | ~models.Q(counted_by=models.F("answered_by")), name="counted_by_two"
                    ),
                ],
            },
        ),
        secure("casework_stockcount", read=IN_COUNTY),
    ]  # fmt: skip
