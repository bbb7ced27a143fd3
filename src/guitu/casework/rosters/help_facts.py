"""What a row says of work, low income and insurance, as facts of the day of the import: told, by a roster, and no more than that."""

from __future__ import annotations

from guitu.casework.rosters.measure_facts import CUSTODY, OFF_THE_BOOK
from guitu.casework.rosters.story import Story
from guitu.casework.rosters.vocabulary import EMPLOYMENT

# GB/T 2261.4: of these somebody works; students are at school; the rest says nothing of today.
AT_WORK = frozenset({"11", "13", "17", "21", "24", "27", "37", "51", "54"})
STUDENT = "31"
INSIDE = (*CUSTODY, "compulsory_isolation")
SOURCE = "名册"


def tell_help(story: Story) -> None:
    """So that the first rates exist on the day of the import. Since when, a roster does not say: known from that day on.

    Of somebody who is inside, or has left the book, what the sheet says of work and aid is of another time: not taken over.
    """
    values, on = story.values, story.on
    if values.get("state") in (*OFF_THE_BOOK, *INSIDE) or (values.get("measure_kind") == "compulsory_isolation" and "state" not in values):
        return
    code = values.get("employment")
    if code in AT_WORK:
        story.add("job_started", on, route="found", job_proof="told", note=_said(EMPLOYMENT[code].split()[0], values.get("workplace")))
    elif code == STUDENT:
        story.add("work_excluded", on, exclusion="study", note=SOURCE)
    if values.get("has_allowance"):
        story.add("aid_received", on, aid="low_income", aid_proof="told", note=SOURCE)
    if values.get("is_insured"):
        story.add("insurance_started", on, insurance="unsaid", insurance_proof="told", note=SOURCE)


def _said(*parts: str | None) -> str:
    return f"{SOURCE}：{'，'.join(part.strip() for part in parts if part and part.strip())}"
