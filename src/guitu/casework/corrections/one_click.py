"""What one click wrote together: taking back what carried the rest takes the rest back too."""

from __future__ import annotations

from uuid import UUID

from guitu.casework import natural_persons
from guitu.casework.load import Case, live
from guitu.kit.database import rows
from guitu.rules import corrections
from guitu.rules.facts import Fact

_WITH_IT = (
    "SELECT f.id FROM ledger_fact f JOIN ledger_fact o ON o.matter_id = f.matter_id AND o.batch_id = f.batch_id"
    " WHERE o.id = ANY(%s)"
)


def written_with(held: Case, gone: Fact) -> list[Fact]:
    """The records that stand, lean on this one, and came from the same click; what came later is not among them."""
    leaning = corrections.leaning_on(gone, live(held.facts))
    if not leaning:
        return []
    asked = [UUID(fact) for fact in natural_persons.versions(held, gone)]
    together = {str(fact) for (fact,) in rows(_WITH_IT, [asked])}
    return [fact for fact in leaning if together.intersection(natural_persons.versions(held, fact))]
