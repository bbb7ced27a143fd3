"""Which papers a post may print now of a matter, and which of them a legal step has just called for."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from guitu.kit.actor import Actor
from guitu.kit.addresses import address_if_any
from guitu.kit.telling import labelled, said
from guitu.papers.kinds import Kind, kinds_of
from guitu.papers.sources import Source, classes_of, source_of

PEOPLE = "people"


def may_issue(actor: Actor, path: str, source: Source) -> Mapping[str, Kind]:
    """The kinds that a post issues at a place, and of which it may read every field."""
    if "issue_paper" not in actor.may:
        return {}
    return {
        code: kind
        for code, kind in kinds_of(path).items()
        if kind.of == source.compartment and kind.action in actor.may and not classes_of(kind, source) - actor.classes
    }


def after(actor: Actor, command: str, person_id: UUID, measure_kind: str = "") -> list[tuple[str, str]]:
    """The papers that a command calls for, as links for the page that answers it: (打印：协议书, address)."""
    called_for = [kind for kind in kinds_of(actor.path).values() if command in kind.after]
    if not called_for:
        return []
    may = may_issue(actor, actor.path, source_of(PEOPLE))
    fit = [kind for kind in called_for if kind.code in may and measure_kind in ("", *(kind.measures or (measure_kind,)))]
    return [(labelled(_("打印"), said(kind.title)), address_if_any("paper-new", person_id, kind.code)) for kind in fit]
