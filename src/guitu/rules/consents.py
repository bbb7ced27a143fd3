"""同意: what a person agreed to, to whom, until when; taken back, nothing rests on it from that day on.

What the law gives an office to do needs no consent, and no consent taken back lessens it. What rests on one asks
`may_rely` each time, when it is written and when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules.dates import age_on, day_after, last_day_after
from guitu.rules.facts import Fact
from guitu.rules.facts.teamwork import ConsentGiven, ConsentWithdrawn
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "consents.until_ahead": "同意要有到期的日子，最早 {earliest}。",
    "consents.too_long": "这一项同意一次最长 {months} 个月，最晚写到 {latest}。到期可以再问本人。",
    "consents.given_already": "本人已经同意这一项，{last} 以前有效。要改的，先撤回再登记。",
    "consents.guardian": "本人不满 {age} 周岁，由监护人同意。",
    "consents.to_whom": "请写明向谁、给谁。",
    "consents.never": "本人没有同意“{what}”。请先问本人，登记同意。",
    "consents.withdrawn": "本人 {on} 撤回了对“{what}”的同意，从那天起不能再用。",
    "consents.ended": "对“{what}”的同意 {on} 到期了。请再问本人。",
    "consents.not_open": "这一项同意已经不在有效期内，不用撤回。",
}


@dataclass(frozen=True, slots=True)
class ConsentsPolicy:
    """How long one may hold by what it is for, in months (ours); under which age a guardian gives it (law)."""

    longest_months: Mapping[str, int]
    guardian_under: int


@dataclass(frozen=True, slots=True)
class Consent:
    """One of the ledger: how it stands on a day."""

    given: ConsentGiven
    withdrawn_on: date | None

    @property
    def over_on(self) -> date:
        """The first day on which nothing rests on it any more."""
        return min(self.given.until, self.withdrawn_on or date.max)

    def holds(self, on: date) -> bool:
        return self.given.on <= on < self.over_on


def ledger(facts: Iterable[Fact]) -> list[Consent]:
    """Every consent of one person, the latest first. `facts`: those that stand."""
    listed = list(facts)
    back = {fact.consent: fact.on for fact in listed if isinstance(fact, ConsentWithdrawn)}
    found = [Consent(fact, back.get(fact.id)) for fact in listed if isinstance(fact, ConsentGiven)]
    return sorted(found, key=lambda one: (one.given.on, one.given.known, one.given.id), reverse=True)


def held(facts: Iterable[Fact], purpose: str, on: date) -> Consent | None:
    """The consent to this that holds on the day."""
    return next((one for one in ledger(facts) if one.given.consent_for == purpose and one.holds(on)), None)


def may_give(
    given: ConsentGiven, facts: Sequence[Fact], policy: ConsentsPolicy, *, born_on: date | None, to_whom: str
) -> Verdict:
    """Whether a consent can be written down as said: to somebody, until a day not too far, of whoever is old enough
    or of the guardian, and not twice. Months; refuses one that holds already.
    Clauses: personal_information.29, personal_information.31; how long is ours (guitu.default)."""
    months = policy.longest_months[given.consent_for]
    latest = last_day_after(given.on, months)
    before = held(facts, given.consent_for, given.on)
    is_child = born_on is not None and age_on(born_on, given.on) < policy.guardian_under
    return all_of(
        ALLOWED if to_whom.strip() else refused(Reason("consents.to_whom", {}, "personal_information.29")),
        ALLOWED if given.until > given.on else refused(Reason("consents.until_ahead", {"earliest": given.on})),
        ALLOWED if given.until <= day_after(latest)
        else refused(Reason("consents.too_long", {"months": months, "latest": latest}, "guitu.default")),
        refused(Reason("consents.given_already", {"last": before.over_on})) if before else ALLOWED,
        refused(Reason("consents.guardian", {"age": policy.guardian_under}, "personal_information.31"))
        if is_child and given.given_by != "guardian" else ALLOWED,
    )


def may_withdraw(consent: str, facts: Iterable[Fact], on: date) -> Verdict:
    """Whether it can be taken back: whoever gave it may, at any time, without a reason. Refuses one that is over.
    Clause: personal_information.15."""
    found = next((one for one in ledger(facts) if one.given.id == consent), None)
    return ALLOWED if found is not None and found.holds(on) else refused(Reason("consents.not_open"))


def may_rely(facts: Iterable[Fact], purpose: str, on: date) -> Verdict:
    """Whether something may rest on a consent to this on the day: asked when it is written, and each time it is read.
    Clause: personal_information.15."""
    found = [one for one in ledger(facts) if one.given.consent_for == purpose and one.given.on <= on]
    if any(one.holds(on) for one in found):
        return ALLOWED
    what = f"consent_for.{purpose}"
    if not found:
        return refused(Reason("consents.never", {"what": what}, "personal_information.29"))
    last = max(found, key=lambda one: one.over_on)
    code = "consents.withdrawn" if last.withdrawn_on == last.over_on else "consents.ended"
    return refused(Reason(code, {"what": what, "on": last.over_on}, "personal_information.15"))
