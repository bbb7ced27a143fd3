"""The columns that an export of people may have: the house's own and those that packages above declare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guitu.kit.actor import Actor
from guitu.kit.declarations import ExportColumn
from guitu.kit.registry import Registry

DECLARED: Registry[ExportColumn] = Registry("columns of exports")
SEALED = frozenset({"IDENT", "CONTACT"})  # classes that lie in the sealed row of the identity


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its code: what it is called, the class of fields that it belongs to."""

    code: str
    heading: str | Promise
    klass: str
    width: int = 14


OWN = (
    Column("name", _("姓名"), "IDENT", 10),
    Column("masked", _("姓名（遮住）"), "BASIC", 10),
    Column("sex", _("性别"), "BASIC", 6),
    Column("born_on", _("出生日期"), "BASIC", 12),
    Column("age", _("年龄"), "BASIC", 6),
    Column("id_number", _("证件号码"), "IDENT", 22),
    Column("phone", _("电话"), "CONTACT", 14),
    Column("address", _("住址"), "CONTACT", 30),
    Column("home_address", _("户籍地址"), "IDENT", 30),
    Column("place", _("所在地"), "BASIC", 20),
    Column("state", _("状态"), "STATUS", 14),
    Column("worker", _("责任社工"), "BASIC", 10),
    Column("late", _("过期的事（件）"), "BASIC", 10),
)
# What the columns of the list of people are called here: those that the list shows are ticked beforehand.
OF_LIST = {"name": "masked"}


def every_column() -> tuple[Column, ...]:
    return (*OWN, *(Column(one.code, one.heading, one.klass, one.width) for one in DECLARED.values()))


def offered(actor: Actor, *, away: bool = False) -> tuple[Column, ...]:
    """Those of the classes that the post reads. `away`: of people carried out elsewhere only the masked row is here."""
    hidden = SEALED if away else frozenset()
    return tuple(
        one
        for one in every_column()
        if one.klass in actor.classes - hidden and (actor.whole or one.code != "worker")
    )


def as_listed(shown: Sequence[str], possible: tuple[Column, ...], *, is_chosen: bool) -> tuple[tuple[Column, ...], list[str]]:
    """The columns on offer, and which of them the list on the screen shows. Whoever has put the columns of the list in
    an order finds them in this order first; the file keeps it."""
    codes = [OF_LIST.get(code, code) for code in shown]
    first = [one for code in codes for one in possible if one.code == code]
    offer = (*first, *(one for one in possible if one not in first)) if is_chosen else possible
    return offer, [one.code for one in first]


def chosen(actor: Actor, codes: Sequence[str], *, away: bool = False) -> tuple[Column, ...]:
    """Of the columns asked for, in the order in which they were asked for, those that the post may have today."""
    possible = {one.code: one for one in offered(actor, away=away)}
    return tuple(possible[code] for code in dict.fromkeys(codes) if code in possible)
