"""修改规定: a number is changed in a draft, an example is given, and a second person puts the draft in force."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from guitu.kit.database import row
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger import activation
from guitu.ledger.commands import Act, Answer, command, refuse_ungranted
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.policy import typed
from guitu.policy.own import is_editable
from guitu.policy.sections import SECTIONS
from guitu.policy.values import Entry
from guitu.rulepacks import drafts
from guitu.rulepacks.models import Draft
from guitu.rules.verdict import Reason

_EARLIEST = date(2008, 6, 1)  # the law itself is no older
_WAIT = "SELECT pg_advisory_xact_lock(hashtext('rulepacks ' || %s))"


@command
def change_number(
    act: Act, *, path: str, name: str, from_on: date, value: Any, title: str = "", article: str = "", summary: str = "",
    seen: int | None = None,
) -> Answer:
    """Write another value for a number from a day on into the place's draft, with the document it rests on; without one it
    is marked as the office's own default.

    Refuses what the law fixes, a value that the rule cannot read, the value that holds already, and a draft that somebody
    changed since `seen`.
    """
    draft = _draft(act, path, seen)
    entry = entry_of(act.actor.county_id, path, name)
    if entry.kind == "law":
        raise Refused(Reason("rulepacks.fixed_by_law", {"clause": entry.on(from_on).clause}))
    if not is_editable(entry.values[-1].value):
        raise Refused(Reason("rulepacks.only_in_files"))
    if from_on < _EARLIEST:
        raise Refused(Reason("rulepacks.too_early", {"on": _EARLIEST.isoformat()}), field="from_on")
    _refuse_unreadable(entry, value)
    others = [one for one in draft.numbers if (_name(one), one["from_on"]) != (name, from_on.isoformat())]
    clause = _clause(draft, title.strip(), article.strip(), summary.strip())
    written = {"section": entry.section, "path": list(entry.path), "from_on": from_on.isoformat(), "value": value, "clause": clause}
    if entry.on(from_on).value == value and written not in draft.numbers:
        raise Refused(Reason("rulepacks.same_value"), field="from_on")
    draft.numbers = [*others, written]
    return _kept(act, draft)


@command
def drop_number(act: Act, *, path: str, name: str, from_on: date, seen: int | None = None) -> Answer:
    """Take a change out of the draft: the number stays as the pack under it says."""
    draft = _draft(act, path, seen)
    left = [one for one in draft.numbers if (_name(one), one["from_on"]) != (name, from_on.isoformat())]
    if len(left) == len(draft.numbers):
        raise NotVisible
    draft.numbers = left
    used = {one["clause"] for one in left}
    draft.clauses = {clause: said for clause, said in draft.clauses.items() if clause in used}
    return _kept(act, draft)


@command
def keep_example(
    act: Act, *, path: str, title: str, given: list[str], then: list[str], until: date, seen: int | None = None
) -> Answer:
    """Put a worked example into the draft: what is given and what must follow, one sentence a line. One of the same title
    is replaced. It may fail: the draft says so and cannot be put in force."""
    draft = _draft(act, path, seen)
    written = {"title": title, "given": given, "then": then, "until": until.isoformat()}
    draft.examples = [*(one for one in draft.examples if one["title"] != title), written]
    return _kept(act, draft)


@command
def drop_example(act: Act, *, path: str, title: str, seen: int | None = None) -> Answer:
    """Take a worked example out of the draft."""
    draft = _draft(act, path, seen)
    left = [one for one in draft.examples if one["title"] != title]
    if len(left) == len(draft.examples):
        raise NotVisible
    draft.examples = left
    return _kept(act, draft)


@command
def drop_draft(act: Act, *, path: str) -> Answer:
    """Throw the place's draft away; what is in force stays."""
    draft = _draft(act, path, None, begin=False)
    draft.state = "dropped"
    return _kept(act, draft)


@command
def put_in_force(act: Act, *, draft_id: UUID, digest: str) -> Answer:
    """Put a draft in force for its place, after a second person has granted it.

    Refuses a draft that fails its own examples or changed since it was asked for. Whoever is on file there is settled
    with it in the background; the answer says how many people that are.
    """
    refuse_ungranted(act)
    draft = Draft.objects.select_for_update().filter(pk=draft_id, state="open").first()
    if draft is None or not draft.scope_path.startswith(act.actor.path):
        raise NotVisible
    found = drafts.composed(draft)
    if found.digest != digest:
        raise Refused(Reason("pack_has_changed"))
    if found.faults:
        raise Refused(*(Reason("pack_is_faulty", {"fault": str(fault)}) for fault in found.faults[:5]))
    draft.state, draft.digest = "in_force", found.digest
    _kept(act, draft)
    return activation.keep(act, pack=found.own.name, path=draft.scope_path, text=found.text, digest=found.digest)


def entry_of(county_id: str, path: str, name: str) -> Entry:
    """A number over time as it is in force at a place, by its name: `visits.meet.high`."""
    entry = timeline_of(county_id, path).named.get(name)
    if entry is None or entry.section == "indicators":
        raise NotVisible
    return entry


def _draft(act: Act, path: str, seen: int | None, *, begin: bool = True) -> Draft:
    """The place's open draft, locked; begun with what is in force there where none is open."""
    if not path.startswith(act.actor.path) or len(path) not in (6, 9):
        raise NotVisible
    row(_WAIT, [path])  # two who begin at once begin one
    draft = Draft.objects.select_for_update().filter(county_id=act.actor.county_id, scope_path=path, state="open").first()
    if draft is None and not begin:
        raise NotVisible
    draft = draft or _begun(act, path)
    if seen is not None and seen != draft.version:
        raise Refused(Reason("rulepacks.changed_meanwhile"))
    return draft


def _begun(act: Act, path: str) -> Draft:
    before = drafts.draft_in_force(act.actor.county_id, path)
    carried = {"numbers": before.numbers, "clauses": before.clauses, "examples": before.examples} if before else {}
    return Draft(
        county_id=act.actor.county_id, scope_path=path, base=drafts.base_of(act.actor.county_id, path),
        post_id=act.actor.post_id, begun_at=act.at, changed_at=act.at, **carried,
    )


def _kept(act: Act, draft: Draft) -> Answer:
    draft.version, draft.changed_at = draft.version + 1, act.at
    draft.save()
    of = {"state": draft.state, "version": draft.version, "numbers": len(draft.numbers), "examples": len(draft.examples)}
    changed(act, [Change("rulepack_draft", draft.pk, draft.scope_path, None, of)])
    return {"draft": str(draft.pk), "version": draft.version}


def _refuse_unreadable(entry: Entry, value: Any) -> None:
    try:
        typed.converted(typed.field_type(SECTIONS[entry.section], entry.path), value)
    except ValueError as error:
        raise Refused(Reason("rulepacks.unreadable", {"why": str(error)}), field="value") from error


def _clause(draft: Draft, title: str, article: str, summary: str) -> str:
    """The id of the document in the draft; the same document is kept once."""
    if not title:
        return "guitu.default"
    said = {"title": title, "article": article, "summary": summary or title, "nature": "local"}
    for name, kept in draft.clauses.items():
        if kept == said:
            return str(name)
    number = 1 + max((int(name.rpartition(".")[2]) for name in draft.clauses), default=0)
    name = f"p{draft.scope_path}.{number}"
    draft.clauses = {**draft.clauses, name: said}
    return name


def _name(kept: dict[str, Any]) -> str:
    return ".".join((kept["section"], *kept["path"]))
