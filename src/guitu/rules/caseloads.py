"""人员配备: how many people one worker is counted on to look after. Says who is short of hands, decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

SENTENCES: dict[str, str] = {}


@dataclass(frozen=True)
class CaseloadsPolicy:
    """People in care for one full-time or part-time worker."""

    people_per_worker: int


def is_over(people: int, policy: CaseloadsPolicy) -> bool:
    """Whether one worker looks after more people than the place counts on. People in care today, those in
    compulsory isolation and in custody left out. Policy: caseloads.people_per_worker."""
    return people > policy.people_per_worker
