"""更正基本信息: how somebody is called and reached; and, by two people, who somebody is before the law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from guitu.casework.jobs import look_for_matches
from guitu.casework.load import Case, case
from guitu.kit.errors import NotVisible, Refused, Stale
from guitu.ledger.commands import Act, Answer, command, refuse_ungranted
from guitu.people import correcting
from guitu.rules.names import check_name
from guitu.rules.particulars import BECAUSE, may_correct, may_have_relatives
from guitu.rules.verdict import Reason
from guitu.settling.settle import settle

RELATIVE = ("name", "relation", "phone")


@command
def correct_person(
    act: Act, *, person_id: UUID, seen: int, because: str, words: str = "", name: str | None = None,
    phone: str | None = None, address: str | None = None, home_address: str | None = None,
    family: Sequence[Mapping[str, str]] | None = None,
) -> Answer:
    """Correct how somebody is called and reached, and who belongs to the family; what is None stays, what is empty goes.

    `seen` is the number of the last correction that the page showed: Stale when there is a later one. Refuses what is no
    name, a relative without one, particulars that the post does not read, and a correction that changes nothing.
    """
    held = _held(act, person_id)
    members = [tidy_relative(member) for member in family] if family is not None else None
    asked = {"name": name, "phone": phone, "address": address, "home_address": home_address, "family": members}
    wanted = {field: value for field, value in asked.items() if value is not None}
    _refuse_unknown(because)
    Refused.unless(may_correct(wanted.keys(), act.actor.classes))
    if name is not None:
        found = check_name(name) if name.strip() else None
        if found is None or found.text is None:
            raise Refused(*(found.refusals if found else (Reason("particulars.name_needed"),)), field="name")
        wanted["name"] = found.text
    if members is not None:
        Refused.unless(may_have_relatives(members), field="family")
    _, new = correcting.correct(act, person_id, seen, wanted, because, words)
    return {"person": str(held.id), "corrected": list(new)}


@command
def correct_identity(
    act: Act, *, person_id: UUID, seen: int, because: str, words: str, id_type: str, id_number: str, sex: str,
    born_on: date | None,
) -> Answer:
    """Correct the document, its number, sex and birth date; everything that follows from them is made again.

    Only when another person has granted it. Refuses when the file was corrected since it was asked for, a number
    that another file of the same town has, and a correction that changes nothing.
    """
    refuse_ungranted(act)
    held = _held(act, person_id)
    refuse_identity(held, because=because, words=words, id_number=id_number)
    wanted = {"id_type": id_type, "id_number": id_number, "sex": sex, "born_on": born_on}
    try:
        _, new = correcting.correct(act, person_id, seen, wanted, because, words)
    except Stale:
        raise Refused(Reason("particulars.changed_since")) from None
    if {"sex", "born_on"} & new.keys():
        held.sex, held.born_on = sex, born_on
        settle(held.county_id, [held], act.at)
    if new.get("id_number"):  # afterwards and by the clock: this town's answer must not tell
        cast("Any", look_for_matches).defer(county_id=act.actor.county_id, person_ids=[str(person_id)])
    return {"person": str(held.id), "corrected": list(new)}


def refuse_identity(held: Case, *, because: str, words: str, id_number: str) -> None:
    """What is refused of a new identity, when it is asked for and again when it is granted."""
    _refuse_unknown(because)
    if not words.strip():
        raise Refused(Reason("particulars.words_needed"), field="words")
    if id_number and correcting.is_on_file(held.county_id, held.id, held.scope_path[:9], id_number):
        raise Refused(Reason("already_on_file"), field="id_number")


def tidy_relative(member: Mapping[str, str]) -> dict[str, str]:
    """A member of the family as it is kept: what was left empty is not there."""
    return {field: text for field in RELATIVE if (text := member.get(field, "").strip())}


def _held(act: Act, person_id: UUID) -> Case:
    """The person, locked, inside the post's own area: the side of the household register only reads."""
    held = case(act, person_id)
    if not act.actor.lo <= held.scope_path < act.actor.hi:
        raise NotVisible
    return held


def _refuse_unknown(because: str) -> None:
    if because not in BECAUSE:
        raise Refused(Reason("not_in_list", {"field": "because"}), field="because")
