"""What hangs on a matter is seen as the matter is; numbers are drawn for one's own body; a county's templates are its own."""

from django.db import migrations

from guitu.kit.rowsecurity import IN_COUNTY, POST, in_area, secure, seeing_every_row
from guitu.matters.rowsecurity import hang_on_matter, secure_matter

WHOLE = "current_setting('guitu.whole', true) = '1'"
COUNTY_LEVEL = f"(county_id = current_setting('guitu.lo', true) AND {WHOLE})"
MY_BODY = f"({IN_COUNTY} AND body_id IN (SELECT p.body_id FROM grid_post p WHERE p.id = {POST}))"
MINE = f"({in_area()} AND ({WHOLE} OR post_id = {POST}))"
HANGING = ("papers_paper", "papers_file", "papers_content", "papers_letter")


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("matters", "0002_parts"), ("grid", "0002_row_security")]

    operations = [
        seeing_every_row(),
        # What is printed from the pack is kept by whoever prints it first; the office's own are the county's.
        secure("papers_template", read=IN_COUNTY, write=f"{IN_COUNTY} AND (origin = 'pack' OR {COUNTY_LEVEL})"),
        secure("papers_series", read=MY_BODY),
        secure("papers_print", read=MINE),
        *[secure_matter(table) for table in ("papers_paper", "papers_letter")],
        *[secure_matter(table, change=False) for table in ("papers_file", "papers_content")],
        *[hang_on_matter(table) for table in HANGING],
    ]
