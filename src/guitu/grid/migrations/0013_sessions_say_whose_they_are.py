"""A session says whose login it is and why it was ended; logins that are open go on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MOVE = """
INSERT INTO grid_session (session_key, session_data, expire_date, ended)
SELECT session_key, session_data, expire_date, '' FROM django_session WHERE expire_date > now();
DELETE FROM django_session;
"""


class Migration(migrations.Migration):
    dependencies = [("grid", "0012_second_factors_and_guesses"), ("sessions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("ended", models.TextField(default="")),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunSQL(MOVE, reverse_sql=migrations.RunSQL.noop),
    ]
