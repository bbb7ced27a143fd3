"""What a rule found: its last matches, what it would have found in a year, and what is to be raised now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from guitu.grid.naming import place_sql
from guitu.grid.post_names import posts_called
from guitu.kit.clock import local_day
from guitu.kit.crypto import shown
from guitu.kit.database import dicts, rows
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger.packs import timeline_of
from guitu.people.signalling import signals_of
from guitu.response.reading import code_of
from guitu.response.signals.commands import WHY
from guitu.rules.calls import CallsPolicy
from guitu.rules.signals import LAST, TRIED_DAYS, Match, Signal, SignalRule, SignalsPolicy, matches

Row = dict[str, Any]
_SWITCHES = (
    "SELECT DISTINCT ON (rule) rule, id, is_on, said_at, said_post, words FROM response_switch WHERE county_id = %s"
    " ORDER BY rule, said_at DESC, id DESC"
)
_LAST = (
    f"SELECT rule, matched_at, call_id, came_to, cause, cardinality(signals) AS n, (SELECT {place_sql('c.scope_path')} FROM response_call c"  # noqa: S608  ours
    " WHERE c.id = r.call_id) AS place, (SELECT k.state FROM matters_matter k WHERE k.id = r.call_id) AS state FROM (SELECT m.*, row_number()"
    " OVER (PARTITION BY rule ORDER BY matched_at DESC, id) AS no FROM response_match m WHERE county_id = %s) r WHERE no <= %s ORDER BY matched_at DESC"
)
_USED = "SELECT unnest(signals) FROM response_match WHERE county_id = %s AND rule = %s"
# Of a person: whether somebody had raised a call within some days around, without any rule.
_RAISED = "SELECT person_id, raised_at FROM response_call WHERE county_id = %s AND person_id = ANY(%s) AND raised_at >= %s"
_AROUND = timedelta(hours=24 * 7)


@dataclass(frozen=True, slots=True)
class Found:
    """One match with what its command needs."""

    match: Match
    rule: SignalRule

    @property
    def what(self) -> Row:
        """What its command is told."""
        last, signals = self.match.last, [signal.id for signal in self.match.signals]
        return {
            "rule": self.match.rule, "signals": signals, "person_id": last.person, "path": last.path, "template": self.rule.template,
            "words": self.words,
        }

    @property
    def words(self) -> str:
        """What became known, in the order in which it did; no name."""
        told = "；".join(signal_words(signal) for signal in self.match.signals)
        return _("按规则“%(rule)s”：%(told)s。") % {"rule": said(self.rule.name), "told": told}


def policy_of(county_id: str, at: datetime) -> SignalsPolicy:
    policy: SignalsPolicy = timeline_of(county_id, county_id).on(local_day(at)).signals
    return policy


def signal_words(signal: Signal) -> str:
    way = f"（{spoken(f'signal_way.{signal.way}')}）" if signal.way else ""
    return f"{local_day(signal.at):%m-%d} {spoken(f'signal.{signal.kind}')}{way}"


def switches(county_id: str) -> dict[str, Row]:
    """By rule, what was said of it last."""
    return {one["rule"]: one for one in dicts(_SWITCHES, [county_id])}


def to_raise(county_id: str, at: datetime) -> Iterator[Found]:
    """What the rules that are on take together of what became known since they are, and that made nothing yet."""
    policy = policy_of(county_id, at)
    for code, switch in switches(county_id).items():
        rule = policy.rules.get(code)
        if rule is None or not switch["is_on"]:
            continue
        since = max(switch["said_at"], at - timedelta(hours=2 * rule.hours))
        used = {one for (one,) in rows(_USED, [county_id, code])}
        for match in matches(code, rule, signals_of(county_id, since, at), used):
            yield Found(match, rule)


def listed(county_id: str, now: datetime) -> list[Row]:
    """The rules of the place: on or off and since when, what they take, their last matches."""
    policy, on = policy_of(county_id, now), switches(county_id)
    last: Mapping[str, list[Row]] = {code: [] for code in policy.rules}
    calls: CallsPolicy = timeline_of(county_id, county_id).on(local_day(now)).calls
    for found in dicts(_LAST, [county_id, LAST]):
        last.get(found["rule"], []).append(_match(found, calls.causes))
    named = posts_called({one["said_post"] for one in on.values()}, local_day(now))
    return [
        {
            "code": code, "name": said(rule.name), "makes": said(calls.templates[rule.template].name), "takes": _takes(rule), "last": last[code],
            "is_on": bool(on.get(code, {}).get("is_on")), **(_switched(on[code], named) if code in on else {"since": None}),
        }
        for code, rule in policy.rules.items()
    ]


def tried(county_id: str, code: str, now: datetime) -> Row | None:
    """What a rule would have found in the year before, had it been on: how many, by month, and how many of them somebody raised
    as well. Writes nothing."""
    rule = policy_of(county_id, now).rules.get(code)
    if rule is None:
        return None
    since = now - timedelta(hours=24 * TRIED_DAYS)
    found = list(matches(code, rule, signals_of(county_id, since, now)))
    people = [match.last.person for match in found if match.last.person]
    raised = rows(_RAISED, [county_id, people, since - _AROUND])
    also = sum(1 for match in found if any(who == match.last.person and abs(at - match.at) <= _AROUND for who, at in raised))
    months = Counter(f"{local_day(match.at):%Y-%m}" for match in found)
    return {
        "n": len(found), "also": also, "days": TRIED_DAYS, "months": [{"label": month, "value": n} for month, n in sorted(months.items())],
        "last": [{"at": match.at, "words": "；".join(map(signal_words, match.signals)), "place": place} for match, place in _placed(found[: -LAST - 1 : -1])],
    }


def _placed(found: list[Match]) -> Iterator[tuple[Match, str]]:
    names = dict(rows(f"SELECT p, {place_sql('p')} FROM unnest(%s::text[]) AS p", [[match.last.path for match in found]]))  # noqa: S608  ours
    yield from ((match, names.get(match.last.path) or "") for match in found)


def _takes(rule: SignalRule) -> str:
    kinds = "、".join(spoken(f"signal.{one}") for one in rule.kinds)
    told = _("%(hours)s 小时内有 %(n)s 条：%(kinds)s") % {"hours": rule.hours, "n": rule.least, "kinds": kinds}
    if rule.must:
        told += "；" + _("必须有：%(kinds)s") % {"kinds": "、".join(spoken(f"signal.{one}") for one in rule.must)}
    return told + ("；" + _("联系至少用过 %(n)s 种办法") % {"n": rule.ways} if rule.ways else "")


def _match(found: Row, causes: Mapping[str, Any]) -> Row:
    cause = said(causes[found["cause"]].name) if found["cause"] in causes else ""
    what = {"new": _("发起一件呼应"), "live": _("并到已在办的那件")}.get(found["came_to"]) or _("档案里有原因：%(cause)s，没有发起") % {"cause": cause}
    label = code_of(found["call_id"]) if found["call_id"] else ""
    state = spoken(f"call.{found['state']}") if found["state"] else ""
    return {**found, "what": what, "label": label, "state_word": state}


def _switched(one: Row, named: Mapping[Any, str]) -> Row:
    return {"since": one["said_at"], "who": named.get(one["said_post"], ""), "why": shown(WHY, one["id"], one["words"])}
