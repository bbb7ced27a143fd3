"""A wish on a card that names nobody (微心愿). It hangs on the need, is found by its code alone, and is gone when the person's file is
sealed: the hand that seals takes the number out of the need, and the card with it."""

import uuid

from django.db import migrations, models

from guitu.kit.rowsecurity import function
from guitu.matters.rowsecurity import hang_on_matter, secure_matter

OF = """
  SELECT c.id, c.county_id, c.scope_path, c.need_id, c.words, c.bring_to, c.taken_at IS NOT NULL, c.received_at IS NOT NULL, m.state, c.thanks
    FROM casework_wishcard c JOIN matters_matter m ON m.id = c.need_id WHERE c.code_hash = asked_code AND c.withdrawn_at IS NULL
"""
ROW = (
    "id uuid, county_id text, scope_path text, need_id uuid, words bytea, bring_to bytea, taken boolean, received boolean, need_state text,"
    " thanks bytea"
)
FORGETS = """
BEGIN
  IF OLD.person_id IS NOT NULL AND NEW.person_id IS NULL THEN DELETE FROM casework_wishcard WHERE need_id = NEW.id; END IF;
  RETURN NULL;
END
"""


def _text(name: str) -> tuple[str, models.TextField]:
    return (name, models.TextField(db_collation="C"))


class Migration(migrations.Migration):
    dependencies = [("casework", "0035_samples_beside_one_another")]

    operations = [
        migrations.CreateModel(
            name="WishCard",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)), _text("county_id"), _text("scope_path"),
                ("compartment", models.TextField(db_collation="C", db_default="offices", default="offices")), ("need_id", models.UUIDField()),
                ("code_hash", models.BinaryField()), ("code", models.BinaryField()), ("words", models.BinaryField()),
                ("bring_to", models.BinaryField()), ("made_at", models.DateTimeField()), ("taken_at", models.DateTimeField(null=True)),
                ("giver", models.BinaryField(null=True)), ("received_at", models.DateTimeField(null=True)),
                ("thanks", models.BinaryField(null=True)), ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["code_hash"], name="wish_card_by_code")],
                "constraints": [
                    models.UniqueConstraint(fields=["county_id", "code_hash"], name="wish_card_code_once"),
                    models.UniqueConstraint(fields=["county_id", "need_id"], condition=models.Q(withdrawn_at__isnull=True), name="one_wish_card"),
                    models.CheckConstraint(condition=models.Q(received_at__isnull=True) | models.Q(taken_at__isnull=False), name="wish_taken_first"),
                ],
            },
        ),
        secure_matter("casework_wishcard", compartment="offices", column="need_id"),
        hang_on_matter("casework_wishcard", compartment="offices", column="need_id"),
        function("casework_wish_of", "asked_code bytea", f"TABLE ({ROW})", OF),
        function("casework_wish_forgets", "", "trigger", FORGETS, granted=False),
        migrations.RunSQL(
            "CREATE TRIGGER casework_wish_forgets AFTER UPDATE OF person_id ON casework_need FOR EACH ROW EXECUTE FUNCTION casework_wish_forgets()",
            migrations.RunSQL.noop,
        ),
    ]  # fmt: skip
