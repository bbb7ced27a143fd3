"""帮教小组: two standards, told apart. The regulation names five kinds of people for the working group; a place may
have its own 5+N besides. Complete is a standard each fixed seat of which somebody holds on the day; either may be not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guitu.rules import consents
from guitu.rules.facts import Fact
from guitu.rules.facts.teamwork import MemberLeft, MemberNamed
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "teams.statutory_missing": "社区戒毒（康复）工作小组还缺：{seats}。",
    "teams.local_missing": "“5+N”帮教小组还缺：{seats}。",
    "teams.who": "请写明是谁、怎么联系。",
    "teams.no_relative": "请先在“家庭”里登记这位家属，家属自己同意登记的才能参加。",
    "teams.until_ahead": "参加到哪一天，要晚于开始的那天。",
    "teams.not_member": "这位成员已经不在小组里。",
    "teams.twice": "这位家属已经在小组里。",
    "teams.relative_name": "请填写家属的姓名。",
    "teams.relative_consent": "请先问这位家属愿不愿意登记，同意了再勾选。",
    "teams.relative_unknown": "家庭成员里没有登记这位家属，或者已经撤回同意。请先登记。",
}
NEIGHBOURS = "neighbours"  # the consent on which whoever the regulation does not name rests


@dataclass(frozen=True, slots=True)
class TeamsPolicy:
    """The seats of both standards, each by the parts that fill it; how many further members 5+N wants; which of the
    members rest on the person's consent."""

    statutory: Mapping[str, tuple[str, ...]]
    local: Mapping[str, tuple[str, ...]]
    further: tuple[str, ...]
    further_least: int
    by_consent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The seats that nobody holds, by standard."""

    statutory: tuple[str, ...]
    local: tuple[str, ...]

    def reasons(self) -> list[Reason]:
        """What to say of them; nothing where both are complete."""
        answer = []
        for code, seats, clause in (
            ("teams.statutory_missing", self.statutory, "detox_regulation.17"), ("teams.local_missing", self.local, "guitu.default"),
        ):
            if seats:
                answer.append(Reason(code, {"seats": tuple(f"seat.{seat}" for seat in seats)}, clause))
        return answer


def missing(parts: Collection[str], policy: TeamsPolicy) -> Missing:
    """Which seats nobody holds: of the working group that the regulation names, and of 5+N.
    Clauses: detox_regulation.17; 5+N is local (guitu.default)."""
    empty = [[seat for seat, fill in seats.items() if not set(fill) & set(parts)] for seats in (policy.statutory, policy.local)]
    if len(set(policy.further) & set(parts)) < policy.further_least:
        empty[1].append("further")
    return Missing(tuple(empty[0]), tuple(empty[1]))


def members(facts: Sequence[Fact], relatives: Collection[str], policy: TeamsPolicy, on: date) -> list[MemberNamed]:
    """Who without a post is on the team that day: named, not gone, family still on record, and where the person's
    consent is needed only as long as it holds. `relatives`: the family whose own consent holds."""
    gone = {fact.membership: fact.on for fact in facts if isinstance(fact, MemberLeft)}
    neighbours = bool(consents.may_rely(facts, NEIGHBOURS, on))
    return [
        fact
        for fact in facts
        if isinstance(fact, MemberNamed)
        and fact.on <= on < min(fact.until or date.max, gone.get(fact.id, date.max))
        and (fact.relative is None or fact.relative in relatives)
        and (neighbours or fact.member not in policy.by_consent)
    ]


def may_name(
    named: MemberNamed, facts: Sequence[Fact], relatives: Collection[str], policy: TeamsPolicy, *, who: str
) -> Verdict:
    """Whether somebody without a post may be on the team: it is said who; family is on record by its own consent; whom
    the regulation does not name only with the person's consent. Clauses: detox_regulation.17, personal_information.29."""
    is_family = named.member == "family"
    there = members(facts, relatives, policy, named.on)
    return all_of(
        refused(Reason("teams.no_relative", {}, "personal_information.29"))
        if is_family and named.relative not in relatives else ALLOWED,
        refused(Reason("teams.twice")) if is_family and any(one.relative == named.relative for one in there) else ALLOWED,
        ALLOWED if is_family or who.strip() else refused(Reason("teams.who")),
        refused(Reason("teams.until_ahead")) if named.until is not None and named.until <= named.on else ALLOWED,
        consents.may_rely(facts, NEIGHBOURS, named.on) if named.member in policy.by_consent else ALLOWED,
    )


def may_leave(membership: str, facts: Iterable[Fact], on: date) -> Verdict:
    """Whether this member can be let go: one that is there and has not gone. Policy, our default."""
    listed = list(facts)
    there = any(isinstance(fact, MemberNamed) and fact.id == membership and fact.on <= on for fact in listed)
    gone = any(isinstance(fact, MemberLeft) and fact.membership == membership for fact in listed)
    return ALLOWED if there and not gone else refused(Reason("teams.not_member"))
