from django.db import migrations, models


class Migration(migrations.Migration):
    """Row security asks for the people of a post once per table of a query; with their places in the index the table
    itself is not looked at."""

    dependencies = [("people", "0004_search_tokens_beside_the_name")]

    operations = [
        migrations.RemoveIndex("assignment", "assignment_post"),
        migrations.AddIndex(
            "assignment",
            models.Index(
                fields=["post_id", "person"],
                include=["scope_path"],
                name="assignment_post",
                condition=models.Q(until_on__isnull=True),
            ),
        ),
    ]
