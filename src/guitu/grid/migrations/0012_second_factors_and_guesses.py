"""Second factors and counted guesses are ours; the tables of the packages that did it before go, they were empty."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GONE = (
    "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog", "axes_accessattemptexpiration", "mfa_authenticator",
    "account_emailconfirmation", "account_emailaddress",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("grid", "0011_ceilings_and_letters")]

    operations = [
        migrations.CreateModel(
            name="Factor",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("secret", models.BinaryField(null=True)),
                ("next_secret", models.BinaryField(null=True)),
                ("last_step", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Guess",
            fields=[
                ("key", models.BinaryField(primary_key=True, serialize=False)),
                ("tries", django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
                ("forget_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["forget_at"], name="guess_forget")]},
        ),
        migrations.RunSQL(
            "; ".join(f"DROP TABLE IF EXISTS {table} CASCADE" for table in GONE), reverse_sql=migrations.RunSQL.noop
        ),
    ]
