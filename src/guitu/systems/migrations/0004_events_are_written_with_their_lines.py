"""An event goes into the outbox with the line of the ledger that it tells of, in the same transaction: none is lost, none is
told of what was undone. Who writes the line need not know who listens."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, function, in_area, secure

HERE = f"({IN_COUNTY} AND {in_area()})"
TELL = """
BEGIN
  INSERT INTO systems_event (id, county_id, scope_path, subscription_id, kind, object_id, matter_id, at, next_at, tries)
    SELECT gen_random_uuid(), n.county_id, s.scope_path, s.id, n.object_kind, n.object_id, n.matter_id, n.at, n.at, 0
    FROM written n JOIN systems_subscription s ON s.county_id = n.county_id AND s.ended_at IS NULL
      AND n.scope_path >= s.scope_path AND n.scope_path < s.scope_path || ':' AND n.object_kind = ANY(s.kinds);
  RETURN NULL;
END
"""


class Migration(migrations.Migration):
    dependencies = [("systems", "0003_subscriptions"), ("ledger", "0004_answers_are_sealed")]

    operations = [
        secure("systems_subscription", read=HERE),
        secure("systems_event", read=HERE, add=False),
        function("systems_tell", "", "trigger", TELL, granted=False),
        migrations.RunSQL(
            "CREATE TRIGGER systems_tell AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS written"
            " FOR EACH STATEMENT EXECUTE FUNCTION systems_tell()",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
