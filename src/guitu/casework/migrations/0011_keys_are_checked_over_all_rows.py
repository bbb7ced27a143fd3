"""Keys that were added while the owner saw no row are checked again over all rows; what moves a file looks at who receives it.

If this stops with the name of a key, a row points where nothing is: the message names its table and values.
"""

from django.db import migrations

from guitu.kit.rowsecurity import check_keys_again, seeing_every_row


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0010_closed_duties_are_not_read_again"),
        ("duties", "0005_open_duties_are_summed_beforehand"),
        ("grid", "0007_administrators_are_different_people"),
        ("people", "0006_words_of_a_look_are_sealed"),
    ]

    operations = [seeing_every_row(), check_keys_again()]
