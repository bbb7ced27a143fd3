"""What is in a sealed file, as the post reads it for which it was opened: who it is, the measures, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _

from guitu.casework.sealing import archive
from guitu.casework.sealing.queries import code_of
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.database import row
from guitu.kit.errors import NotVisible
from guitu.kit.telling import labelled, listed
from guitu.kit.telling import shown as spoken
from guitu.ledger import fact_words

Row = dict[str, Any]


def read(actor: Actor, file_id: UUID, at: datetime) -> Row:
    """Opened for this look, which is on file before the page is drawn. NotVisible: not for this post, not today."""
    found = row("SELECT casework_open_sealed(%s, %s)", [file_id, at])
    if found is None or found[0] is None:
        raise NotVisible
    document = archive.opened(file_id, found[0])
    until = row(
        "SELECT max(until_on) FROM matters_unsealing WHERE file_id = %s AND post_id = %s", [file_id, actor.post_id]
    )
    return {
        "code": code_of(file_id), "until_on": until[0] if until else local_day(at),
        "identity": list(_identity(document)), "measures": list(_measures(document)), "story": list(_story(document)),
        "papers": len(document.get("papers_paper", ())), "looks": len(document.get("people_access", ())),
    }


def _identity(document: archive.Document) -> Iterator[Row]:
    labels = (_("姓名"), _("证件号码"), _("电话"), _("住址"), _("户籍地址"))
    for identity in document.get("people_identity", ()):
        values = (identity.get(name) for name in ("name", "id_number", "phone", "address", "home_address"))
        yield from ({"label": label, "value": value} for label, value in zip(labels, values, strict=True) if value)


def _measures(document: archive.Document) -> Iterator[Row]:
    for measure in document.get("casework_measure", ()):
        yield {"label": spoken(f"measure_kind.{measure['kind']}"), "value": measure.get("decision_no") or _("未登记文号")}


def _story(document: archive.Document) -> Iterator[Row]:
    """The facts that stand, the newest first."""
    facts = document.get("ledger_fact", ())
    void = {fact["corrects"] for fact in facts if fact.get("corrects")}
    for fact in sorted(facts, key=lambda one: (one["happened_on"], one["recorded_at"]), reverse=True):
        if fact["id"] not in void and fact["kind"] != "withdrawn":
            body = orjson.loads(fact["body"]) if isinstance(fact["body"], str) and fact["body"].startswith("{") else {}
            yield {"on": date.fromisoformat(fact["happened_on"]), "what": _what(fact["kind"], body), "note": fact.get("note") or ""}


def _what(kind: str, body: Row) -> str:
    """The kind of the fact, and the codes that it says."""
    codes = [fact_words.code(name, value) for name, value in body.items() if isinstance(value, str) and value in fact_words.CODES.get(name, {})]
    return labelled(fact_words.kind(kind), listed(codes)) if codes else fact_words.kind(kind)
