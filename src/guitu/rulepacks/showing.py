"""A draft as its page shows it: each number old beside new, each example with what fails of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as N_

from guitu.kit.telling import said, shown
from guitu.policy import Timeline
from guitu.policy.own import EXAMPLES
from guitu.rulepacks.drafts import Composed, number_in
from guitu.rulepacks.effects import Effect
from guitu.rulepacks.models import Draft
from guitu.rulepacks.numbers import told


def shown_draft(draft: Draft, composed: Composed, now: Timeline) -> dict[str, Any]:
    """The changes beside the numbers in force now, the examples, and what is wrong, by what it is wrong with."""
    of_examples = [fault for fault in composed.faults if fault.file.endswith(EXAMPLES)]
    return {
        "version": draft.version,
        "changed_at": draft.changed_at,
        "base": draft.base,
        "changes": [_change(one, draft, now) for one in draft.numbers],
        "examples": draft.examples,
        "example_faults": [fault.message for fault in of_examples],
        "faults": [str(fault) for fault in composed.faults if fault not in of_examples],
        "is_ready": bool(draft.numbers) and not composed.faults,
    }


def shown_effect(effect: Effect) -> dict[str, Any]:
    """How many people would be otherwise, and in what, the most first."""
    most_first = sorted(effect.changes.items(), key=lambda pair: -pair[1])
    changes = {said(_EFFECTS.get(what, "")) or shown(what): number for what, number in most_first}
    return {"people": effect.people, "looked_at": effect.looked_at, "otherwise": effect.otherwise, "changes": changes}


_EFFECTS = {"rulepack_effect.state": N_("在册状态"), "rulepack_effect.points": N_("积分")}


def _change(kept: dict[str, Any], draft: Draft, now: Timeline) -> dict[str, Any]:
    number = number_in(kept)
    entry = now.named.get(number.name)
    clause = draft.clauses.get(number.clause)
    return {
        "name": number.name,
        "what": said(entry.what) if entry else number.name,
        "old": told(entry.on(number.from_on).value, number.name) if entry else "",
        "new": told(number.value, number.name),
        "from_on": number.from_on,
        "clause": f"{clause['title']} {clause['article']}".strip() if clause else "",
    }
