"""What happened of a place, a line each: what, when, with which result."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guitu.inspection.lists import item_of
from guitu.inspection.opened import Opened
from guitu.inspection.stock.telling import told_of_stock
from guitu.kit.telling import said
from guitu.kit.telling import shown as spoken
from guitu.ledger import fact_words
from guitu.rules.facts import venues as f


def told(of: Opened, one: dict[str, Any]) -> dict[str, Any]:
    """A fact as the history of its place tells it; a visit has a record to look at."""
    fact = one["fact"]
    return {
        "on": fact.on, "what": fact_words.kind(fact.kind), "detail": _detail(of, fact), "words": one["words"], "id": fact.id,
        "record": isinstance(fact, f.VenueChecked | f.VenueRechecked),
    }


def _detail(of: Opened, fact: Any) -> str:
    if isinstance(fact, f.VenueChecked):
        items = [said(item_of(of.held, of.course, item, fact.on).text) for item, _severity in fact.failed]
        again = _("，%(day)s 再去") % {"day": fact.again_on} if fact.again_on else ""
        return spoken(f"site_result.{fact.site_result}") + again + ("：" + "；".join(items) if items else "")
    if isinstance(fact, f.VenueRechecked):
        if fact.site_result in ("not_reached", "refused"):
            return spoken(f"site_result.{fact.site_result}")
        return _("改好 %(fixed)s 项，没有改好 %(still)s 项") % {"fixed": len(fact.fixed), "still": len(fact.still)}
    if isinstance(fact, f.VenueReplied):
        return _("要求延到 %(day)s") % {"day": fact.wants_until} if fact.wants_until else ""
    if isinstance(fact, f.VenueTimeDecided):
        return _("延到 %(day)s") % {"day": fact.until} if fact.until else _("不延期")
    if isinstance(fact, f.VenueAppealed):
        return _("不同意 %(n)s 项") % {"n": len(fact.contested)}
    if isinstance(fact, f.VenueAppealDecided):
        return _("撤销 %(n)s 项") % {"n": len(fact.lifted)} if fact.lifted else _("都照旧")
    if isinstance(fact, f.VenueReferred):
        return _("移送%(to)s，%(n)s 项") % {"to": spoken(f"punisher.{fact.punisher}"), "n": len(fact.referred)}
    if isinstance(fact, f.VenuePunished):
        return spoken(f"punishment.{fact.punishment}")
    if isinstance(fact, f.VenueClosed):
        return spoken(f"closing.{fact.closing}")
    if isinstance(fact, f.VenueLetterSigned):
        return _("%(year)s 年 %(letter)s，%(signer)s") % {"year": fact.year, "letter": spoken(f"letter.{fact.letter}"), "signer": spoken(f"signer.{fact.signer}")}
    if isinstance(fact, f.VenueLetterUnsigned):
        return _("%(year)s 年：%(why)s") % {"year": fact.year, "why": spoken(f"unsigned.{fact.unsigned}")}
    return told_of_stock(of, fact)
