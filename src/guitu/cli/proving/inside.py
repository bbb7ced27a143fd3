"""What only the product itself can tell of a place, or make in it. A process of its own, as the application role:

python -m guitu.cli.proving.inside routes     every address with the action it needs; roles and posts
python -m guitu.cli.proving.inside people     some people of each town with what is on file
python -m guitu.cli.proving.inside someone TOWN   one more, whose every field is a mark
python -m guitu.cli.proving.inside accounts N     every login; N of them get a password and a second factor
python -m guitu.cli.proving.inside settle     everybody of the county is to be settled, in the background
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

COUNTY = "440785"
MARKS = {
    "name": "欧阳金丝雀", "phone": "15405551234", "address": "鸦鹊巷七十七号", "home_address": "翠鸟里八十八号",
    "family": "金丝雀母", "note": "夜莺谈话记录",
}
ID_OF_ONE = (1992, 3, 7, 11)  # born on, and the running number: an invented number of a day


def routes() -> dict[str, Any]:
    from django.urls import URLPattern, URLResolver, get_resolver

    from guitu.grid import access
    from guitu.grid.roles import ROLES
    from guitu.kit import clock

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, Any]]:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, prefix + str(entry.pattern))
            else:
                yield prefix + str(entry.pattern), entry.callback

    return {
        "routes": [
            {"route": route, "policy": getattr(view, "access_policy", None)}
            for route, view in walk(get_resolver().url_patterns, "")
        ],
        "roles": {
            code: {"may": sorted(role.may), "whole": role.whole} for code, role in ROLES.items() if code != "clock"
        },
        "posts": [
            {"id": str(post["post_id"]), "role": post["role"], "path": post["path"]}
            for post in access.demo_posts(clock.today())
        ],
    }


def people() -> list[dict[str, Any]]:
    """Of each town a few with a running measure first, and ids of what hangs on them."""
    from guitu.grid.access import clock_actor
    from guitu.kit.database import acting, dicts

    answer: list[dict[str, Any]] = []
    for county in (COUNTY, "421202"):
        with acting(clock_actor(county)):
            answer += dicts(
                "SELECT p.id::text AS person_id, p.scope_path, (SELECT f.id::text FROM ledger_fact f"
                " WHERE f.matter_id = p.id ORDER BY f.recorded_at DESC LIMIT 1) AS fact_id,"
                " (SELECT m.id::text FROM casework_measure m WHERE m.person_id = p.id LIMIT 1) AS measure_id,"
                " (SELECT a.post_id::text FROM matters_part a WHERE a.matter_id = p.id AND a.part = 'responsible'"
                " AND a.until_on IS NULL LIMIT 1) AS post_id"
                " FROM people_person p WHERE p.sealed_at IS NULL ORDER BY p.scope_path, p.id LIMIT 400"
            )
    return sorted(answer, key=lambda person: person["measure_id"] is None)


def someone(town: str) -> dict[str, Any]:
    """Somebody whose every field is a mark that must turn up on nobody else's page."""
    from datetime import date
    from uuid import UUID

    from guitu.casework.registrations.commands import add_person
    from guitu.casework.visits.commands import record_visit
    from guitu.grid import access
    from guitu.kit import clock
    from guitu.kit.database import acting, rows
    from guitu.people.intake import NewPerson
    from guitu.rules.identifiers import make_demo_id

    today, at = clock.today(), clock.now()
    posts = [post for post in access.demo_posts(today) if post["path"] == town and post["role"] == "social_worker"]
    held = access.post_named(posts[0]["post_id"], today)
    if held is None:
        raise LookupError(town)
    actor = access.actor_of(held, posts[0]["account_id"])
    with acting(actor):
        ((village,),) = rows(
            "SELECT min(path) FROM grid_area WHERE path > %s AND path < %s AND length(path) = 12", [town, town + ":"]
        )
    year, month, day, number = ID_OF_ONE
    id_number = make_demo_id(date(year, month, day), "male", number)
    made = add_person(
        actor, at=at, on=today - timedelta(days=30),
        person=NewPerson(
            name=MARKS["name"], sex="male", scope_path=village, post_id=held.post_id, id_number=id_number,
            phone=MARKS["phone"], address=MARKS["address"], home_address=MARKS["home_address"],
            family=[{"name": MARKS["family"], "relation": "母亲"}],
        ),
    )
    person = UUID(made["person"])
    record_visit(actor, at=at, person_id=person, on=today - timedelta(days=2), how="home", note=MARKS["note"])
    return {"person_id": str(person), "post_id": str(held.post_id), "words": [*MARKS.values(), "金丝雀", id_number]}


def settle() -> int:
    """Jobs for the worker: everybody of the county, in small parts."""
    from guitu.casework.fold import PERSON
    from guitu.settling import jobs

    everybody = jobs.matters_of(PERSON, COUNTY)
    for start in range(0, len(everybody), 10):
        jobs.settle_later(PERSON, COUNTY, everybody[start : start + 10])
    return len(everybody)


def accounts(count: str) -> dict[str, Any]:
    """Every login, and some whose owners have a password and a telephone."""
    import secrets

    from django.contrib.auth.hashers import make_password

    from guitu.grid.factors import authenticators
    from guitu.grid.models import Account
    from guitu.kit import clock, totp

    owners = []
    for account in Account.objects.order_by("login")[: int(count)]:
        password, secret = secrets.token_urlsafe(12), authenticators.begin(account.pk)
        Account.objects.filter(pk=account.pk).update(password=make_password(password))
        authenticators.confirm(
            account.pk, totp.code_at(secret, clock.now(), -authenticators.EARLY_OR_LATE), clock.now()
        )
        owners.append({"login": account.login, "password": password, "secret": secret})
    names = list(Account.objects.order_by("login").values_list("login", flat=True)[:2000])
    return {"owners": owners, "names": names}


if __name__ == "__main__":
    import django

    django.setup()
    ways: dict[str, Callable[..., Any]] = {
        "routes": routes,
        "people": people,
        "someone": someone,
        "accounts": accounts,
        "settle": settle,
    }
    print(json.dumps(ways[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
