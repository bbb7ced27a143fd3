"""The office's own Word templates: looked through when they come, printed from when somebody says so, put away again."""

from __future__ import annotations

from uuid import UUID, uuid4

from guitu.kit.crypto import seal_bytes
from guitu.kit.database import row, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command, refuse_ungranted
from guitu.ledger.lines import Change, changed
from guitu.papers.held import digest_of
from guitu.papers.kinds import Kind, kinds_of
from guitu.papers.templates import WORD
from guitu.papers.word import Fault
from guitu.rules.verdict import Reason


class Looked:
    """An uploaded template with what is wrong with it. In the fingerprint of a request it is its digest alone."""

    def __init__(self, data: bytes, faults: list[Fault]) -> None:
        self.data, self.faults, self.digest = data, faults, digest_of(data)

    def __str__(self) -> str:
        return self.digest


@command
def upload_template(act: Act, *, kind: str, template: Looked) -> Answer:
    """Keep a Word template of the county's own for a kind of paper. It is not printed from yet.

    Refuses one in which anything is wrong; what it is, is said by the page.
    """
    found = _kind(act, kind)
    if template.faults:
        raise Refused(Reason("template_faulty"))
    known = row(
        "SELECT id FROM papers_template WHERE county_id = %s AND kind = %s AND digest = %s",
        [act.actor.county_id, kind, template.digest],
    )
    if known is not None:
        return {"template": str(known[0])}
    new = uuid4()
    run(
        "INSERT INTO papers_template (id, county_id, kind, digest, origin, title, body, layout, word, post_id, at)"
        " VALUES (%s, %s, %s, %s, 'office', %s, %s, '', %s, %s, %s)",
        [new, act.actor.county_id, kind, template.digest, found.title, found.body,
         seal_bytes(WORD, new, template.data), act.actor.post_id, act.at],
    )
    _line(act, new, {"uploaded": kind})
    return {"template": str(new)}


@command
def use_template(act: Act, *, kind: str, template_id: UUID) -> Answer:
    """From now on papers of a kind are printed from the county's own template, as Word. Only when another person has
    granted it: what a paper says is the office's word.

    Refuses one that is not there, or was put away.
    """
    refuse_ungranted(act)
    _own(act, kind, template_id)
    run(
        "UPDATE papers_template SET used_until = %s WHERE county_id = %s AND kind = %s AND used_from IS NOT NULL"
        " AND used_until IS NULL AND id <> %s",
        [act.at, act.actor.county_id, kind, template_id],
    )
    run("UPDATE papers_template SET used_from = %s, used_until = NULL WHERE id = %s", [act.at, template_id])
    _line(act, template_id, {"used": kind})
    return {"template": str(template_id)}


@command
def drop_template(act: Act, *, kind: str, template_id: UUID) -> Answer:
    """From now on papers of a kind are printed from the pack again. What was printed stays as it was.

    Refuses a template that is not in use.
    """
    _own(act, kind, template_id)
    done = run(
        "UPDATE papers_template SET used_until = %s WHERE id = %s AND used_from IS NOT NULL AND used_until IS NULL",
        [act.at, template_id],
    )
    if not done:
        raise Refused(Reason("template_gone"))
    _line(act, template_id, {"dropped": kind})
    return {"template": str(template_id)}


def _kind(act: Act, code: str) -> Kind:
    found = kinds_of(act.actor.path).get(code)
    if found is None:
        raise NotVisible
    return found


def _own(act: Act, kind: str, template_id: UUID) -> None:
    found = row(
        "SELECT 1 FROM papers_template WHERE id = %s AND kind = %s AND county_id = %s AND origin = 'office' FOR UPDATE",
        [template_id, kind, act.actor.county_id],
    )
    if found is None:
        raise Refused(Reason("template_gone"))


def _line(act: Act, template_id: UUID, detail: dict[str, str]) -> None:
    changed(act, [Change("template", template_id, act.actor.path, None, detail)])
