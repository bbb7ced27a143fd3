"""Somebody of the sample answers by a link of their number, once, by functions of the owner (ADR 0065). What is kept is what an
interviewer would have noted: how many were right, how satisfied, whether they took part."""

from django.db import migrations, models

from guitu.kit.rowsecurity import function, seeing_every_row

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
    ]
