"""Rows about a person had a key's own index beside one that begins with the same column: one of them goes.

A line of a roster is changed once, when it is taken in: room is left on its page, so that no index hears of it.
"""

import django.db.models.deletion
from django.db import migrations, models


def unindexed(model: str, field: str, to: str) -> migrations.AlterField:
    key = models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to=to)
    return migrations.AlterField(model_name=model, name=field, field=key)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_the_register_is_summed_beforehand"),
        ("people", "0004_search_tokens_beside_the_name"),
    ]

    operations = [
        unindexed("fact", "person", "people.person"),
        unindexed("measure", "person", "people.person"),
        unindexed("pointstransfer", "person", "people.person"),
        unindexed("importrow", "batch", "casework.importbatch"),
        migrations.RunSQL(
            "ALTER TABLE casework_importrow SET (fillfactor = 50)",
            reverse_sql="ALTER TABLE casework_importrow RESET (fillfactor)",
        ),
    ]
