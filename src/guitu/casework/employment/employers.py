"""用人单位: an employer on the register, its vacancies, and a link by which it says that it wants somebody."""

from __future__ import annotations

from uuid import UUID, uuid4

import orjson

from guitu.casework.employment.reading import EMPLOYER, VACANCY, employer_of, employers, vacancy_of
from guitu.kit.crypto import seal
from guitu.kit.database import run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import ONCE, Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.links.entering import spend
from guitu.links.making import make_link
from guitu.matters.opening import NewMatter, open_matters
from guitu.matters.parts import Place
from guitu.rules.verdict import Reason

COMPARTMENT = "units"  # of the matter that holds an employer's links


@command
def add_employer(act: Act, *, path: str, name: str, contact: str = "") -> Answer:
    """Put a willing employer on the register. Refuses a place outside one's area, no name, and a name on file."""
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if not name.strip():
        raise Refused(Reason("courses.needs_name"), field="name")
    if any(one.get("name") == name.strip() for one in employers(act.actor)):
        raise Refused(Reason("places.on_file"), field="name")
    employer = uuid4()
    new = NewMatter(employer, path, name.strip(), act.actor.post_id)
    open_matters(act.actor.county_id, [new], kind="employer", compartment=COMPARTMENT, at=act.at, on=act.on, part="responsible")
    details = orjson.dumps({"name": name.strip(), "contact": contact.strip()}).decode()
    run(
        "INSERT INTO casework_employer (id, county_id, scope_path, details) VALUES (%s, %s, %s, %s)",
        [employer, act.actor.county_id, path, seal(EMPLOYER, employer, details)],
    )
    changed(act, [Change("employer", employer, path, employer, {"step": "added"}, COMPARTMENT)])
    return {"employer": str(employer)}


@command
def add_vacancy(act: Act, *, employer_id: UUID, work: str, pay: str = "", seats: int = 1) -> Answer:
    """Note a vacancy of an employer: which work, what it pays, for how many. Refuses no words and an odd number."""
    of = employer_of(employer_id)
    if not of["scope_path"].startswith(act.actor.path):
        raise NotVisible
    return _open(act, of["scope_path"], employer_id, work, pay, seats)


@command
def close_vacancy(act: Act, *, vacancy_id: UUID) -> Answer:
    """Note that a vacancy is filled or gone. Refuses one that is closed."""
    found = vacancy_of(vacancy_id)
    if found is None or found["closed_on"] is not None:
        raise NotVisible
    if not run("UPDATE casework_vacancy SET closed_on = %s WHERE id = %s", [act.on, vacancy_id]):
        raise NotVisible
    of = employer_of(found["employer_id"])
    changed(act, [Change("vacancy", vacancy_id, of["scope_path"], found["employer_id"], {"closed_on": act.on}, COMPARTMENT)])
    return {"employer": str(found["employer_id"])}


@command
def make_employer_link(act: Act, *, employer_id: UUID, to_whom: str, shown: str, hours: int) -> Answer:
    """A link for the employer, which has no account: its own vacancies, how many were referred, and a field to say that it
    wants somebody. Refuses words that may not be read outside the login, no addressee, and more hours than the policy."""
    of = employer_of(employer_id)
    if not of["scope_path"].startswith(act.actor.path):
        raise NotVisible
    place = Place(employer_id, of["county_id"], of["scope_path"], COMPARTMENT)
    made = make_link(act, place, kind="employer_vacancy", words=shown, to_whom=to_whom, hours=hours)
    return {"employer": str(employer_id), "link": str(made.id), "until": made.expires_at, ONCE: [made.token, made.code]}


@command
def offer_by_link(act: Act, *, employer_id: UUID, maker: UUID, secret: str, words: str, who: str) -> Answer:
    """The employer says through its link whom it wants: a vacancy that the office finds on the register. Refuses a link that
    is open no more, no words and no name."""
    if not who.strip():
        raise Refused(Reason("links.needs_who"), field="who")
    if not words.strip():
        raise Refused(Reason("links.needs_words"), field="words")
    if not spend(secret, act.at):
        raise Refused(Reason("links.closed"))
    of = employer_of(employer_id)
    return {**_open(act, of["scope_path"], employer_id, words, who, 1, by_link=True), "maker": str(maker)}


def _open(act: Act, path: str, employer: UUID, work: str, pay: str, seats: int, *, by_link: bool = False) -> Answer:
    if not work.strip():
        raise Refused(Reason("needs.needs_words"), field="work")
    vacancy = uuid4()
    details = orjson.dumps({"work": work.strip(), "pay": pay.strip()}).decode()
    run(
        "INSERT INTO casework_vacancy (id, county_id, scope_path, employer_id, details, seats, open_on, by_link) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [vacancy, act.actor.county_id, path, employer, seal(VACANCY, vacancy, details), seats, act.on, by_link],
    )
    changed(act, [Change("vacancy", vacancy, path, employer, {"seats": seats, "by_link": by_link}, COMPARTMENT)])
    return {"employer": str(employer), "vacancy": str(vacancy)}
