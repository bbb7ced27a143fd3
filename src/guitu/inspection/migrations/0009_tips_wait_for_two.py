"""How many tips wait for each post of an account: what its human being has not looked at yet, and what two people found worth
following and nobody has answered. The line of the menu counts them; the list says by when."""

from django.db import migrations

from guitu.kit.rowsecurity import function

LOOKS = "(SELECT count(DISTINCT l.natural_person_id) FROM inspection_tiplook l WHERE l.tip_id = t.id AND l.look = '{look}')"
WAITING = f"""
BEGIN RETURN (SELECT jsonb_object_agg(f.post_id, f.n) FROM (SELECT h.post_id,
  (SELECT count(*) FROM (SELECT FROM inspection_tip t WHERE t.county_id = p.county_id AND starts_with(t.scope_path, p.path) AND t.outcome = ''
    AND {LOOKS.format(look="nothing")} < 2 AND ({LOOKS.format(look="follow")} >= 2
      OR NOT EXISTS (SELECT FROM inspection_tiplook l WHERE l.tip_id = t.id AND l.natural_person_id = a.natural_person_id)) LIMIT 100) few) AS n
  FROM grid_holding h JOIN grid_post p ON p.id = h.post_id AND p.closed_on IS NULL JOIN grid_account a ON a.id = h.account_id
  WHERE h.account_id = asked AND h.from_on <= CURRENT_DATE AND (h.until_on IS NULL OR h.until_on > CURRENT_DATE)) f WHERE f.n > 0); END
"""


class Migration(migrations.Migration):
    dependencies = [("inspection", "0008_self_checks"), ("grid", "0015_staff")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX tip_open ON inspection_tip (county_id, scope_path) WHERE outcome = ''", "DROP INDEX tip_open"
        ),
        function("inspection_tips_waiting", "asked uuid", "jsonb", WAITING),
    ]
