"""A call names whom it is about; when that file is sealed it names nobody any more. Refused before, it stopped the sealing."""

from django.db import migrations

from guitu.matters.rowsecurity import let_go_when_sealed


class Migration(migrations.Migration):
    dependencies = [("response", "0002_ended_files_are_hidden")]

    operations = let_go_when_sealed("response_call")
