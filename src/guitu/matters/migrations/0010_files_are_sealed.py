"""A file that has ended is sealed on its day: its days, and what lies under the seal.

Row security of every table that hangs on a matter asks `matters_ending`, and functions of the owner alone reach what is
sealed: both in `casework` 0023, when all tables are there.
"""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, POST, append_only, in_area, secure
from guitu.matters.rowsecurity import hang_on_matter, sees_whole

TEAMS = import_module("guitu.matters.migrations.0009_files_follow_their_area").TEAMS
OF_COUNTY = f"({IN_COUNTY} AND length(current_setting('guitu.lo', true)) <= 6 AND {in_area()} AND {sees_whole('people')})"
MINE = f"(post_id = {POST} OR {IN_COUNTY} AND length(current_setting('guitu.lo', true)) <= 6 AND {sees_whole('people')})"


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0009_files_follow_their_area'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedBody',
            fields=[
                ('file_id', models.UUIDField(primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('data', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('matter_id', models.UUIDField(primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('compartment', models.TextField(db_collation='C', default='people', db_default='people')),
                ('restricted_on', models.DateField()),
                ('archived_on', models.DateField(null=True)),
                ('sealed_on', models.DateField(null=True)),
                ('checked_at', models.DateTimeField()),
                ('checked_post', models.UUIDField()),
                ('checked_person', models.UUIDField()),
                ('confirmed_person', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['county_id', 'sealed_on'], name='ending_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('checked_person', models.F('confirmed_person')), _negated=True), ('confirmed_person__isnull', True), _connector='OR'), name='exit_checked_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('subject_id', models.UUIDField()),
                ('why', models.TextField()),
                ('words', models.BinaryField()),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('post_id', models.UUIDField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('county_id', 'subject_id'), name='one_hold_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('scope_path', models.TextField(db_collation='C')),
                ('checked_on', models.DateField()),
                ('due_on', models.DateField()),
                ('sealed_at', models.DateTimeField()),
                ('destroy_on', models.DateField(null=True)),
                ('destroyed_at', models.DateTimeField(null=True)),
                ('found_by', models.BinaryField(null=True)),
                ('hold_days', models.IntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['county_id', 'sealed_at'], name='sealed_in_month')],
            },
        ),
        migrations.CreateModel(
            name='Unsealing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('approval_id', models.UUIDField()),
                ('post_id', models.UUIDField()),
                ('ground', models.TextField()),
                ('document', models.BinaryField()),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unsealings', to='matters.sealedfile')),
            ],
        ),
        migrations.CreateModel(
            name='SealedLook',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('county_id', models.TextField(db_collation='C')),
                ('at', models.DateTimeField()),
                ('post_id', models.UUIDField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='matters.sealedfile')),
                ('unsealing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='matters.unsealing')),
            ],
        ),
        migrations.AddConstraint(
            model_name='unsealing',
            constraint=models.UniqueConstraint(fields=('county_id', 'approval_id'), name='one_unsealing_per_approval'),
        ),
        # The days of a file say nothing of anybody; all of the county compare them with today.
        secure("matters_ending", read=IN_COUNTY, write=OF_COUNTY, remove=True),
        hang_on_matter("matters_ending"),
        secure("matters_sealedfile", read=OF_COUNTY, add=False, change=False),
        secure("matters_sealedbody", read="false", add=False, change=False),
        secure("matters_hold", read=OF_COUNTY),
        secure("matters_unsealing", read=MINE, write=f"({IN_COUNTY} AND post_id = {POST})", change=False),
        append_only("matters_unsealing"),
        secure("matters_sealedlook", read=MINE, add=False, change=False),
        append_only("matters_sealedlook"),
        # as 0009 has it, with what hangs on no matter any more
        follow_areas("matters", follow_path("matters_matter"), TEAMS, follow_path("matters_sealedfile"), follow_path("matters_hold")),
    ]
