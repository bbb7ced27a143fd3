from django.db import migrations, models


class Migration(migrations.Migration):
    """The database took the document apart at every record, only to hand it out whole."""

    dependencies = [("casework", "0008_writing_one_row_looks_at_one_person")]

    operations = [migrations.AlterField("summary", "course", models.TextField())]
