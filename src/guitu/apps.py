"""Hands what the packages declare down to the registries of the kernels, when Django is ready: the last of the installed
apps. From then on the registries are frozen."""

from __future__ import annotations

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "guitu"
    label = "guitu"

    def ready(self) -> None:
        from guitu.approvals import askable
        from guitu.declared import DECLARATIONS
        from guitu.duties import doors, staffing
        from guitu.exports import columns as exported
        from guitu.figures.registry import COUNTS
        from guitu.for_systems import EVENTS, GRANTABLE
        from guitu.grid import fields, hanging, roles, summing
        from guitu.kit import menu
        from guitu.ledger import fact_words, reactions
        from guitu.notices import pages_of
        from guitu.people import columns
        from guitu.reactions import REACTIONS
        from guitu.roles import GRANTS, ROLES
        from guitu.second_person import ASKABLE
        from guitu.systems import grantable
        from guitu.systems.webhooks import events

        duties = [kind for one in DECLARATIONS for kind in one.duties]
        doors.DOORS.fill(doors.doors_of(duties))
        doors.MATTERS.fill(doors.matters_of(kind for one in DECLARATIONS for kind in one.matters))
        doors.GROUPS.fill(pair for one in DECLARATIONS for pair in one.duty_groups.items())
        fields.DUTY_NEEDS.fill((kind.code, kind.needs) for kind in duties)
        words = [one.words for one in DECLARATIONS if one.words]
        fact_words.KINDS.fill(pair for said in words for pair in said.kinds.items())
        fact_words.FIELDS.fill(pair for said in words for pair in said.fields.items())
        fact_words.CODES.fill(pair for said in words for pair in said.codes.items())
        menu.MENU.fill((entry.key, entry) for one in DECLARATIONS for entry in one.menu)
        menu.FIRST.fill((one.page, one) for declared in DECLARATIONS for one in declared.first)
        menu.BADGES.fill(pair for one in DECLARATIONS for pair in one.badges.items())
        menu.SEARCHES.fill((one.package, one.search) for one in DECLARATIONS if one.search)
        staffing.CARDS.fill((one.package, one.side_card) for one in DECLARATIONS if one.side_card)
        columns.COLUMNS.fill(pair for one in DECLARATIONS for pair in one.columns.items())
        exported.DECLARED.fill((one.code, one) for declared in DECLARATIONS for one in declared.exported)
        hanging.HANGING.fill(pair for one in DECLARATIONS for pair in one.hanging.items())
        hanging.HANGING_POSTS.fill(pair for one in DECLARATIONS for pair in one.hanging_posts.items())
        summing.SUMS.fill(pair for one in DECLARATIONS for pair in one.sums.items())
        pages_of.DECLARED.fill((kind.code, kind) for one in DECLARATIONS for kind in one.notices)
        reactions.REACTIONS.fill(REACTIONS.items())
        roles.ROLES.fill(ROLES.items())
        events.EVENTS.fill(EVENTS.items())
        grantable.GRANTABLE.fill(GRANTABLE.items())
        roles.GRANTS.fill(GRANTS.items())
        COUNTS.fill((count.name, count) for one in DECLARATIONS for count in one.counts)
        askable.ASKABLE.fill((one.name, one) for one in ASKABLE)
        _hand_down_doors()


def _hand_down_doors() -> None:
    """What works with the commands or the values of a package: papers, links, sheets."""
    from guitu.casework.paper import SOURCE
    from guitu.importing import registry
    from guitu.links import doors as links
    from guitu.papers import sources
    from guitu.sheets import CORRECTIONS, SHEETS
    from guitu.tasks.by_link import DOOR

    sources.SOURCES.fill([(SOURCE.compartment, SOURCE)])
    links.DOORS.fill([(DOOR.kind, DOOR)])
    registry.SHEETS.fill((sheet.code, sheet) for sheet in SHEETS)
    registry.CORRECTIONS.fill(CORRECTIONS.items())
