"""留样: the sealed bottles of a positive change hands, and what is left is destroyed by two human beings after its day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as N_

from guitu.approvals.asking import request
from guitu.casework import answers, lawful
from guitu.casework.bottle_checks import test_of
from guitu.casework.load import Case, case, live
from guitu.casework.record import write
from guitu.kit.errors import Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules import bottles as rules
from guitu.rules.facts import Fact
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES
from guitu.settling.record import new

NEXT = ("destroy_bottles",)


@command
def move_bottles(
    act: Act, *, person_id: UUID, test: str, on: date, bottles: str, bottle_step: str, keeper: str | None = None,
    laboratory: str | None = None, note: str | None = None,
) -> Answer:
    """Record that the bottles of a positive were stored, handed over, received by the laboratory, or used up there.

    Refuses what is not the next step of a bottle, a day before the last step or ahead, a handing over to nobody, a keeper
    who held no post that day, and bottles that are gone. Clause: test_procedure.8.
    """
    held = case(act, person_id)
    asked: dict[str, Any] = {"test": test, "on": on, "bottles": bottles, "bottle_step": bottle_step, "keeper": keeper, "laboratory": laboratory}
    return answers.with_next(act, held, write(act, held, plan_move(act, held, **asked), note=note), NEXT)


def plan_move(
    act: Act, held: Case, *, test: str, on: date, bottles: str, bottle_step: str, keeper: str | None = None,
    laboratory: str | None = None, **_: Any,
) -> list[Fact]:
    found = test_of(held, test)
    if bottle_step == "stored":
        keeper = keeper or str(act.actor.post_id)
    fact: Any = new(
        "bottles_moved", act, on, test=found.id, bottles=bottles, bottle_step=bottle_step, keeper=keeper or None, laboratory=laboratory or None
    )
    lawful.check(held, fact)
    lawful.known_staff(act, on, keeper=keeper)
    return [fact]


@command
def destroy_bottles(
    act: Act, *, person_id: UUID, test: str, on: date, destroyed_how: str, note: str | None = None
) -> Answer:
    """Destroy what is left of the bottles of a positive. Another human being stands by and grants it; nothing is written before.

    Refuses while the file is held back, a day within the months of keeping, while an objection, a laboratory or the finding is waited for, of which the
    person was not told, and bottles that lie elsewhere or were never stored. Clauses: test_procedure.8, test_procedure.recheck.
    """
    held = case(act, person_id)
    asked: dict[str, Any] = {"test": test, "on": on, "destroyed_how": destroyed_how}
    facts = plan_destruction(act, held, **asked)
    if act.decided_by is None:
        return _ask_second(act, held, facts[0], {"person_id": person_id, **asked, "note": note})
    return answers.with_next(act, held, write(act, held, facts, note=note), NEXT)


def plan_destruction(act: Act, held: Case, *, test: str, on: date, destroyed_how: str, **_: Any) -> list[Fact]:
    found = test_of(held, test)
    second = act.decided_by or act.actor  # while it is only asked for, nobody yet
    fact: Any = new(
        "bottles_destroyed", act, on, test=found.id, destroyed_how=destroyed_how, keeper=str(act.actor.post_id), second=str(second.post_id)
    )
    if on > act.on:
        raise Refused(Reason("in_the_future", {"on": on}), field="on")
    lawful.check(held, fact)
    return [fact]


def _ask_second(act: Act, held: Case, fact: Any, arguments: dict[str, Any]) -> Answer:
    test: Any = held.fact(fact.test)
    seals = "、".join(one.seal for one in rules.bottles_of(test, live(held.facts)) if one.now.step not in rules.OVER)
    shown = [
        (N_("人员"), " · ".join(part for part in (held.masked, held.place) if part)), (N_("采样日期"), test.on.isoformat()),
        (N_("样本封签号"), seals), (N_("哪天销毁"), fact.on.isoformat()), (N_("怎样销毁"), CODES["destroyed_how"][fact.destroyed_how]),
    ]
    if arguments["note"]:
        shown.append((N_("情况"), arguments["note"]))
    found = request(act, name="destroy_bottles", arguments=arguments, shown=shown)
    told = ["bottles.asked_second", {"by": found.until_on.isoformat()}, "test_procedure.8"]
    return {"person": str(held.id), "facts": [], "followed": [told], "approval": str(found.pk)}
