"""The register as the page shows it: terms with their addresses, what moved, what came late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guitu.figures.register.queries import Move, Register, View
from guitu.figures.words import STATE_LABELS
from guitu.kit.addresses import address
from guitu.kit.clock import local_day
from guitu.rules.terms import CURRENT_STATES, OFF_THE_BOOK

ALWAYS = ("compulsory_isolation", "community_detox", "community_rehabilitation", "in_society")


def query_of(view: View, today: date) -> dict[str, str]:
    known = local_day(view.known)
    shown = {"area": view.asked, "on": view.on.isoformat()}
    return shown if known >= today else {**shown, "known": known.isoformat()}


def term_url(view: View, state: str, today: date) -> str:
    return address("register-term", state, query=query_of(view, today))


Equation = tuple[dict[str, Any], list[dict[str, Any]]]


def equations(found: Register, today: date, opened: str = "", *, may_settle: bool = False) -> list[Equation]:
    """在册 = 现有 + 三年未复吸; 现有 = its states. Each term opens to its people."""

    def term(state: str) -> dict[str, Any]:
        return {"label": STATE_LABELS[state], "value": found.of(state), "on": state == opened,
                "url": term_url(found.view, state, today)}

    total = {"label": _("在册"), "value": found.registered}
    current = {"label": _("现有"), "value": found.current}
    first = [current, term("abstinent")]
    if found.to_check:
        checking = {"label": _("待核对"), "value": found.to_check, "op": "−", "note": _("两镇同一号码")}
        first.append(checking | ({"url": reverse("matches")} if may_settle else {}))
    states = [term(state) for state in CURRENT_STATES if state in ALWAYS or found.of(state)]
    return [(total, first), (dict(current), states)]


def outside(found: Register, today: date) -> list[dict[str, Any]]:
    """Not on the book any more, said beside the equation."""
    return [
        {"label": STATE_LABELS[state], "value": found.of(state), "url": term_url(found.view, state, today)}
        for state in OFF_THE_BOOK
        if found.of(state)
    ]



def moved(moves: Sequence[Move]) -> list[dict[str, Any]]:
    """The moves between two days, those of a kind together, the largest first."""
    flows: dict[str, int] = {}
    for move in moves:
        flows[_flow(move)] = flows.get(_flow(move), 0) + move.number
    return [{"label": label, "value": number} for label, number in sorted(flows.items(), key=lambda flow: -flow[1])]


def _flow(move: Move) -> str:
    before, after = move.before, move.after
    if before is None:
        return _("新登记")
    if after is None:
        return _("不再由本地登记")
    if after in OFF_THE_BOOK:
        return str(STATE_LABELS[after])
    if before in OFF_THE_BOOK:
        return _("回到名册")
    if after == "abstinent":
        return _("满三年")
    if before == "abstinent":
        return _("复吸")
    return f"{STATE_LABELS[before]}→{STATE_LABELS[after]}"
