from django.db import migrations, models


class Migration(migrations.Migration):
    """A digest says that they follow as they were written; empty, they are read once more and it is kept."""

    dependencies = [("casework", "0009_the_summary_is_read_whole")]

    operations = [migrations.AddField("summary", "closed", models.TextField(default=""))]
