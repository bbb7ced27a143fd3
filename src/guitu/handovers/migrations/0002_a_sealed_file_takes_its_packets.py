"""A file that is sealed takes with it what the facility had told of the person: until now a packet stayed for its days after the
close of the handover, and for ever where nobody closed it."""

from django.db import migrations

from guitu.kit.rowsecurity import function

LET_GO = """
BEGIN
  IF current_setting('guitu.sealing', true) = '1' AND OLD.person_id IS NOT NULL AND NEW.person_id IS NULL THEN
    UPDATE handovers_packet SET body = NULL WHERE matter_id = OLD.id AND body IS NOT NULL;
    NEW.number_index := NULL;
  END IF;
  RETURN NEW;
END
"""


class Migration(migrations.Migration):
    dependencies = [("handovers", "0001_initial")]

    operations = [
        function("handovers_let_go", "", "trigger", LET_GO, granted=False),
        migrations.RunSQL(
            "CREATE TRIGGER handovers_handover_let_go BEFORE UPDATE OF person_id ON handovers_handover"
            " FOR EACH ROW EXECUTE FUNCTION handovers_let_go()",
            "DROP TRIGGER handovers_handover_let_go ON handovers_handover",
        ),
    ]
