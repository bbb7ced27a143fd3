"""What people do with a collection for works: open it, take works in, name who judges them, judge, decide prizes, give certificates."""

# ruff: noqa: S608  the pieces put into statements are constants of ours

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from guitu.kit.crypto import seal_bytes
from guitu.kit.database import dicts, queue, row, rows, run
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.ledger.lines import Change, changed
from guitu.ledger.packs import timeline_of
from guitu.papers.files.commands import Sent
from guitu.prevention import certificates
from guitu.prevention.fold import COMPARTMENT
from guitu.prevention.sealed import sealed_words, words_in
from guitu.prevention.works.judging import LEFT, standing_of
from guitu.rules.dates import days_after
from guitu.rules.verdict import Reason
from guitu.rules.words import CODES
from guitu.rules.works import CATEGORIES, WorksPolicy, may_be_named, may_decide, may_mark, may_take, mean_of, prized

PICTURE = "prevention_picture|data"
_COLLECTION = (
    "INSERT INTO prevention_collection (id, county_id, scope_path, title, categories, opens_on, closes_on) VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_WORK = (
    "INSERT INTO prevention_work (id, county_id, scope_path, collection_id, number, category, school_id, taken_on, prize, words)"
    " SELECT %s, %s, %s, %s, n, %s, %s, %s, '', %s FROM prevention_next_work(%s)"
)
_AUTHOR = (
    "INSERT INTO prevention_author (id, county_id, scope_path, collection_id, is_minor, has_consent, words) VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_MARK = (
    "INSERT INTO prevention_mark (id, county_id, collection_id, work_id, post_id, is_conflict, theme, idea, expression, at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (county_id, work_id, post_id) DO UPDATE SET is_conflict = excluded.is_conflict,"
    " theme = excluded.theme, idea = excluded.idea, expression = excluded.expression, at = excluded.at"
)


@command
def open_collection(act: Act, *, path: str, title: str, categories: Sequence[str], opens_on: date, last_on: date) -> Answer:
    """Call for works of some categories from a day to another. Refuses no title, no category, days the wrong way round."""
    if not title.strip():
        raise Refused(Reason("works.needs_words"), field="title")
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if not categories or not set(categories) <= set(CATEGORIES):
        raise Refused(Reason("works.no_category"), field="categories")
    if last_on < opens_on:
        raise Refused(Reason("works.days"), field="last_on")
    collection = uuid4()
    run(_COLLECTION, [collection, act.actor.county_id, path, title.strip(), " ".join(categories), opens_on, days_after(last_on, 1)])
    changed(act, [Change("collection", collection, path, None, {"opens_on": opens_on, "closes_on": days_after(last_on, 1)}, COMPARTMENT)])
    return {"collection": str(collection)}


@command
def take_work(
    act: Act, *, collection_id: UUID, path: str, category: str, title: str, author: str, is_minor: bool, has_consent: bool = False,
    school_id: UUID | None = None, words: Mapping[str, Any] | None = None, picture: Sent | None = None, on: date | None = None,
) -> Answer:
    """Take a work in under the next number of its collection: its title and picture for the jury, its author apart from it.

    Refuses a day outside the collection, a category it has not, no title, no author. A minor's name is shown to nobody outside
    unless the guardian agreed. Policy: works.*
    """
    collection = dicts("SELECT county_id, opens_on, closes_on, categories, decided_on FROM prevention_collection WHERE id = %s", [collection_id])
    if not collection:
        raise NotVisible
    if not title.strip() or not author.strip():
        raise Refused(Reason("works.needs_words"), field="title" if not title.strip() else "author")
    if not path.startswith(act.actor.path):
        raise Refused(Reason("places.elsewhere"), field="path")
    if school_id is not None and not row("SELECT 1 FROM prevention_school WHERE id = %s", [school_id]):
        raise NotVisible
    Refused.unless(may_take(collection[0]["opens_on"], collection[0]["closes_on"], on or act.on, category, collection[0]["categories"].split()), "category")
    work = uuid4()
    run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"work|{collection_id}"])  # numbers of one collection, one after another
    run(_WORK, [work, act.actor.county_id, path, collection_id, category, school_id, on or act.on, sealed_words("work", work, {"title": title.strip()}), collection_id])
    about = sealed_words("author", work, {**(words or {}), "name": author.strip()})
    queue(_AUTHOR, [work, act.actor.county_id, path, collection_id, is_minor, has_consent, about])
    if picture is not None:
        _keep_picture(act, work, collection_id, picture)
    detail = {"category": category, "is_minor": is_minor, "has_consent": has_consent, "has_picture": picture is not None}
    changed(act, [Change("work", work, path, None, detail, COMPARTMENT)])
    return {"work": str(work), "collection": str(collection_id)}


@command
def add_picture(act: Act, *, work_id: UUID, picture: Sent) -> Answer:
    """Put the picture to a work that came without, or another in its place. Refuses once prizes are decided."""
    found = _work(work_id)
    _refuse_decided(found["collection_id"])
    run("DELETE FROM prevention_picture WHERE id = %s", [work_id])
    _keep_picture(act, work_id, found["collection_id"], picture)
    changed(act, [Change("work", work_id, found["scope_path"], None, {"has_picture": True}, COMPARTMENT)])
    return {"work": str(work_id), "collection": str(found["collection_id"])}


@command
def take_work_back(act: Act, *, work_id: UUID) -> Answer:
    """Take a work out of its collection: it is judged and counted no more. Refuses once prizes are decided."""
    found = _work(work_id)
    _refuse_decided(found["collection_id"])
    run("UPDATE prevention_work SET taken_back_on = %s WHERE id = %s", [act.on, work_id])
    changed(act, [Change("work", work_id, found["scope_path"], None, {"taken_back_on": act.on}, COMPARTMENT)])
    return {"work": str(work_id), "collection": str(found["collection_id"])}


@command
def name_juror(act: Act, *, collection_id: UUID, post_id: UUID) -> Answer:
    """Name a post to judge the works of a collection. What comes from its own school, town or village it never sees. Refuses a post
    of elsewhere, one named already, and a collection that is decided."""
    _refuse_decided(collection_id)
    post = row("SELECT path FROM grid_post WHERE id = %s AND county_id = %s AND closed_on IS NULL", [post_id, act.actor.county_id])
    if post is None:
        raise NotVisible
    if row("SELECT 1 FROM prevention_juror WHERE collection_id = %s AND post_id = %s", [collection_id, post_id]):
        raise Refused(Reason("works.juror_twice"), field="post_id")
    school = row("SELECT id FROM prevention_school WHERE post_id = %s AND closed_on IS NULL LIMIT 1", [post_id])
    run(
        "INSERT INTO prevention_juror (id, county_id, collection_id, post_id, path, school_id, named_on) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [uuid4(), act.actor.county_id, collection_id, post_id, post[0], school[0] if school else None, act.on],
    )
    changed(act, [Change("collection", collection_id, act.actor.path, None, {"juror": post_id}, COMPARTMENT)])
    return {"collection": str(collection_id)}


@command
def mark_work(act: Act, *, work_id: UUID, theme: int, idea: int, expression: int) -> Answer:
    """Give one's marks of a work; given again before prizes are decided, they are put right. Refuses whoever is no juror, a work
    of one's own school or place, marks past the points. Policy: works.points."""
    collection_id = _judging(act, work_id)
    policy: WorksPolicy = timeline_of(act.actor.county_id, act.actor.path).on(act.on).works
    Refused.unless(may_mark({"theme": theme, "idea": idea, "expression": expression}, policy), "theme")
    queue(_MARK, [uuid4(), act.actor.county_id, collection_id, work_id, act.actor.post_id, False, theme, idea, expression, act.at])
    changed(act, [Change("mark", work_id, act.actor.path, None, {"theme": theme, "idea": idea, "expression": expression}, COMPARTMENT)])
    return {"collection": str(collection_id)}


@command
def declare_conflict(act: Act, *, work_id: UUID) -> Answer:
    """Say that one must not judge a work: it is shown to this juror no more, in no list and no sum."""
    collection_id = _judging(act, work_id)
    queue(_MARK, [uuid4(), act.actor.county_id, collection_id, work_id, act.actor.post_id, True, None, None, None, act.at])
    changed(act, [Change("mark", work_id, act.actor.path, None, {"is_conflict": True}, COMPARTMENT)])
    return {"collection": str(collection_id)}


@command
def decide_prizes(act: Act, *, collection_id: UUID) -> Answer:
    """Decide the prizes of a collection from the means of its marks, in each category by the shares of the policy. From then on jurors
    may read who made what. Refuses while works are taken, marks are missing, jurors too few. Policy: works.jurors, works.prizes."""
    found = row("SELECT scope_path, closes_on FROM prevention_collection WHERE id = %s AND decided_on IS NULL FOR UPDATE", [collection_id])
    if found is None:
        raise Refused(Reason("works.jury_is_over"))
    if row("SELECT 1 FROM prevention_juror WHERE collection_id = %s AND post_id = %s", [collection_id, act.actor.post_id]):
        raise Refused(Reason("works.juror_decides"))
    policy: WorksPolicy = timeline_of(act.actor.county_id, act.actor.path).on(act.on).works
    (jurors,) = row("SELECT count(*) FROM prevention_juror WHERE collection_id = %s", [collection_id]) or (0,)
    marked = _marked(collection_id)
    Refused.unless(may_decide(jurors, sum(len(totals) < policy.jurors for _, totals in marked.values()), found[1], act.on, policy))
    won: dict[UUID, str] = {}
    for category in {category for category, _ in marked.values()}:
        won |= prized([(work, mean_of(totals)) for work, (of, totals) in marked.items() if of == category], policy)
    for work, prize in won.items():
        run("UPDATE prevention_work SET prize = %s WHERE id = %s", [prize, work])
    run("UPDATE prevention_collection SET decided_on = %s WHERE id = %s", [act.on, collection_id])
    changed(act, [Change("collection", collection_id, found[0], None, {"decided_on": act.on, "prizes": len(won)}, COMPARTMENT)])
    return {"collection": str(collection_id), "prizes": len(won)}


@command
def certify_works(act: Act, *, collection_id: UUID) -> Answer:
    """Give each work with a prize its numbered certificate, those that have one left out. Refuses before prizes are decided."""
    collection = row("SELECT title, decided_on FROM prevention_collection WHERE id = %s", [collection_id])
    if collection is None:
        raise NotVisible
    if collection[1] is None:
        raise Refused(Reason("works.jury_is_open"))
    listed = dicts(
        "SELECT w.id, w.scope_path, w.category, w.prize, w.words, a.is_minor, a.has_consent, a.words AS author FROM prevention_work w"
        " JOIN prevention_author a ON a.id = w.id WHERE w.collection_id = %s AND w.prize <> '' AND w.taken_back_on IS NULL AND NOT EXISTS"
        " (SELECT FROM prevention_certificate c WHERE c.about_id = w.id AND c.withdrawn_on IS NULL) ORDER BY w.number",
        [collection_id],
    )
    for one in listed:
        title, author = words_in("work", one["id"], one["words"]).get("title", ""), words_in("author", one["id"], one["author"])
        said = {
            "title": "获奖证书", "holder": author.get("name", ""), "issuer": act.actor.body or act.actor.title,
            "reason": f"您的作品《{title}》在“{collection[0]}”中获{CODES['work_category'][one['category']]}{CODES['prize'][one['prize']]}。",
        }
        certificates.issue(act, one["scope_path"], "award", one["id"], said, is_named=may_be_named(one["is_minor"], one["has_consent"]))
    return {"collection": str(collection_id), "issued": len(listed)}


@command
def withdraw_certificate(act: Act, *, certificate_id: UUID, note: str) -> Answer:
    """Withdraw a certificate from today, with a reason: its page says withdrawn and since when. Refuses no words."""
    certificates.withdraw(act, certificate_id, note)
    return {"certificate": str(certificate_id)}


def _work(work_id: UUID) -> dict[str, Any]:
    found = dicts("SELECT collection_id, scope_path, taken_back_on FROM prevention_work WHERE id = %s FOR NO KEY UPDATE", [work_id])
    if not found:
        raise NotVisible
    if found[0]["taken_back_on"] is not None:
        raise Refused(Reason("works.taken_back"))
    return found[0]


def _refuse_decided(collection_id: UUID) -> None:
    found = row("SELECT decided_on FROM prevention_collection WHERE id = %s", [collection_id])
    if found is None:
        raise NotVisible
    if found[0] is not None:
        raise Refused(Reason("works.jury_is_over"))


def _judging(act: Act, work_id: UUID) -> UUID:
    """The collection of a work that this juror may judge; else what stands against it."""
    found = standing_of(act.actor.post_id, work_id)
    if found is None:
        raise NotVisible
    if found[1]:
        raise Refused(Reason({"decided": "works.jury_is_over", "stranger": "works.not_a_juror", "conflict": "works.conflict"}[found[1]]))
    return found[0]


def _marked(collection_id: UUID) -> dict[UUID, tuple[str, list[int]]]:
    """Of each work its category and the sums of its marks."""
    found: dict[UUID, tuple[str, list[int]]] = {
        id: (category, []) for id, category in rows(f"SELECT w.id, w.category FROM prevention_work w WHERE w.collection_id = %s AND {LEFT}", [collection_id])
    }
    for id, total in rows("SELECT work_id, theme + idea + expression FROM prevention_mark WHERE collection_id = %s AND NOT is_conflict", [collection_id]):
        if id in found:
            found[id][1].append(total)
    return found


def _keep_picture(act: Act, work: UUID, collection_id: UUID, picture: Sent) -> None:
    run(
        "INSERT INTO prevention_picture (id, county_id, collection_id, media_type, data) VALUES (%s, %s, %s, %s, %s)",
        [work, act.actor.county_id, collection_id, picture.made.media_type, seal_bytes(PICTURE, work, picture.made.data)],
    )
