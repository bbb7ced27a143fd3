"""The header that never moves: who, in which state, where, how far along, in whose hands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guitu.casework.profiles import measures
from guitu.kit.actor import Actor
from guitu.kit.addresses import address
from guitu.kit.telling import listed
from guitu.kit.telling import shown as spoken
from guitu.rules import maternity
from guitu.rules.dates import age_on
from guitu.rules.terms import OFF_THE_BOOK, MeasureCourse

Row = dict[str, Any]


def header(person: Row, running: MeasureCourse | None, actor: Actor, on: date) -> Row:
    """Arguments of `ui.person_header`, by the classes of the post."""
    sees_status = "STATUS" in actor.classes
    running = running if sees_status else None
    return {
        "name": person["masked"],
        "state": _state(person, running, on) if sees_status else "",
        "tone": _tone(person["state"]),
        "overlays": _overlays(person["course"], on, actor.classes),
        "basics": basics(person, on),
        "facts": list(_facts(person, running, on, sees_status)),
        "unmask_url": address("person-unmask", person["id"]) if "unmask_person" in actor.may else "",
        "name_url": address("person", person["id"]),
    }


def ends(days: Sequence[date | None]) -> list[Row]:
    """On which days the file of somebody who has left is archived and sealed; nothing where no end is checked."""
    labels = (_("归档，从此只有县级看得到"), _("封存，从此谁也看不到"))
    return [{"label": label, "value": day.isoformat() if day else _("暂缓")} for label, day in zip(labels, days, strict=False)]


def basics(person: Row, on: date) -> str:
    """男 · 34 岁."""
    sex = spoken(f"sex.{person['sex']}") if person["sex"] else ""
    age = _("%(n)s 岁") % {"n": age_on(person["born_on"], on)} if person["born_on"] else ""
    return " · ".join(part for part in (sex, age) if part)


def place(person: Row) -> str:
    return " ".join(dict.fromkeys(part for part in (person["town"], person["place"]) if part)) or _("未登记")


def state_word(state: str | None) -> str:
    return _(spoken(f"standing.{state}")) if state else ""


def _state(person: Row, running: Any, on: date) -> str:
    word = state_word(person["state"])
    if running is not None and running.kind == person["state"]:
        return f"{word} · {measures.state_word(running, on)}"
    return word


def _tone(state: str | None) -> str:
    return "moss" if state == "abstinent" else "plain" if state in OFF_THE_BOOK else "pine"


def _overlays(course: Row, on: date, classes: frozenset[str]) -> list[str]:
    """What lies over the state, for who reads states; that two go together is told to everybody who may go."""
    answer = []
    for overlay, since, until, _fact in course.get("overlays", ()):
        if "STATUS" not in classes and overlay != "two_together":
            continue
        if overlay in maternity.OVERLAYS and "TEST" not in classes:
            continue  # of her body: told to who may read tests
        last = measures.day(until)
        if date.fromisoformat(since) <= on and (last is None or on < last):
            shown = _("%(what)s，至 %(until)s") if until else "%(what)s"
            answer.append(shown % {"what": spoken(f"overlay.{overlay}"), "until": until})
    return answer


def _facts(person: Row, running: Any, on: date, sees_status: bool) -> Any:
    yield (_("执行地") if sees_status else _("住处所在"), place(person))
    if running is not None:
        yield _("期限"), measures.term(running, on)
    team = [member for member in person["team"] if member["expires_on"] is None]  # the others are invited to it
    names = {member["part"]: member["name"] or _("空缺") for member in team}
    yield _("责任社工"), names.get("responsible") or _("还没有")
    level = [word for since, word in person["course"].get("levels", ()) if date.fromisoformat(since) <= on]
    if sees_status and level:
        yield _("等级"), _(spoken(level[-1]))
    others = [member for member in team if member["part"] != "responsible"]
    if others:
        said = listed(f"{spoken('part.' + m['part'])} {m['name'] or _('空缺')}" for m in others)
        yield _("帮教小组"), said
