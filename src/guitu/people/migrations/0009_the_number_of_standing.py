from django.db import migrations


class Migration(migrations.Migration):
    """The random number that links a person to spans of standing is called what it is."""

    dependencies = [("people", "0008_a_file_is_a_matter")]

    operations = [migrations.RenameField("person", "subject", "standing_no")]
