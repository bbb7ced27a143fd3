"""A post is heard by a code as well: it was sent to the address of whoever holds it, and came back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("response", "0006_statements_of_a_month")]

    operations = [
        migrations.RemoveConstraint("heard", "heard_what"),
        migrations.AddConstraint("heard", models.CheckConstraint(condition=models.Q(what__in=("call", "drill", "code")), name="heard_what")),
    ]
