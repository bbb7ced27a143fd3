"""心理咨询记录: seen by the post that is the file's counsellor and by no other, whatever its role sees whole."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import POST, append_only, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, hide_ended, let_go_when_sealed

COUNSELLOR = (
    f"({in_area()} AND matter_id = ANY (ARRAY(SELECT p.matter_id FROM matters_part p WHERE p.post_id = {POST}"
    " AND p.until_on IS NULL AND NOT p.beyond AND p.part = 'counsellor')))"
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0023_ended_files_are_sealed"), ("matters", "0010_files_are_sealed")]

    operations = [
        migrations.CreateModel(
            name="Confided",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("compartment", models.TextField(db_collation="C", db_default="people", default="people")),
                ("matter_id", models.UUIDField()),
                ("post_id", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("body", models.BinaryField()),
            ],
            options={"indexes": [models.Index(fields=["matter_id", "recorded_at"], name="confided_of_matter")]},
        ),
        seeing_every_row(),
        secure("casework_confided", read=COUNSELLOR, write=f"{COUNSELLOR} AND post_id = {POST}", change=False),
        hang_on_matter("casework_confided", compartment="people"),
        append_only("casework_confided", movable=("scope_path",)),
        *let_go_when_sealed("casework_confided"),
        *hide_ended(casework_confided="matter_id"),
    ]
