"""A paper is noted as handed over: by who issues papers of its kind, or by the step of which it is the paper."""

from __future__ import annotations

from datetime import date

from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act
from guitu.ledger.lines import Change, changed
from guitu.papers.held import Held
from guitu.papers.words import SERVED
from guitu.rules.verdict import Reason


def serve(act: Act, paper: Held, on: date, how: str, words: str = "") -> None:
    """Write down when and how, with a line. Refuses one served or ended before, a day before it was issued or still to
    come, and a way that is none."""
    if paper.ended_on is not None:
        raise Refused(Reason("paper_is_ended"))
    if paper.served_on is not None:
        raise Refused(Reason("paper_is_served"))
    if on > act.on:
        raise Refused(Reason("in_the_future", {"on": on}), field="on")
    if on < paper.issued_on:
        raise Refused(Reason("paper_served_before", {"on": paper.issued_on}), field="on")
    if how not in SERVED:
        raise Refused(Reason("not_in_list", {"field": "how"}), field="how")
    sealed = seal("papers_paper|served_words", paper.id, words.strip() or None)
    run(
        "UPDATE papers_paper SET served_on = %s, served_how = %s, served_words = %s WHERE id = %s",
        [on, how, sealed, paper.id],
    )
    detail = {"served": on.isoformat(), "how": how}
    changed(act, [Change("paper", paper.id, paper.scope_path, paper.matter_id, detail, paper.compartment)])
