"""Units stand in a round of a year; jurors vote with reasons and see no other's vote before it is decided; then anybody reads the
result with its reasons, by a function of the owner (ADR 0065)."""

import uuid

from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, POST, function, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import sees_whole

WHOLE = sees_whole("units")
HERE = f"({IN_COUNTY} AND {in_area()} AND {WHOLE})"
JUDGING = (  # a round that is not decided, in which the acting post is a juror
    "EXISTS (SELECT FROM prevention_selectionjuror j JOIN prevention_selection s ON s.id = j.selection_id"
    f" WHERE j.selection_id = prevention_vote.selection_id AND j.post_id = {POST} AND s.decided_on IS NULL)"
)
RESULT_ROW = "title text, decided_on date, candidate uuid, name text, is_chosen boolean, votes_for integer, votes integer, words bytea"
RESULT = (
    "SELECT s.title, s.decided_on, c.id, c.name, c.is_chosen, c.votes_for, c.votes, c.words FROM prevention_selection s"
    " JOIN prevention_candidate c ON c.selection_id = s.id WHERE s.code = asked_code AND s.decided_on IS NOT NULL"
    " ORDER BY c.is_chosen DESC, c.scope_path, c.name"
)


def _columns(*columns: tuple[str, models.Field]) -> list[tuple[str, models.Field]]:
    first = [("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)), ("county_id", models.TextField(db_collation="C"))]
    return [*first, *columns]


class Migration(migrations.Migration):
    dependencies = [("prevention", "0008_links_and_airings")]

    operations = [
        seeing_every_row(),
        migrations.CreateModel(
            name="Selection",
            fields=_columns(
                ("scope_path", models.TextField(db_collation="C")), ("title", models.TextField()), ("opened_on", models.DateField()),
                ("closes_on", models.DateField()), ("decided_on", models.DateField(null=True)), ("code", models.TextField()),
            ),
            options={"constraints": [models.UniqueConstraint(fields=["county_id", "code"], name="prevention_selection_of_code")]},
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=_columns(
                ("scope_path", models.TextField(db_collation="C")), ("selection_id", models.UUIDField()), ("unit_id", models.UUIDField()),
                ("name", models.TextField()), ("is_chosen", models.BooleanField(null=True)), ("votes_for", models.IntegerField(null=True)),
                ("votes", models.IntegerField(null=True)), ("words", models.BinaryField(null=True)),
            ),
            options={
                "indexes": [models.Index(fields=["selection_id"], name="prevention_candidate_in")],
                "constraints": [models.UniqueConstraint(fields=["county_id", "selection_id", "unit_id"], name="prevention_candidate_once")],
            },
        ),
        migrations.CreateModel(
            name="SelectionJuror",
            fields=_columns(
                ("selection_id", models.UUIDField()), ("post_id", models.UUIDField()), ("path", models.TextField(db_collation="C")),
                ("named_on", models.DateField()),
            ),
            options={
                "constraints": [models.UniqueConstraint(fields=["county_id", "selection_id", "post_id"], name="prevention_selectionjuror_once")]
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=_columns(
                ("selection_id", models.UUIDField()), ("candidate_id", models.UUIDField()), ("post_id", models.UUIDField()),
                ("is_conflict", models.BooleanField(default=False)), ("is_for", models.BooleanField(null=True)), ("at", models.DateTimeField()),
                ("words", models.BinaryField()),
            ),
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["county_id", "candidate_id", "post_id"], name="prevention_vote_once"),
                    models.CheckConstraint(
                        condition=models.Q(is_conflict=True, is_for__isnull=True) | models.Q(is_conflict=False, is_for__isnull=False),
                        name="prevention_vote_whole",
                    ),
                ]
            },
        ),
        secure("prevention_selection", read=IN_COUNTY, write=HERE),
        secure("prevention_candidate", read=IN_COUNTY, write=HERE),
        secure("prevention_selectionjuror", read=IN_COUNTY, write=f"({IN_COUNTY} AND {WHOLE})"),
        secure("prevention_vote", read=f"(post_id = {POST} OR ({IN_COUNTY} AND {WHOLE} AND NOT {JUDGING}))", write=f"({IN_COUNTY} AND post_id = {POST})"),
        function("prevention_selection_of", "asked_code text", f"TABLE ({RESULT_ROW})", RESULT),
        follow_areas(
            "prevention_selections", *(follow_path(table, "scope_path") for table in ("prevention_selection", "prevention_candidate")),
            follow_path("prevention_selectionjuror", "path"),
        ),
    ]
