"""A link is seen as its matter is, and made by who sees the matter by the house's own right. Whoever knocks has no
account and no post: three functions of the owner answer, and nothing else is open to a transaction that says nobody."""

from django.db import migrations

from guitu.kit.rowsecurity import POST, append_only, function, secure
from guitu.matters.rowsecurity import hang_on_matter, on_matter

OWN = on_matter(beyond=False)  # not by a link, which has a part from beyond
OPENINGS = "(link_id IN (SELECT l.id FROM links_link l))"

FOUND = (
    "link uuid, county text, matter uuid, path text, room text, kind text, made_post uuid, made_person uuid,"
    " expires_at timestamptz, shown bytea"
)
# Whether the one who made it is still at that post: a link does not outlive the right to give it.
IS_MAKERS = (
    "EXISTS (SELECT FROM grid_holding h JOIN grid_post p ON p.id = h.post_id WHERE h.post_id = l.made_post"
    " AND h.natural_person_id = l.made_person AND p.closed_on IS NULL AND h.from_on <= ((asked_at AT TIME ZONE 'Asia/Shanghai')::date)"
    " AND (h.until_on IS NULL OR h.until_on > ((asked_at AT TIME ZONE 'Asia/Shanghai')::date)))"
)
IS_OPEN = "EXISTS (SELECT FROM matters_matter m WHERE m.id = l.matter_id AND m.sealed_at IS NULL AND m.closed_at IS NULL)"
ROW = (
    "SELECT l.id, l.county_id, l.matter_id, l.scope_path, l.compartment, l.kind, l.made_post, l.made_person, l.expires_at,"
    " l.shown FROM links_link l"
)
# The same work whatever the answer: one link looked for, its knocks counted, one line written.
ENTER = f"""
DECLARE l record; lost integer; opened integer; said text;
BEGIN
  SELECT * INTO l FROM links_link f WHERE f.token_hash = asked_token FOR UPDATE;
  SELECT count(*) FILTER (WHERE o.outcome = 'wrong_code'), count(*) FILTER (WHERE o.outcome = 'opened') INTO lost, opened
    FROM links_opening o WHERE o.link_id = coalesce(l.id, '00000000-0000-0000-0000-000000000000');
  said := CASE
    WHEN l.id IS NULL THEN 'unknown'
    WHEN l.answered_at IS NOT NULL THEN 'spent'
    WHEN l.withdrawn_at IS NOT NULL THEN 'withdrawn'
    WHEN asked_at >= l.expires_at THEN 'expired'
    WHEN lost >= l.tries THEN 'locked'
    WHEN l.code_hash <> asked_code THEN 'wrong_code'
    WHEN opened >= l.openings THEN 'used_up'
    WHEN NOT {IS_MAKERS} THEN 'maker_left'
    WHEN NOT {IS_OPEN} THEN 'over'
    ELSE 'opened' END;
  INSERT INTO links_opening (id, county_id, link_id, at, outcome, secret_hash, net) VALUES
    (gen_random_uuid(), coalesce(l.county_id, ''), l.id, asked_at, said, CASE WHEN said = 'opened' THEN new_secret END, asked_net);
  IF said = 'opened' THEN
    RETURN QUERY {ROW} WHERE l.id = (SELECT o.link_id FROM links_opening o WHERE o.secret_hash = new_secret);
  END IF;
END
"""
STILL = (
    f"JOIN links_opening o ON o.link_id = l.id WHERE o.secret_hash = asked_secret AND o.outcome = 'opened'"
    f" AND o.at > asked_at - make_interval(mins => l.visit_minutes) AND l.answered_at IS NULL AND l.withdrawn_at IS NULL"
    f" AND asked_at < l.expires_at AND {IS_MAKERS} AND {IS_OPEN}"
)
# Spent once: the link is held, and whoever waits for it finds it spent.
SPEND = f"""
DECLARE found uuid;
BEGIN
  SELECT l.id INTO found FROM links_link l {STILL} FOR UPDATE OF l;
  IF found IS NULL OR found IS DISTINCT FROM {POST} THEN RETURN false; END IF;
  UPDATE links_link SET answered_at = asked_at WHERE id = found;
  INSERT INTO links_opening (id, county_id, link_id, at, outcome, net)
    SELECT gen_random_uuid(), l.county_id, l.id, asked_at, 'answered', o.net
    FROM links_link l JOIN links_opening o ON o.link_id = l.id WHERE o.secret_hash = asked_secret;
  RETURN true;
END
"""


class Migration(migrations.Migration):
    dependencies = [("links", "0001_initial"), ("matters", "0006_labels_are_sealed"), ("grid", "0013_sessions_say_whose_they_are")]

    operations = [
        migrations.RunSQL("SELECT set_config('guitu.definer', 'links 0002', true)", migrations.RunSQL.noop),  # keys see every row
        secure("links_link", read=on_matter(), write=OWN),
        hang_on_matter("links_link"),
        append_only("links_link", movable=("scope_path", "withdrawn_at", "answered_at")),
        secure("links_opening", read=OPENINGS, add=False, change=False),
        append_only("links_opening"),
        function(
            "links_enter",
            "asked_token bytea, asked_code bytea, asked_net bytea, new_secret bytea, asked_at timestamptz",
            f"TABLE ({FOUND})",
            ENTER,
        ),
        function(
            "links_entered", "asked_secret bytea, asked_at timestamptz", f"TABLE ({FOUND})", f"{ROW} {STILL}"
        ),
        function("links_spend", "asked_secret bytea, asked_at timestamptz", "boolean", SPEND),
    ]
