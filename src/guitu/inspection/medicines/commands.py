"""Units that use narcotic and psychotropic medicines: on the register, empties that come back, what is left and destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guitu.inspection.fold import VENUE
from guitu.inspection.registering import put_on_register, timeline_here
from guitu.inspection.stock.reading import book_in
from guitu.kit.errors import NotVisible, Refused
from guitu.ledger.commands import Act, Answer, command
from guitu.rules.medicines import KINDS, may_hold, may_return, may_witness
from guitu.rules.venues import may_be_visited
from guitu.rules.verdict import Reason
from guitu.settling.load import matter
from guitu.settling.record import new, write


@command
def register_medicine_user(
    act: Act, *, path: str, kind: str, name: str, goods: Sequence[str], licence: str = "", address: str = "", manager: str = "",
    phone: str = "", valid_until: date | None = None, on: date | None = None, anyway: bool = False,
) -> Answer:
    """Put a hospital, a clinic or a pharmacy on the register with the medicines it holds. Refuses another kind, medicines
    that the pack does not know, a place elsewhere, no name, and one that is on the register already, unless it was said
    that it is another (guitu.default)."""
    timeline = timeline_here(act, path)
    day = on or act.on
    if kind not in KINDS:
        raise Refused(Reason("venues.unknown_kind"), field="kind")
    Refused.unless(may_hold(goods, timeline.on(day).medicines), "goods")
    told = {"name": name, "licence": licence, "address": address, "manager": manager, "phone": phone}
    held = put_on_register(act, timeline, path=path, kind=kind, told=told, valid_until=valid_until, anyway=anyway)
    held_now = new("goods_held", act, day, goods=tuple(goods))
    return {"venue": str(held.id), **write(act, held, [new("venue_registered", act, day, venue=kind), held_now])}


@command
def return_empties(act: Act, *, venue_id: UUID, good: str, amount: int, on: date, words: str = "") -> Answer:
    """Note that empty ampoules came back, in thousandths of one. Refuses a medicine without, and more than were used and
    not returned yet."""
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    book = book_in(held, act.on)
    if amount <= 0 or amount % 1000:
        raise Refused(Reason("stock.no_amount" if amount <= 0 else "stock.whole_only"), field="amount")
    medicine = held.policy().on(on).medicines.medicines.get(good)
    Refused.unless(may_return(medicine, book.used.get(good, 0), amount), "amount")
    return write(act, held, [new("empties_returned", act, on, good=good, stock_amount=amount)], note=words.strip() or None)


@command
def destroy_remains(act: Act, *, venue_id: UUID, good: str, amount: int, on: date, words: str = "") -> Answer:
    """Note that what was left in an ampoule was destroyed, in thousandths of a millilitre, and sign as the first; a second
    human being signs after. Refuses nothing, a medicine that the place does not hold, and a post that names nobody."""
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    book = book_in(held, act.on)
    medicine = held.policy().on(on).medicines.medicines.get(good)
    if medicine is None or not medicine.empties or good not in book.goods:
        raise Refused(Reason("stock.not_held"), field="good")
    if amount <= 0:
        raise Refused(Reason("stock.no_amount"), field="amount")
    if act.actor.natural_person_id is None:
        raise Refused(Reason("medicines.nobody"))
    fact = new("remains_destroyed", act, on, good=good, stock_amount=amount, destroyed_by=str(act.actor.natural_person_id))
    return write(act, held, [fact], note=words.strip() or None)


@command
def witness_remains(act: Act, *, venue_id: UUID, remains: UUID) -> Answer:
    """Sign as the second that what was left was destroyed. Refuses whoever signed first, under whatever post, and a second
    time (guitu.default)."""
    held = matter(act, VENUE, venue_id)
    Refused.unless(may_be_visited(held.course(act.on)))
    one = next((one for one in book_in(held, act.on).remains if one.fact == str(remains)), None)
    if one is None:
        raise NotVisible
    person = str(act.actor.natural_person_id or "")
    Refused.unless(may_witness(one.destroyed_by, person, signed=one.witnessed_on is not None))
    return write(act, held, [new("remains_witnessed", act, act.on, remains=one.fact, witnessed_by=person)])
