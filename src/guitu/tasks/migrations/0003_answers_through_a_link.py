"""A step done without an account names the link and who signed; a file may come with it, sealed, as the task is seen."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import append_only, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, secure_matter


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0002_row_security'),
        ('matters', '0006_labels_are_sealed'),
    ]

    operations = [
        seeing_every_row(),
        migrations.AddField(
            model_name='step',
            name='link_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='step',
            name='signed',
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('compartment', models.TextField(db_collation='C', db_default='offices', default='offices')),
                ('matter_id', models.UUIDField()),
                ('step_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('media_type', models.TextField()),
                ('pages', models.IntegerField()),
                ('data', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county_id', 'step_id'), name='task_file_of_step')],
            },
        ),
        secure_matter("tasks_file", compartment="offices", change=False),
        hang_on_matter("tasks_file", compartment="offices"),
        append_only("tasks_file", movable=("scope_path",)),
    ]
