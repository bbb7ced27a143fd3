from django.db import migrations

from guitu.kit.rowsecurity import own, secure


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial"), ("people", "0002_row_security")]

    operations = [secure("duties_duty", read=own(), remove=True)]
