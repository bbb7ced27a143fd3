"""Somebody of the sample answers by a link of their number, once, by functions of the owner (ADR 0065). What is kept is what an
interviewer would have noted: how many were right, how satisfied, whether they took part. And the register of what went out."""

import uuid

from django.db import migrations, models

from guitu.grid.following import follow_areas, follow_path
from guitu.kit.rowsecurity import IN_COUNTY, function, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import sees_whole

SURVEY = (
    "SELECT v.id, v.county_id, v.scope_path, v.words, v.from_on, v.until_on, v.published_on, v.seed, p.outcome FROM prevention_sampled p"
    " JOIN prevention_survey v ON v.id = p.survey_id WHERE p.link_hash = asked_link"
)
SURVEY_ROW = "id uuid, county text, path text, words bytea, from_on date, until_on date, published_on date, seed text, outcome text"
ANSWER = """
DECLARE p record; v record;
BEGIN
  SELECT f.id, f.survey_id, f.outcome INTO p FROM prevention_sampled f WHERE f.link_hash = asked_link FOR UPDATE;
  IF p.id IS NULL THEN RETURN 'none'; END IF;
  SELECT f.from_on, f.until_on, f.published_on INTO v FROM prevention_survey f WHERE f.id = p.survey_id FOR SHARE;
  IF v.published_on IS NOT NULL OR moment < v.from_on OR moment > v.until_on THEN RETURN 'over'; END IF;
  IF p.outcome <> '' THEN RETURN 'answered'; END IF;
  UPDATE prevention_sampled f SET outcome = said, way = 'link', "right" = n_right, satisfied = step, took_part = part WHERE f.id = p.id;
  RETURN 'kept';
END
"""


class Migration(migrations.Migration):
    dependencies = [("prevention", "0007_programmes")]

    operations = [
        seeing_every_row(),
        migrations.AddField("sampled", "link_hash", models.BinaryField(null=True)),
        migrations.AddIndex("sampled", models.Index(fields=["link_hash"], name="prevention_sampled_link")),
        function("prevention_survey_of", "asked_link bytea", f"TABLE ({SURVEY_ROW})", SURVEY),
        function(
            "prevention_answer_survey", "asked_link bytea, said text, n_right integer, step integer, part boolean, moment date", "text", ANSWER
        ),
        migrations.CreateModel(
            name="Airing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("county_id", models.TextField(db_collation="C")),
                ("scope_path", models.TextField(db_collation="C")),
                ("channel", models.TextField()),
                ("audience", models.TextField()),
                ("day_on", models.DateField()),
                ("times", models.IntegerField()),
                ("taken_back_on", models.DateField(null=True)),
                ("words", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["county_id", "day_on"], name="prevention_airing_of_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            channel__in=("sms", "tv", "radio", "newspaper", "screen", "account"), audience__in=("public", "staff", "in_recovery"), times__gte=1
                        ),
                        name="prevention_airing_channel",
                    )
                ],
            },
        ),
        secure("prevention_airing", read=f"({IN_COUNTY} AND {in_area()} AND {sees_whole('units')})"),
        follow_areas("prevention_programmes", *(follow_path(table, "scope_path") for table in ("prevention_programme", "prevention_airing"))),
    ]
