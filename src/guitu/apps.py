"""Hands what the packages declare down to the registries of the kernels, when Django is ready: the last of the installed
apps. From then on the registries are frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import import_string


def _called(names: Iterable[str]) -> Iterator[Any]:
    """What a package lets kernels call, by its dotted names."""
    yield from map(import_string, names)


class HouseConfig(AppConfig):
    name = "guitu"
    label = "guitu"

    def ready(self) -> None:
        _worklist()
        _pages()
        _places_and_posts()
        _commands()
        _what_is_called()


def _worklist() -> None:
    """Kinds of duty and of matter, and the words of facts."""
    from guitu.declared import DECLARATIONS
    from guitu.duties import doors, staffing
    from guitu.grid import fields, summing
    from guitu.ledger import fact_words

    duties = [kind for one in DECLARATIONS for kind in one.duties]
    doors.DOORS.fill(doors.doors_of(duties))
    doors.MATTERS.fill(doors.matters_of(kind for one in DECLARATIONS for kind in one.matters))
    doors.GROUPS.fill(pair for one in DECLARATIONS for pair in one.duty_groups.items())
    fields.DUTY_NEEDS.fill((kind.code, kind.needs) for kind in duties)
    staffing.CARDS.fill((one.package, one.side_card) for one in DECLARATIONS if one.side_card)
    summing.SUMS.fill(pair for one in DECLARATIONS for pair in one.sums.items())
    words = [one.words for one in DECLARATIONS if one.words]
    fact_words.KINDS.fill(pair for said in words for pair in said.kinds.items())
    fact_words.FIELDS.fill(pair for said in words for pair in said.fields.items())
    fact_words.CODES.fill(pair for said in words for pair in said.codes.items())


def _pages() -> None:
    """The menu, first pages, lists and their columns, notices, what waits for a line, what figures count."""
    from guitu.declared import DECLARATIONS
    from guitu.exports import columns as exported
    from guitu.figures.registry import COUNTS
    from guitu.kit import menu, waiting
    from guitu.lists.pages import PAGES
    from guitu.notices import pages_of
    from guitu.people import columns

    menu.MENU.fill((entry.key, entry) for one in DECLARATIONS for entry in one.menu)
    menu.FIRST.fill((one.page, one) for declared in DECLARATIONS for one in declared.first)
    menu.BADGES.fill(pair for one in DECLARATIONS for pair in one.badges.items())
    menu.SEARCHES.fill((one.package, one.search) for one in DECLARATIONS if one.search)
    waiting.WAITING.fill((one.page, one) for declared in DECLARATIONS for one in declared.waiting)
    PAGES.fill((one.name, one) for declared in DECLARATIONS for one in declared.lists)
    columns.COLUMNS.fill(pair for one in DECLARATIONS for pair in one.columns.items())
    exported.DECLARED.fill((one.code, one) for declared in DECLARATIONS for one in declared.exported)
    pages_of.DECLARED.fill((kind.code, kind) for one in DECLARATIONS for kind in one.notices)
    COUNTS.fill((count.name, count) for one in DECLARATIONS for count in one.counts)


def _places_and_posts() -> None:
    """Roles, and what hangs at places and posts or follows a place that gets another code."""
    from guitu.declared import DECLARATIONS
    from guitu.grid import following, hanging, roles
    from guitu.roles import GRANTS, ROLES

    roles.ROLES.fill(ROLES.items())
    roles.GRANTS.fill(GRANTS.items())
    hanging.fill(DECLARATIONS)
    following.fill(DECLARATIONS, _called(one.carries for one in DECLARATIONS if one.carries))


def _commands() -> None:
    """Commands that somebody else calls: after a grant, by many rows, by another system, as a reaction."""
    from guitu.approvals import askable
    from guitu.for_systems import EVENTS, GRANTABLE
    from guitu.ledger import reactions
    from guitu.lists.bulk.acts import ACTS as BULK
    from guitu.many_at_once import ACTS
    from guitu.reactions import REACTIONS
    from guitu.second_person import ASKABLE
    from guitu.systems import grantable
    from guitu.systems.webhooks import events

    askable.ASKABLE.fill((one.name, one) for one in ASKABLE)
    BULK.fill((one.name, one) for one in ACTS)
    events.EVENTS.fill(EVENTS.items())
    grantable.GRANTABLE.fill(GRANTABLE.items())
    reactions.REACTIONS.fill(REACTIONS.items())


def _what_is_called() -> None:
    """What kernels call of a package: who folds its matters, what its papers are made of, what its links open, its sheets."""
    from guitu.declared import DECLARATIONS
    from guitu.importing import registry
    from guitu.kit import health
    from guitu.links import doors as links
    from guitu.papers import sources
    from guitu.people import explaining, signalling
    from guitu.rotation import columns
    from guitu.settling import composers

    explaining.EXPLAINS.fill((one.package, import_string(one.explains)) for one in DECLARATIONS if one.explains)
    signalling.SIGNALS.fill((one.package, import_string(one.signals)) for one in DECLARATIONS if one.signals)
    composers.COMPOSERS.fill((composer.kind, composer) for one in DECLARATIONS for composer in _called(one.folds))
    columns.SEALED_AS.fill((one.column, one) for declared in DECLARATIONS for one in declared.sealed_as)
    sources.SOURCES.fill((source.compartment, source) for one in DECLARATIONS for source in _called(one.papers))
    health.ALARMS.fill((name, import_string(name)) for one in DECLARATIONS for name in one.alarms)
    links.DOORS.fill((door.kind, door) for one in DECLARATIONS for door in _called(one.linked))
    registry.SHEETS.fill((sheet.code, sheet) for one in DECLARATIONS for sheet in _called(one.sheets))
    corrected = [pair for one in DECLARATIONS for pair in one.corrections.items()]
    registry.CORRECTIONS.fill((kind, import_string(name)) for kind, name in corrected)
