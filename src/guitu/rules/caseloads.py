"""人员配备: how many people one worker is counted on to look after, and how a caseload is shared out. Says who is short of
hands and proposes; a person decides, another one grants."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

MOST = 300  # people in one handing over
SENTENCES: dict[str, str] = {
    "caseloads.nobody": "一个人也没有选接收的岗位，不用移交。",
    "caseloads.too_many": "一次最多移交 {most} 人。请分几次。",
    "caseloads.moved": "名单里有 {n} 人已经不在这个岗位名下。请重新打开这一页，再核对一遍。",
    "caseloads.same_post": "移交给的还是原来的岗位。请另选。",
}


@dataclass(frozen=True)
class CaseloadsPolicy:
    """People in care for one full-time or part-time worker."""

    people_per_worker: int


@dataclass(frozen=True, slots=True)
class Taker:
    """A post that could take people over: the places that it holds, how many it looks after now, and in which villages."""

    post: str
    places: tuple[str, ...]
    people: int
    villages: Mapping[str, int]

    def holds(self, path: str) -> bool:
        return any(path.startswith(place) for place in self.places)


def is_over(people: int, policy: CaseloadsPolicy) -> bool:
    """Whether one worker looks after more people than the place counts on. People in care today, those in
    compulsory isolation and in custody left out. Policy: caseloads.people_per_worker."""
    return people > policy.people_per_worker


def share(people: Sequence[tuple[str, str]], takers: Sequence[Taker]) -> dict[str, str]:
    """Who could take whom: each of these people, by id and place, to the post that holds the place and looks after the fewest
    by then; of equals to the one that has most people in the same village. Nobody is given to a post whose area is elsewhere.
    A proposal; whoever cannot be given to anybody is not in the answer."""
    load = {one.post: one.people for one in takers}
    near = {one.post: dict(one.villages) for one in takers}
    answer: dict[str, str] = {}
    for person, path in sorted(people, key=lambda one: (one[1], one[0])):
        village = path[:12]
        able = [one.post for one in takers if one.holds(path)]
        if not able:
            continue
        post = min(able, key=lambda code: (load[code], -near[code].get(village, 0), code))
        answer[person] = post
        load[post] += 1
        near[post][village] = near[post].get(village, 0) + 1
    return answer


def may_hand_over(from_post: str, given: Mapping[str, str], held: Collection[str]) -> Verdict:
    """Whether these people may be handed over: somebody is, all of them are this post's today, none stays where they are."""
    if not given:
        return refused(Reason("caseloads.nobody"))
    if len(given) > MOST:
        return refused(Reason("caseloads.too_many", {"most": MOST}))
    if from_post in given.values():
        return refused(Reason("caseloads.same_post"))
    if gone := given.keys() - set(held):
        return refused(Reason("caseloads.moved", {"n": len(gone)}))
    return ALLOWED
