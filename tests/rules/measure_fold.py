"""How long one person's fold takes: PYTHONPATH=src:. python -m tests.rules.measure_fold

Three years, 61 facts. To stay at or below 1 ms, and a rebuild of both times at or below 30 ms.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from guitu import policy
from guitu.rules import beliefs, person
from guitu.rules.dates import add_months
from guitu.rules.facts import Fact
from guitu.rules.terms import Known
from tests.rules.casebook import detox, fact

UNTIL = date(2026, 12, 31)
HIM = Known("male", date(1990, 1, 1))


def three_years() -> list[Fact]:
    """A person in community detox who comes to every test, most visits and reports."""
    facts = [fact("registered", "2023-11-01", first_found_on=date(2023, 10, 20)), *detox("2023-11-05")]
    months = [*range(12), *range(12, 24, 2), *range(24, 36, 3)]
    for number, month in enumerate(months):
        on = add_months(date(2023, 11, 6), month).isoformat()
        facts.append(fact("urine_test", on, f"t{number}", outcome="negative"))
    for number in range(18):
        on = add_months(date(2023, 11, 10), 2 * number).isoformat()
        facts.append(fact("visit", on, f"v{number}"))
        if number < 14:
            facts.append(fact("periodic_report", on, f"r{number}"))
    facts.append(fact("risk_assessed", "2023-12-01", scores=(("drug_type", 15),)))
    return [*facts, fact("level_confirmed", "2023-12-05", level="middle")]


def best(work: Callable[[], object], times: int = 200, rounds: int = 7) -> float:
    """Milliseconds of processor time, the best of several rounds."""
    answer = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            work()
        answer = min(answer, (time.process_time() - start) / times)
    return answer * 1000


def main() -> None:
    pack, facts = policy.load("enping"), three_years()
    fold = best(lambda: person.fold(facts, pack, HIM, until=UNTIL))
    history = best(lambda: beliefs.history(facts, pack, HIM), times=50)
    print(f"facts {len(facts)}  fold {fold:.2f} ms  history {history:.2f} ms")


if __name__ == "__main__":
    main()
