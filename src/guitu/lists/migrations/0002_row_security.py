"""Habits and bulk acts are seen by the post they are of, and by nobody else; habits come with the session, before anybody
acts."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, POST, function, secure

_MINE = f"({IN_COUNTY} AND post_id = {POST})"
_HABITS = (
    "BEGIN RETURN (SELECT jsonb_agg(jsonb_build_array(k.post_id, k.list, encode(k.query, 'hex'), encode(k.body, 'hex')))"
    " FROM lists_habit k WHERE k.account_id = asked); END"
)


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_initial")]

    operations = [
        secure("lists_habit", read=_MINE),
        secure("lists_bulk", read=_MINE),
        secure("lists_bulkanswer", read=_MINE, change=False),
        function("lists_habits_of", "asked uuid", "jsonb", _HABITS),
    ]
